/// The person at the edge of the process: a terminal, a browser, a listener for the answer.
public protocol SignInPrompt: AnyObject {
    /// Why nobody can sign in here, as `standard input is not a terminal`; nil if somebody can.
    var obstacle: String? { get }

    /// Why nobody would read a code to sign in with elsewhere; nil if somebody can.
    var displayObstacle: String? { get }

    /// Asks for a client secret that a variable leaves empty; nil if nobody can be asked.
    func secret(of client: String, variable: String) -> String?

    /// Shows a person where to sign in, and the code to enter there.
    func show(_ prompt: DevicePrompt)

    /// Lets a person sign in and returns the address that the browser was sent to in the end.
    ///
    /// `start` is called once, with the redirect URI to send: that of the plan, or for a loopback
    /// plan `LoopbackRedirect.uri(port:)` of the listener that is ready by then. The result is the
    /// received or pasted address. The caller verifies it; the prompt may verify it earlier with
    /// `SignInRequest.verify`, so that a person can try again.
    func authorize(
        _ plan: RedirectPlan, start: (_ redirectURI: String) throws(OAuth2Error) -> SignInRequest
    ) throws(OAuth2Error) -> String
}

/// An authorization request that waits for its answer.
public struct SignInRequest: Sendable, Hashable {
    /// What an answer is looked through for.
    public enum Expectation: Sendable, Hashable {
        /// A code, which a token is then asked for with.
        case code
        /// The token.
        case token
    }

    /// The address that the person signs in at.
    public var url: String
    /// The redirect URI that was sent.
    public var redirectURI: String
    /// The value that the answer must repeat.
    public var state: String
    /// How long to wait for the answer.
    public var timeoutSeconds: Int
    /// Whose block it is, for messages.
    public var owner: String
    /// The client id, for messages.
    public var clientID: String
    /// What the answer brings.
    public var expects = Expectation.code
    /// Whether a code alone is accepted: only if the server shows nothing else.
    public var acceptsBareCode: Bool
    /// The issuer that `iss` must name, if it is known (RFC 9207).
    public var expectedIssuer: String?
    /// Whether the response must name it.
    public var requiresIssuer = false
    /// The redirect URI that the Postman app sends for this block, if it is another one.
    public var appRedirectURI: String?

    /// The error to throw when nobody answered in time.
    public var timedOut: OAuth2Error {
        let timeout = SignInTimeout(
            redirectURI: redirectURI, seconds: timeoutSeconds, appRedirectURI: appRedirectURI)
        return OAuth2Error(.signInTimedOut(timeout), owner: owner)
    }
}
