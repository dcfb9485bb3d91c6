/// The codes and tokens that are out; those that have expired are forgotten.
struct IssuedTokens: Sendable {
    /// What a client was granted.
    struct Grant: Sendable {
        var client: String
        var redirectURI: String?
        var challenge: String?
        var scope: String?
        var resource: String?
    }

    /// A successful token reply.
    struct Issue: Sendable {
        var accessToken: String
        var refreshToken: String?
        var lifetime: Int
        var grant: Grant
    }

    /// A value and the moment it ends, in seconds since 1970.
    struct Expiring<Value: Sendable>: Sendable {
        var value: Value
        var expires: Double
    }

    var codes: [String: Expiring<Grant>] = [:]
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
        codes = codes.filter { now < $0.value.expires }
        refreshTokens = refreshTokens.filter { now < $0.value.expires }
        accessTokens = accessTokens.filter { now < $0.value }
    }
}
