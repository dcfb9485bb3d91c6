/// What a run says in place of, or in addition to, the auth blocks of the file.
public struct OAuth2Overrides: Sendable, Hashable {
    /// The grant, in place of the file's.
    public var grant: OAuth2Grant?
    /// The redirect URI, in place of the file's.
    public var redirectURI: String?
    /// The client secret, in place of the file's.
    public var clientSecret: String?
    /// What proves who the client is, in place of any secret.
    public var clientAssertion: ClientAssertion?
    /// A token that is sent as it is, in place of getting one.
    public var accessToken: String?
    /// A refresh token to start with.
    public var refreshToken: String?
    /// Whether endpoints may be plain HTTP on hosts other than loopback.
    public var allowsInsecureHTTP = false
    /// How long a person may take to sign in, where not as long as usual.
    public var signInTimeoutSeconds: Int?
    /// How long a person may take as a rule.
    static let usualSignInSeconds = 300

    /// Makes overrides that change nothing.
    public init() {}
}
