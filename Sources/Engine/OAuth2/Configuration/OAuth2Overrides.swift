import JSON
import Signing

/// Options of a run that replace or complete the auth blocks of the file.
public struct OAuth2Overrides: Sendable, Hashable {
    /// The grant, in place of the file's.
    public var grant: OAuth2Grant?
    /// The redirect URI, in place of the file's.
    public var redirectURI: String?
    /// The client secret, in place of the file's.
    public var clientSecret: String?
    /// The assertion that authenticates the client, in place of any secret.
    public var clientAssertion: ClientAssertion?
    /// The account that the server should suggest to the person who signs in.
    public var loginHint: String?
    /// What the server should ask the person, as `select_account` or `consent`.
    public var prompt: String?
    /// The token that is exchanged for another, for the grants that do that.
    public var assertion: GrantAssertion?
    /// The issuer whose metadata name the endpoints, in place of the file's.
    public var issuer: String?
    /// Whether the identity token is sent in place of the access token.
    public var usesIDToken = false
    /// Whether tokens are bound to a key of this run (DPoP).
    public var usesDPoP = false
    /// The metadata of the issuer.
    var server: ServerMetadata?
    /// A token that is sent as it is, instead of obtaining one.
    public var accessToken: String?
    /// A refresh token to start with.
    public var refreshToken: String?
    /// Whether endpoints may be plain HTTP on hosts other than loopback.
    public var allowsInsecureHTTP = false
    /// How long a person may take to sign in; nil for the default.
    public var signInTimeoutSeconds: Int?
    /// The default for how long a person may take.
    static let usualSignInSeconds = 300

    /// Whether they say where tokens come from, even if the block does not.
    var namesServer: Bool {
        if case .serviceAccount = assertion { return true }
        return issuer != nil
    }

    /// Whether they contain a secret that one client of a run is meant to use.
    public var haveSecrets: Bool {
        clientSecret != nil || accessToken != nil || refreshToken != nil
    }

    /// The grant of a block whose other settings may be incomplete; nil if it is unknown.
    func grant(of block: AuthBlock) -> OAuth2Grant? {
        if let grant { return grant }
        let name = block.parameters["grant_type"]?.scalarText ?? ""
        return name.isEmpty ? .authorizationCode : OAuth2Grant(name: name)
    }

    /// Makes overrides that change nothing.
    public init() {}
}
