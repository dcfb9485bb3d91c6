/// How long the phases of an exchange took; a phase that a kept connection spared is zero.
public struct HTTPTimings: Sendable, Hashable {
    /// Making the request ready: variables, authorization, body.
    public var prepare: Duration = .zero
    /// Waiting for the connection's turn, before its first step.
    public var wait: Duration = .zero
    /// Finding the address.
    public var nameLookup: Duration = .zero
    /// The TCP handshake.
    public var connect: Duration = .zero
    /// The TLS handshake.
    public var secureHandshake: Duration = .zero
    /// From the request's start of sending to the first byte of the answer.
    public var firstByte: Duration = .zero
    /// From the first byte of the answer to its last.
    public var download: Duration = .zero
    /// Making the answer ready, after its last byte.
    public var process: Duration = .zero
    /// The exchange itself, from the first step of connecting to the last byte, redirects included.
    public var total: Duration = .zero

    /// Makes timings of zero.
    public init() {}

    /// The exchange with what was done for it before and after.
    public var overall: Duration { prepare + wait + total + process }
}

/// A final response, its body decoded from its content coding.
public struct HTTPResponse: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// The reason phrase of the status line, or the usual one if the server sent none.
    public var reason: String
    /// The protocol version as `1.1` or `2`.
    public var version: String
    /// The headers, order, case and repeats kept.
    public var headers: HTTPHeaders
    /// The decoded body, up to the size that is kept.
    public var body: [UInt8]
    /// The bytes of the whole body after content decoding.
    public var bodySize: Int
    /// The bytes of the head, status line included.
    public var headerSize: Int
    /// The bytes of the body as they came over the wire.
    public var downloadedSize: Int
    /// The URL that answered, after redirects.
    public var url: String
    /// How long it took.
    public var timings: HTTPTimings

    /// Makes a response.
    public init(
        status: Int, reason: String = "", version: String = "1.1",
        headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [], bodySize: Int? = nil,
        headerSize: Int = 0, downloadedSize: Int = 0, url: String = "",
        timings: HTTPTimings = HTTPTimings()
    ) {
        self.status = status
        self.reason = reason
        self.version = version
        self.headers = headers
        self.body = body
        self.bodySize = bodySize ?? body.count
        self.headerSize = headerSize
        self.downloadedSize = downloadedSize
        self.url = url
        self.timings = timings
    }

    /// The status code with its reason phrase: `404 Not Found`; the code alone if there is none.
    public var statusText: String { reason.isEmpty ? "\(status)" : "\(status) \(reason)" }
}

/// One request and its response, with what was really sent.
public struct HTTPExchange: Sendable, Hashable {
    /// A request that the server answered with a redirect, which was followed.
    public struct Redirected: Sendable, Hashable {
        /// The request as sent.
        public var request: HTTPRequest
        /// The status of the redirect.
        public var status: Int

        /// Creates a redirected request.
        public init(request: HTTPRequest, status: Int) {
            self.request = request
            self.status = status
        }
    }

    /// The last request as sent, with the headers that the transport added.
    public var request: HTTPRequest
    /// The response to it.
    public var response: HTTPResponse
    /// The requests before it that were redirected, in order.
    public var redirects: [Redirected]
    /// The exchanges before it in which the transport signed in, in order.
    public var handshakes: [HTTPExchange] = []

    /// Creates an exchange.
    public init(request: HTTPRequest, response: HTTPResponse, redirects: [Redirected] = []) {
        self.request = request
        self.response = response
        self.redirects = redirects
    }

    /// The request as sent before any redirect.
    public var firstRequest: HTTPRequest { redirects.first?.request ?? request }
}
