/// Why an exchange came to nothing.
public struct TransportError: Error, Sendable, Hashable {
    /// The kind of failure, for decisions.
    public enum Kind: String, Sendable, Hashable {
        /// The URL cannot be used: empty, malformed, or of a scheme other than http and https.
        case invalidURL
        /// The method or a header holds what HTTP cannot carry there, such as a line break.
        case invalidRequest
        /// The host's address is not found.
        case nameNotFound
        /// Nobody accepts connections there.
        case connectionRefused
        /// The connection ended before the answer did.
        case connectionLost
        /// The connecting, or the silence after it, took longer than allowed.
        case timedOut
        /// The certificate or the TLS handshake failed.
        case tls
        /// More redirects than allowed, or one that may not be followed.
        case redirect
        /// The answer is not HTTP, or its content coding is broken.
        case invalidResponse
        /// The answer is larger than allowed.
        case tooLarge
        /// A file of the body cannot be read.
        case unreadableFile
        /// The run was interrupted while the exchange was under way.
        case cancelled
        /// Anything else.
        case other
    }

    /// The kind of failure.
    public var kind: Kind
    /// One lower-case phrase for the user, naming host, port or file; it holds no secret.
    public var message: String
    /// The request as far as it was made ready, for the report.
    public var url: String

    /// The cause by the codes of Node; nil if there is none.
    public var cause: Cause?

    /// Makes an error.
    public init(_ kind: Kind, _ message: String, url: String, cause: Cause? = nil) {
        self.kind = kind
        self.message = message
        self.url = url
        self.cause = cause
    }

    /// The same error about the request of a URL.
    public func about(_ url: String) -> TransportError {
        var error = self
        error.url = url
        return error
    }

    /// The cause of a failure, as Node describes it.
    public struct Cause: Sendable, Hashable {
        /// The code: `ECONNREFUSED`, `CERT_HAS_EXPIRED`.
        public var code: String
        /// The error's number, which is negative: `-111`.
        public var errno: Int?
        /// The call that failed.
        public var syscall: String?
        /// The address of the peer.
        public var address: String?
        /// The port of the peer.
        public var port: Int?

        /// Makes a cause.
        public init(
            code: String, errno: Int? = nil, syscall: String? = nil, address: String? = nil,
            port: Int? = nil
        ) {
            self.code = code
            self.errno = errno
            self.syscall = syscall
            self.address = address
            self.port = port
        }

        /// The cause if nobody knows the address of a host.
        public static let hostNotFound = Cause(
            code: "ENOTFOUND", errno: -3008, syscall: "getaddrinfo")
    }
}

/// Exchanges requests for responses.
///
/// The connections, cookies and TLS sessions that it keeps belong to one run.
public protocol HTTPTransport: AnyObject {
    /// Sends the request and returns the final answer.
    func exchange(
        _ request: HTTPRequest, options: TransferOptions
    ) throws(TransportError) -> HTTPExchange

    /// The cookies of the jar that would be sent to the URL.
    func cookies(for url: String) -> [HTTPCookie]

    /// Puts a cookie into the jar, replacing the one of the same name, domain and path.
    func setCookie(_ cookie: HTTPCookie)

    /// Takes cookies out of the jar: those of this name that match the URL, or all that match it.
    func removeCookies(for url: String, named name: String?)
}
