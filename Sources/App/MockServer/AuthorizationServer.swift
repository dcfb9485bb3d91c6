import Cryptography
import HTTPModel
import JSON
import Synchronization
import TextEncoding
import Variables

/// An OAuth 2.0 authorization server on the paths of a collection's own URLs (RFC 6749, 7636).
///
/// It consents by itself and accepts any client and user that the collection does not name. If the
/// paths are those of Microsoft's v1 endpoints, its replies have that shape.
final class AuthorizationServer: Sendable {
    /// How long an authorization code may wait, in seconds.
    private static let codeLifetime = 600.0
    /// How long a refresh token lives, in seconds.
    private static let refreshLifetime = 86_400.0

    private struct Endpoints: Sendable {
        let authorization: [PathPattern]
        let token: [PathPattern]
    }

    private let endpoints: Endpoints
    private let clients: ClientRegister
    private let ambience: Ambience
    private let tokenLifetime: Int
    private let tokens = Mutex(IssuedTokens())

    init(registrations: [Registration], ambience: Ambience, tokenLifetime: Int) {
        endpoints = Endpoints(
            authorization: registrations.compactMap(\.authorizationPath),
            token: registrations.flatMap(\.tokenPaths))
        clients = ClientRegister(registrations)
        self.ambience = ambience
        self.tokenLifetime = tokenLifetime
    }

    /// What is served, as `GET /path`.
    var routes: [String] {
        endpoints.authorization.map { "GET \($0.text)" } + endpoints.token.map { "POST \($0.text)" }
    }

    /// Whether a token was issued and has not expired.
    func isValid(accessToken: String) -> Bool {
        let now = ambience.now()
        return tokens.withLock { $0.isValid(accessToken: accessToken, now: now) }
    }

    /// Answers a request to one of the endpoints; nil if it is to another path.
    func respond(to request: ServerRequest) -> HTTPResponse? {
        let path = request.pathSegments
        if endpoints.token.contains(where: { $0.score(path) != nil }) {
            return token(request, style: TokenStyle(path: path))
        }
        if endpoints.authorization.contains(where: { $0.score(path) != nil }) {
            return authorize(request, style: TokenStyle(path: path))
        }
        return nil
    }

    // MARK: Authorization endpoint

    private func authorize(_ request: ServerRequest, style: TokenStyle) -> HTTPResponse {
        guard request.method == "GET" || request.method == "POST" else {
            return Reply.text(
                405, "use GET", headers: [HTTPField(name: "Allow", value: "GET, POST")])
        }
        let form =
            request.method == "POST"
            ? FormText(String(decoding: request.body, as: UTF8.self)) : request.parameters
        // Without a trusted client and address there is nowhere to redirect to (§4.1.2.1).
        guard let client = form["client_id"], clients.knows(client) else {
            return Reply.text(400, "invalid_request: 'client_id' is missing or unknown")
        }
        guard let address = form["redirect_uri"], clients.accepts(redirectURI: address) else {
            return Reply.text(400, "invalid_request: 'redirect_uri' is missing or not registered")
        }
        var answer: [(name: String, value: String)]
        do throws(TokenError) {
            let grant = try grant(form, client: client, address: address)
            let code = secret()
            let expiry = ambience.now() + Self.codeLifetime
            tokens.withLock { $0.codes[code] = .init(value: grant, expires: expiry) }
            answer = [("code", code)]
            if style.isVersion1 { answer.append(("session_state", ambience.uuid())) }
        } catch {
            answer = [("error", error.code), ("error_description", error.description)]
        }
        if let state = form["state"] { answer.append(("state", state)) }
        let parameters = FormText(answer).encoded(.strict)
        let location = address + (address.contains("?") ? "&" : "?") + parameters
        return Reply.text(
            302, "consent is given",
            headers: [
                HTTPField(name: "Location", value: location),
                HTTPField(name: "Cache-Control", value: "no-store"),
            ])
    }

    private func grant(
        _ form: FormText, client: String, address: String
    ) throws(TokenError) -> IssuedTokens.Grant {
        if let name = form.repeatedName { throw .invalidRequest("'\(name)' is given twice") }
        guard form["response_type"] == "code" else {
            throw TokenError(
                code: "unsupported_response_type", description: "'response_type' must be 'code'")
        }
        let challenge = form["code_challenge"]
        if challenge != nil, form["code_challenge_method"] != "S256" {
            throw .invalidRequest("'code_challenge_method' must be 'S256'")
        }
        return IssuedTokens.Grant(
            client: client, redirectURI: address, challenge: challenge, scope: form["scope"],
            resource: form["resource"])
    }

    // MARK: Token endpoint

