public import Diagnostics
public import HTTPModel

/// What signing added to a request.
public struct RequestSignature: Sendable {
    /// The names of the headers that carry a credential.
    public var headerNames: [String] = []
    /// The names, in lower case, of the query parameters that carry a credential.
    public var queryNames: [String] = []
    /// Whether the credential is worth nothing at any other address.
    public var isForOneURL = false
    /// The account for a handshake that the transport performs.
    public var ntlm: NTLMAccount?
    /// What must never be shown.
    public var secrets: [String] = []
    /// What must not be shown as long as this request may be shown.
    public var passingSecrets: [String] = []
    /// Settings of the block that have no effect.
    public var warnings: [Diagnostic] = []
    /// The block that answers a digest challenge.
    var digestBlock: AuthBlock?
    /// The server's nonce that the request answers.
    var digestNonce: String?

    /// Creates the signature of a request that is sent as it is.
    public init() {}

    /// Has the transport keep the credentials of the request from other servers.
    public func apply(to options: inout TransferOptions) {
        options.credentialHeaderNames = headerNames
        options.credentialQueryNames = queryNames
        options.bindsCredentialsToURL = isForOneURL
        options.ntlm = ntlm
    }
}
