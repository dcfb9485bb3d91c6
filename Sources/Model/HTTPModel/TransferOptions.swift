/// How to exchange one request: Postman's protocol profile behavior, and the limits.
public struct TransferOptions: Sendable, Hashable {
    /// Whether the server's certificate is verified (`strictSSL`).
    public var verifiesTLS = true
    /// What is asked of TLS connections.
    public var tls = TLSRules()
    /// The certificate for servers that ask for one, before those of the run.
    @Rare public var clientCertificate: ClientCertificate? = nil
    /// The proxy on the way, before those of the run.
    @Rare public var proxy: RequestProxy? = nil
    /// The version of HTTP.
    public var httpVersion = HTTPVersion.http11
    /// Whether redirects are followed.
    public var followsRedirects = true
    /// How many redirects are followed before the exchange fails.
    public var maxRedirects = 10
    /// Whether the method and body survive any redirect (`followOriginalHttpMethod`).
    public var keepsMethodOnRedirect = false
    /// Whether `Authorization` survives a redirect to another host (`followAuthorizationHeader`).
    public var keepsAuthorizationOnRedirect = false
    /// Whether no `Referer` is added on a redirect (`removeRefererHeaderOnRedirect`).
    public var omitsRefererOnRedirect = false
    /// Whether the URL of a redirect is percent-encoded (not with `disableUrlEncoding`).
    public var encodesRedirects = true
    /// Whether cookies are neither sent from nor stored in the run's jar (`disableCookies`).
    public var disablesCookies = false
    /// The longest time for connecting; nil for the transport's own.
    public var connectTimeout: Duration?
    /// The longest time without progress, connecting included; nil for no limit.
    public var timeout: Duration?
    /// The longest time for the whole exchange, redirects included; nil for no limit.
    public var totalTimeout: Duration?
    /// The most bytes that a body may have, decoded or not.
    ///
    /// Without one, a body that is kept or decoded may have `usualResponseSize`, and others are
    /// only counted.
    public var maxResponseSize: Int?
    /// The most bytes of a body that is kept or decoded, if nobody has set another limit.
    public static let usualResponseSize = 100_000_000
    /// How many bytes of a body are kept: nobody looks at the rest, which is read and counted.
    public var keptBodySize = Int.max
    /// The names, lower-case, of query parameters that carry a credential: they are dropped when a
    /// redirect leaves the origin.
    public var credentialQueryNames: [String] = []
    /// The names of headers that carry a credential: they are dropped when a redirect leaves the
    /// origin.
    public var credentialHeaderNames: [String] = []
    /// Whether those headers are good for the first URL alone, and dropped on any redirect.
    public var bindsCredentialsToURL = false
    /// The account to show to a server that asks for NTLM; never to another origin.
    @Rare public var ntlm: NTLMAccount? = nil
    /// Whether redirects to another origin (scheme, host, port) are refused (token requests).
    public var refusesCrossOriginRedirects = false
    /// The headers, lower-case, that the transport does not add if they are absent: `host` and
    /// `content-length` (`disabledSystemHeaders`).
    public var withheldHeaders: Set<String> = []

    /// Makes the default options.
    public init() {}
}

/// Which version of HTTP an exchange speaks.
public enum HTTPVersion: String, Sendable, Hashable, CaseIterable {
    /// HTTP/1.0.
    case http10 = "1.0"
    /// HTTP/1.1.
    case http11 = "1.1"
    /// HTTP/2 if TLS negotiates it, and without negotiation if there is no TLS.
    case http2 = "2"
    /// HTTP/2 if TLS negotiates it, else HTTP/1.1.
    case automatic = "auto"
}

/// Settings of TLS connections in addition to verification.
public struct TLSRules: Sendable, Hashable {
    /// The versions that are spoken, oldest first.
    public enum Version: String, Sendable, Hashable, CaseIterable {
        /// TLS 1.2.
        case tls12 = "TLSv1_2"
        /// TLS 1.3.
        case tls13 = "TLSv1_3"
    }

    /// The versions that are not spoken (`tlsDisabledProtocols`).
    public var disabledVersions: Set<Version> = []
    /// The ciphers that may be agreed on, by OpenSSL's names; empty for its own choice
    /// (`tlsCipherSelection`).
    public var ciphers: [String] = []

    /// Makes the rules that everything else has.
    public init() {}
}
