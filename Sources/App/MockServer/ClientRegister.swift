import Cryptography

/// The clients, addresses and users that are accepted: those that the collection names, and any if
/// it leaves them to variables.
struct ClientRegister: Sendable {
    private struct Entry: Sendable {
        let client: String?
        let secret: String?
        let redirectURI: String?
        let username: String?
        let password: String?
    }

    private let entries: [Entry]

    init(_ registrations: [Registration]) {
        entries = registrations.map {
            Entry(
                client: $0.clientID, secret: $0.clientSecret, redirectURI: $0.redirectURI,
                username: $0.username, password: $0.password)
        }
    }

    /// Whether a client may be that one.
    func knows(_ client: String) -> Bool {
        !client.isEmpty && entries.contains { $0.client == nil || $0.client == client }
    }

    /// Whether an address may receive a code: a registered one, one on the loopback interface, or
    /// any if none is registered.
    func accepts(redirectURI: String) -> Bool {
        let registered = entries.compactMap(\.redirectURI)
        guard redirectURI.hasPrefix("http://") || redirectURI.hasPrefix("https://") else {
            return registered.contains(redirectURI)
        }
        if redirectURI.contains(where: \.isNewline) { return false }
        let authority = redirectURI.drop { $0 != "/" }.drop { $0 == "/" }
            .prefix { !"/?#".contains($0) }
        let host =
            authority.hasPrefix("[")
            ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return registered.isEmpty || registered.contains(redirectURI)
            || ["127.0.0.1", "localhost", "[::1]"].contains(host)
    }

    /// Throws unless the client is known and its secret is right.
    func authenticate(
        _ client: TokenRequest.Client, requiresSecret: Bool
    ) throws(TokenError) {
        let candidates = entries.filter { $0.client == nil || $0.client == client.id }
        if candidates.isEmpty {
            throw .invalidClient("the client '\(client.id)' is unknown", entraCode: 700_016)
        }
        let secrets = candidates.compactMap(\.secret)
        guard let secret = client.secret else {
            if !requiresSecret, secrets.count < candidates.count { return }
            throw .invalidClient("the client must give its secret", entraCode: 7_000_218)
        }
        let isRight = secrets.contains { ConstantTime.areEqual($0, secret) }
        if !isRight, secrets.count == candidates.count {
            throw .invalidClient("the client secret is not valid", entraCode: 7_000_215)
        }
    }

    /// Throws unless the user's password is right.
    func checkUser(_ username: String?, _ password: String?) throws(TokenError) {
        guard let username else { throw .missing("username", entraCode: 900_144) }
        guard let password else { throw .missing("password", entraCode: 900_144) }
        let isRight = entries.contains {
            ($0.username ?? username) == username && ($0.password ?? password) == password
        }
        if !isRight {
            throw .invalidGrant("the user name or password is wrong", entraCode: 50_126)
        }
    }
}