    private func token(_ request: ServerRequest, style: TokenStyle) -> HTTPResponse {
        let moment = ambience.now()
        do throws(TokenError) {
            guard request.method == "POST" else {
                throw TokenError(
                    code: "invalid_request", description: "use POST", status: 405)
            }
            let tokenRequest = try TokenRequest(request)
            return style.reply(try issue(tokenRequest, style), now: moment)
        } catch {
            return style.reply(
                error, now: moment, traceID: ambience.uuid(), correlationID: ambience.uuid())
        }
    }

    private func issue(
        _ request: TokenRequest, _ style: TokenStyle
    ) throws(TokenError) -> IssuedTokens.Issue {
        switch request.grantType {
        case "client_credentials":
            try clients.authenticate(request.client, requiresSecret: true)
            if style.isVersion1, request["resource"] == nil {
                throw .missing("resource", entraCode: 900_144)
            }
            return issue(grant(request), isRefreshable: false)
        case "password":
            try clients.authenticate(request.client, requiresSecret: false)
            try clients.checkUser(request["username"], request["password"])
            return issue(grant(request), isRefreshable: true)
        case "authorization_code":
            try clients.authenticate(request.client, requiresSecret: false)
            return issue(try redeem(request), isRefreshable: true)
        case "refresh_token":
            try clients.authenticate(request.client, requiresSecret: false)
            return issue(try refresh(request), isRefreshable: true)
        case let other:
            throw TokenError(
                code: "unsupported_grant_type",
                description: "the grant type '\(other)' is not supported", entraCode: 70_003)
        }
    }

    private func grant(_ request: TokenRequest) -> IssuedTokens.Grant {
        IssuedTokens.Grant(
            client: request.client.id, redirectURI: nil, challenge: nil, scope: request["scope"],
            resource: request["resource"])
    }

    private func redeem(_ request: TokenRequest) throws(TokenError) -> IssuedTokens.Grant {
        guard let code = request["code"] else { throw .missing("code", entraCode: 900_144) }
        let now = ambience.now()
        // A code can be used once, with or without success.
        guard let grant = tokens.withLock({ $0.takeCode(code, now: now) }) else {
            throw .invalidGrant(
                "the authorization code is unknown, expired or already used", entraCode: 54_005)
        }
        guard grant.client == request.client.id else {
            throw .invalidGrant("the code was issued to another client", entraCode: 70_000)
        }
        guard grant.redirectURI == request["redirect_uri"] else {
            throw .invalidGrant(
                "'redirect_uri' is not the one of the authorization request", entraCode: 50_011)
        }
        try verify(grant.challenge, request["code_verifier"])
        return merged(grant, request)
    }

    /// Compares the verifier with the challenge (RFC 7636 §4.6).
    private func verify(_ challenge: String?, _ verifier: String?) throws(TokenError) {
        guard let challenge else { return }
        let mismatch = TokenError.invalidGrant(
            "'code_verifier' does not fit the code challenge", entraCode: 501_481)
        guard let verifier else { throw mismatch }
        guard let digest = try? DigestAlgorithm.sha256.digest(of: Array(verifier.utf8)) else {
            throw TokenError(code: "server_error", description: "no SHA-256", status: 500)
        }
        guard ConstantTime.areEqual(Base64.encodeURLSafe(digest), challenge) else {
            throw mismatch
        }
    }

    private func refresh(_ request: TokenRequest) throws(TokenError) -> IssuedTokens.Grant {
        guard let token = request["refresh_token"] else {
            throw .missing("refresh_token", entraCode: 900_144)
        }
        let now = ambience.now()
        let client = request.client.id
        guard let grant = tokens.withLock({ $0.takeRefreshToken(token, of: client, now: now) })
        else {
            throw .invalidGrant(
                "the refresh token is unknown, expired or already used", entraCode: 70_000)
        }
        return merged(grant, request)
    }

    /// The grant with the scope and resource that the token request asks for instead.
    private func merged(_ grant: IssuedTokens.Grant, _ request: TokenRequest) -> IssuedTokens.Grant
    {
        var grant = grant
        grant.scope = request["scope"] ?? grant.scope
        grant.resource = request["resource"] ?? grant.resource
        return grant
    }

    private func issue(
        _ grant: IssuedTokens.Grant, isRefreshable: Bool
    ) -> IssuedTokens.Issue {
        let now = ambience.now()
        let access = secret()
        let refresh = isRefreshable ? secret() : nil
        tokens.withLock { tokens in
            tokens.forgetExpired(now: now)
            tokens.accessTokens[access] = now + Double(tokenLifetime)
            if let refresh {
                tokens.refreshTokens[refresh] = .init(
                    value: grant, expires: now + Self.refreshLifetime)
            }
        }
        return IssuedTokens.Issue(
            accessToken: access, refreshToken: refresh, lifetime: tokenLifetime, grant: grant)
    }

    private func secret() -> String { Base64.encodeURLSafe(ambience.randomBytes(32)) }
}
