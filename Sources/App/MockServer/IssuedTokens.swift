/// The codes and tokens that were issued; expired ones are removed.
struct IssuedTokens: Sendable {
    /// A grant to a client.
    struct Grant: Sendable {
        var client: String
        /// The issuer of its tokens.
        var issuer: String
        var tenant: String?
        /// The account of the person who signed in; nil for the client itself.
        var user: String?
        var redirectURI: String?
        var challenge: String?
        var scope: String?
        var resource: String?

        init(client: String, _ place: Place) {
            self.client = client
            issuer = place.issuer
            tenant = place.tenant
        }

        /// The API that its access tokens are for: the resource, or that of the first scope.
        var audience: String {
            if let resource { return resource }
            let scopes = scope?.split(separator: " ") ?? []
            let named = scopes.first { $0.contains("://") }
            guard let named, let end = named.lastIndex(of: "/") else { return "api://" + client }
            return String(named[..<end])
        }
    }

    /// A sign-in at another device.
    struct DeviceSignIn: Sendable {
        var userCode: String
        var grant: Grant
        var isApproved = false
    }

    /// A successful token reply.
    struct Issue: Sendable {
        var accessToken: String
        var refreshToken: String?
        var idToken: String?
        var lifetime: Int
        var grant: Grant
    }

    /// A value and the moment it ends, in seconds since 1970.
    struct Expiring<Value: Sendable>: Sendable {
        var value: Value
        var expires: Double
    }

    var codes: [String: Expiring<Grant>] = [:]
    var deviceCodes: [String: Expiring<DeviceSignIn>] = [:]
    var refreshTokens: [String: Expiring<Grant>] = [:]
    /// When each access token ends.
    var accessTokens: [String: Double] = [:]

    func isValid(accessToken: String, now: Double) -> Bool {
        accessTokens[accessToken].map { now < $0 } ?? false
    }

    mutating func takeCode(_ code: String, now: Double) -> Grant? {
        guard let found = codes.removeValue(forKey: code), now < found.expires else { return nil }
        return found.value
    }

    /// Takes a refresh token out of circulation: its use brings a new one (RFC 9700 §4.14).
    mutating func takeRefreshToken(_ token: String, of client: String, now: Double) -> Grant? {
        guard let found = refreshTokens[token], found.value.client == client, now < found.expires
        else { return nil }
        refreshTokens[token] = nil
        return found.value
    }

    mutating func forgetExpired(now: Double) {
        deviceCodes = deviceCodes.filter { now < $0.value.expires }
        codes = codes.filter { now < $0.value.expires }
        refreshTokens = refreshTokens.filter { now < $0.value.expires }
        accessTokens = accessTokens.filter { now < $0.value }
    }
}
