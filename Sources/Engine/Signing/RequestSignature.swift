public import HTTPModel

/// What signing added to a request.
public struct RequestSignature: Sendable {
    /// The names of the headers that carry a credential.
    public var headerNames: [String] = []
    /// The names, lower-case, of the query parameters that carry a credential.
    public var queryNames: [String] = []
    /// Whether what was added is worth nothing at any other address.
    public var isForOneURL = false
    /// The account for a handshake that the transport has to do.
    public var ntlm: NTLMAccount?
    /// The token that was used, where it is one that can be renewed.
    public var managedToken: ManagedToken?
    /// What must never be shown.
    var secrets: [String] = []
    /// What must not be shown as long as anybody may see this request.
    var passingSecrets: [String] = []
    /// The block that a digest challenge is to be answered with.
    var digestBlock: AuthorizationParameters?
    /// The server's nonce that the request answers.
    var digestNonce: String?

    /// Makes the signature of a request that is sent as it is.
    public init() {}

    /// The options for sending the request, credentials kept from other servers.
    public func apply(to options: TransferOptions) -> TransferOptions {
        var options = options
        options.credentialHeaderNames = headerNames
        options.credentialQueryNames = queryNames
        options.bindsCredentialsToURL = isForOneURL
        options.ntlm = ntlm
        return options
    }
}

/// A token that a provider got, as one request used it.
public struct ManagedToken: Sendable {
    /// What it was got with.
    public var configuration: OAuth2Configuration
    /// The token that was sent.
    public var accessToken: String
}
