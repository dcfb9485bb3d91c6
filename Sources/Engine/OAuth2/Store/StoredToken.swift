import Cryptography
import Diagnostics
import JSON
import TextEncoding

/// A token as it is kept from one run to the next, with details that people recognise it by.
public struct StoredToken: Sendable, Hashable {
    /// The token; its identity token is kept only if requests carry it.
    public var token: OAuth2Token
    /// The element whose block it was obtained for.
    public var owner: String
    /// The grant that it was obtained with.
    public var grant: OAuth2Grant
    /// The endpoint that gave it, without its query.
    public var endpoint: String
    /// The client that it was given to.
    public var clientID: String
    /// The scopes that were asked for.
    public var requestedScope: String
    /// The person or application that it represents.
    public var identity: TokenIdentity
    /// The collections and environments that have used it, the newest last.
    public var uses: [TokenUse] = []
    /// The fingerprint of the refresh token that the block had when this token was obtained.
    var seed: String?

    /// Describes a token of a configuration.
    ///
    /// The identity of the token that it replaces, `before`, may be known better.
    public init(
        _ token: OAuth2Token, _ configuration: OAuth2Configuration, before: StoredToken? = nil,
        use: TokenUse? = nil
    ) {
        self.token = token
        if !configuration.usesIDToken { self.token.idToken = nil }
        owner = configuration.owner
        grant = configuration.grant
        endpoint = configuration.tokenURL.displayed
        clientID = configuration.client.id
        requestedScope = configuration.scope
        identity = TokenIdentity(token).completed(by: before?.identity)
        if identity.tenant == nil {
            identity.tenant = MicrosoftLogin.tenant(of: configuration.tokenURL)
        }
        uses = before?.uses ?? []
        if let use { add(use) }
        seed = Self.fingerprint(configuration.refresh.token)
    }

    /// Notes another use; the newest is last.
    ///
    /// - Returns: Whether it was unknown.
    @discardableResult
    mutating func add(_ use: TokenUse) -> Bool {
        if use.collection.isEmpty || uses.contains(use) { return false }
        uses.append(use)
        if uses.count > Self.keptUses { uses.removeFirst() }
        return true
    }

    private static let keptUses = 20

    /// Whether the block's refresh token is still the one from which this token was obtained: the
    /// user gives a new one to have it used.
    func belongs(to configuration: OAuth2Configuration) -> Bool {
        configuration.refresh.token == nil
            || seed == Self.fingerprint(configuration.refresh.token)
    }

    /// Returns a fingerprint that distinguishes refresh tokens without revealing them.
    private static func fingerprint(_ refreshToken: String?) -> String? {
        guard let refreshToken else { return nil }
        return (try? DigestAlgorithm.sha256.digest(of: Array(refreshToken.utf8)))
            .map { Hexadecimal.encode($0) }
    }
}

extension StoredToken {
    private static let version = 1.0

    /// The form that is written.
    var json: JSONValue {
        let texts: [(String, String?)] = [
            ("owner", owner), ("grant", grant.rawValue), ("endpoint", endpoint),
            ("client_id", clientID), ("requested_scope", requestedScope), ("scope", token.scope),
            ("name", identity.name), ("account", identity.account), ("tenant", identity.tenant),
            ("access_token", token.accessToken), ("refresh_token", token.refreshToken),
            ("id_token", token.idToken), ("seed", seed),
            ("dpop_key", token.dpopKey.map { Base64.encode($0.bytes) }),
        ]
        var members: [(String, JSONValue)] = [("version", .number(Self.version))]
        members += texts.compactMap { name, text in text.map { (name, .string($0)) } }
        members.append(("obtained_at", .number(token.obtainedAt)))
        if let expiresAt = token.expiresAt { members.append(("expires_at", .number(expiresAt))) }
        if !uses.isEmpty { members.append(("uses", .array(uses.map(\.json)))) }
        return .object(members)
    }

    /// Reads what was written; nil if it is something else.
    init?(_ json: JSONValue) {
        guard json["version"]?.double == Self.version,
            let grant = json["grant"]?.string.flatMap(OAuth2Grant.init(rawValue:)),
            let accessToken = json["access_token"]?.string, !accessToken.isEmpty,
            let obtainedAt = json["obtained_at"]?.double, let owner = json["owner"]?.string,
            let endpoint = json["endpoint"]?.string, let clientID = json["client_id"]?.string
        else { return nil }
        token = OAuth2Token(
            accessToken: accessToken, refreshToken: json["refresh_token"]?.string,
            scope: json["scope"]?.string, idToken: json["id_token"]?.string,
            obtainedAt: obtainedAt,
            expiresAt: json["expires_at"]?.double)
        token.dpopKey = json["dpop_key"]?.string.flatMap { Base64.decode($0) }
            .map(DPoPKey.init(bytes:))
        self.owner = owner
        self.grant = grant
        self.endpoint = endpoint
        self.clientID = clientID
        requestedScope = json["requested_scope"]?.string ?? ""
        identity = TokenIdentity()
        identity.name = json["name"]?.string
        identity.account = json["account"]?.string
        identity.tenant = json["tenant"]?.string
        seed = json["seed"]?.string
        uses = (json["uses"]?.array ?? []).compactMap(TokenUse.init)
    }
}

extension OAuth2Configuration {
    /// The name that its token is kept under; nil if it is not kept.
    ///
    /// Tokens of a sign-in or of a refresh token are kept. A client that acts for itself requests a
    /// new token each time: a kept token would hide that its secret no longer works. Settings that
    /// lead to another token lead to another name; no secret goes into it.
    public var storeName: String? {
        var members: [(String, JSONValue)] = []
        var lists = [tokenParameters, refresh.parameters]
        switch flow {
        case .clientCredentials, .password, .jwtBearer, .tokenExchange: return nil
        case .authorizationCode(let settings), .implicit(let settings):
            members.append(("authorize", .string(settings.authorizationURL.identity)))
            lists.append(settings.parameters)
        case .deviceCode, .refreshToken: break
        }
        let scopes = scope.split(separator: " ").sorted().map { JSONValue.string(String($0)) }
        members += [
            ("grant", .string(grant.rawValue)), ("token", .string(tokenURL.identity)),
            ("refresh", .string(refresh.url.identity)), ("client", .string(client.id)),
            ("scopes", .array(scopes)), ("parameters", .array(lists.map(Self.identity))),
        ]
        if usesIDToken { members.append(("use", .string("id_token"))) }
        if usesDPoP { members.append(("bound", .string("dpop"))) }
        let text = Array(JSONWriter.compact(.object(members)).utf8)
        return (try? DigestAlgorithm.sha256.digest(of: text)).map { Hexadecimal.encode($0) }
    }

    private static func identity(_ parameters: [OAuth2Parameter]) -> JSONValue {
        let stable = parameters.filter { !Key.unstable.contains($0.name.lowercased()) }
        return .array(
            stable.map { parameter in
                let isSecret = SecretName.isCredential(parameter.name)
                return .array([
                    .string(parameter.name), .string(isSecret ? "" : parameter.value),
                ])
            })
    }
}
