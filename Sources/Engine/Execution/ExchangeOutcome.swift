import HTTPModel
import RunModel

/// What came of an exchange.
struct ExchangeOutcome {
    /// The request as it was sent, before any redirect, or as far as it was prepared.
    var request: HTTPRequest
    /// The response; nil if there is none.
    var response: HTTPResponse?
    /// Why there is no response.
    @Rare var failure: Failure? = nil
    /// The requests that redirects led to.
    var hops: [RequestRecord.Hop] = []
    /// Why the transport got no response.
    @Rare var transportError: TransportError? = nil
    /// Whether the request was not sent because its token could not be obtained.
    var missesToken = false
    /// Whether the run ended before another attempt.
    var endsEarly = false
    /// How long Posthaste waited before it gave up; nil if a response arrived.
    var waited: Duration?

    /// Whether it may be the end of the run that left it without a response.
    var isAbandoned: Bool {
        response == nil && (endsEarly || missesToken || transportError?.kind == .cancelled)
    }

    /// The exchange as a request record.
    func record(_ origin: RequestRecord.Origin) -> RequestRecord {
        RequestRecord(
            origin: origin, request: request, response: response, failure: failure,
            hops: hops, waited: waited)
    }
}

extension ExchangeOutcome {
    /// Creates the outcome of an exchange that got a response.
    init(_ exchange: HTTPExchange) {
        let record = RequestRecord(origin: .item, exchange: exchange)
        self.init(request: record.request, response: record.response, hops: record.hops)
    }

    /// The response, or why there is none.
    var result: Result<HTTPResponse, Failure> {
        if let response { return .success(response) }
        return .failure(
            failure ?? Failure(name: "Error", message: "pm.sendRequest: there is no response"))
    }
}
