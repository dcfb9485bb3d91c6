import HTTPModel
import JSON
import Synchronization
import TextEncoding
import Variables

/// An OAuth 2.0 authorization server on the paths of a collection's own URLs (RFC 6749, 7636).
///
/// It consents by itself and accepts any client and user that the collection does not name. On the
/// paths of Microsoft's v1 endpoints, its responses have their shape. It also issues device codes
/// (RFC 8628), exchanges tokens (RFC 7523, 8693), revokes them (RFC 7009) and publishes its
/// metadata and its keys (RFC 8414, OpenID Connect Discovery).
final class AuthorizationServer: Sendable {
    /// How long an authorization code may wait, in seconds.
    static let codeLifetime = 600.0
    /// How long a refresh token lives, in seconds.
    static let refreshLifetime = 86_400.0

    let authorizationPaths: [PathPattern]
    let tokenPaths: [PathPattern]
    let clients: ClientRegister
    let ambience: Ambience
    let tokenLifetime: Int
    let failure: MockFailure?
    let mint = TokenMint()
    let tokens = Mutex(IssuedTokens())

    init(
        registrations: [Registration], ambience: Ambience, tokenLifetime: Int,
        failure: MockFailure?
    ) {
        authorizationPaths = registrations.compactMap(\.authorizationPath)
        tokenPaths = registrations.flatMap(\.tokenPaths)
        clients = ClientRegister(registrations)
        self.ambience = ambience
        self.tokenLifetime = tokenLifetime
        self.failure = failure
    }

    /// The endpoints of the collection, as `GET /path`.
    var routes: [String] {
        authorizationPaths.map { "GET \($0.text)" } + tokenPaths.map { "POST \($0.text)" }
    }

    /// Whether a token was issued and has not expired.
    func isValid(accessToken: String) -> Bool {
        let now = ambience.now()
        return tokens.withLock { $0.isValid(accessToken: accessToken, now: now) }
    }

    /// Responds to a request to one of the endpoints; nil for any other path.
    func respond(to request: ServerRequest) -> HTTPResponse? {
        let path = request.pathSegments
        if isToken(path) { return token(request, Place(request)) }
        if authorizationPaths.contains(where: { $0.score(path) != nil }) {
            return authorize(request, Place(request))
        }
        if tokenPaths.isEmpty && authorizationPaths.isEmpty { return nil }
        if let document = wellKnown(request, path) { return document }
        switch path.last {
        case "devicecode" where isToken(path.dropLast() + ["token"]):
            return deviceCode(request, Place(request))
        case "device" where isToken(path.dropLast() + ["token"]): return approve(request)
        case "revoke" where isToken(path.dropLast() + ["token"]): return revoke(request)
        default: return nil
        }
    }

    private func isToken(_ path: [String]) -> Bool {
        tokenPaths.contains { $0.score(path) != nil }
    }

    func secret() -> String { Base64.encodeURLSafe(ambience.randomBytes(32)) }
}

/// The place of an endpoint: the address of the server, and the tenant that the path names.
struct Place: Sendable {
    /// Scheme, host and port.
    let origin: String
    /// The path without its last segment.
    let folder: String
    /// The segment before Microsoft's `oauth2`, which is the tenant.
    let tenant: String?
    /// The shape of the responses.
    let style: TokenStyle

    init(_ request: ServerRequest) {
        let path = request.pathSegments
        origin = "http://" + (request.headers["Host"] ?? "localhost")
        folder = "/" + path.dropLast().joined(separator: "/")
        style = TokenStyle(path: path)
        let end = path.firstIndex(of: "oauth2")
        tenant = end.flatMap { $0 > 0 ? path[$0 - 1] : nil }
    }

    /// The issuer in tokens.
    var issuer: String { origin + (tenant.map { "/" + $0 } ?? "") }
}
