/// A token as the server issued it, and when it was requested.
public struct OAuth2Token: Sendable, Hashable {
    /// The token that requests carry.
    public var accessToken: String
    /// The token that obtains a new one, if the server gave one.
    public var refreshToken: String?
    /// The scopes that were granted, if the server names them.
    public var scope: String?
    /// The identity token, for display only: it is never verified.
    public var idToken: String?
    /// The key that it is bound to; nil for a bearer token.
    var dpopKey: DPoPKey?
    /// When it was requested, in seconds since 1970.
    public var obtainedAt: Double
    /// When it expires, in seconds since 1970; nil if unknown, until an API answers 401.
    public var expiresAt: Double?

    /// Makes a token.
    public init(
        accessToken: String, refreshToken: String? = nil, scope: String? = nil,
        idToken: String? = nil, obtainedAt: Double, expiresAt: Double? = nil
    ) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.scope = scope
        self.idToken = idToken
        self.obtainedAt = obtainedAt
        self.expiresAt = expiresAt
    }

    /// Whether it has not expired, as far as is known.
    public func isAlive(at now: Double) -> Bool { expiresAt.map { now < $0 } ?? true }

    /// Returns the token that requests carry: the identity token, if the configuration says so.
    ///
    /// - Throws: `noIDToken` if that is missing: the access token is for another receiver.
    public func carried(_ configuration: OAuth2Configuration) throws(OAuth2Error) -> String {
        guard configuration.usesIDToken else { return accessToken }
        guard let idToken else {
            throw OAuth2Error(.noIDToken(endpoint: configuration.tokenURL.displayed))
        }
        return idToken
    }

    /// Whether it should be renewed before it is used.
    ///
    /// Early by a tenth of its life, at least 5 and at most 300 seconds, but never by more than
    /// half of it: a flat margin would make tokens that live seconds stale when they arrive.
    func needsRenewal(at now: Double) -> Bool {
        guard let expiresAt else { return false }
        let life = max(0, expiresAt - obtainedAt)
        let early = min(max(min(300, life / 10), 5), life / 2)
        return now >= expiresAt - early
    }
}
