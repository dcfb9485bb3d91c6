public import HTTPModel

/// One request that was sent, or that could not be sent, and its result.
public struct RequestRecord: Sendable, Hashable {
    /// Who sent it.
    public enum Origin: String, Sendable, Hashable {
        /// The item itself.
        case item
        /// `pm.sendRequest` in a script.
        case script
        /// An authentication handshake for the item.
        case authentication
    }

    /// A request that a redirect led to.
    public struct Hop: Sendable, Hashable {
        /// The status of the redirect that led to it.
        public var status: Int
        /// The method of the request.
        public var method: String
        /// The URL of the request, with secrets masked.
        public var url: String

        /// Creates a hop.
        public init(status: Int, method: String, url: String) {
            self.status = status
            self.method = method
            self.url = url
        }
    }

    /// Who sent it.
    public var origin: Origin
    /// The request as it was sent before any redirect, or as far as it was prepared, with secrets
    /// masked.
    public var request: HTTPRequest
    /// The final response with secrets masked, or nil if none arrived.
    public var response: HTTPResponse?
    /// Why there is no response.
    @Rare public var failure: Failure?
    /// The requests that redirects led to, in order; the response answers the last of them.
    public var hops: [Hop]
    /// How long Posthaste waited before it gave up; nil if a response arrived or nothing was sent.
    public var waited: Duration?

    /// Creates a record.
    public init(
        origin: Origin, request: HTTPRequest, response: HTTPResponse? = nil,
        failure: Failure? = nil, hops: [Hop] = [], waited: Duration? = nil
    ) {
        self.origin = origin
        self.request = request
        self.response = response
        self.failure = failure
        self.hops = hops
        self.waited = waited
    }

    /// Creates the record of an exchange.
    public init(origin: Origin, exchange: HTTPExchange) {
        self.init(
            origin: origin, request: exchange.firstRequest, response: exchange.response,
            hops: exchange.redirects.isEmpty ? [] : Self.hops(of: exchange))
    }

    private static func hops(of exchange: HTTPExchange) -> [Hop] {
        let reached = exchange.redirects.dropFirst().map(\.request) + [exchange.request]
        return zip(exchange.redirects, reached).map {
            Hop(status: $0.status, method: $1.method, url: $1.url)
        }
    }

    /// How long the exchange took, with or without a response.
    public var duration: Duration { response?.timings.total ?? waited ?? .zero }
}
