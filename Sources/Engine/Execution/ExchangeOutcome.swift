import HTTPModel
import RunModel

/// What came of an exchange.
struct ExchangeOutcome {
    /// What reports receive of it.
    var record: RequestRecord
    /// Why the transport got no response.
    @Rare var transportError: TransportError? = nil
    /// Whether the request was not sent because its token could not be obtained.
    var missesToken = false
    /// Whether the run ended before another attempt.
    var endsEarly = false

    /// The request as it was sent, before any redirect, or as far as it was prepared.
    var request: HTTPRequest { record.request }
    /// The response; nil if there is none.
    var response: HTTPResponse? { record.response }

    /// Whether it may be the end of the run that left it without a response.
    var isAbandoned: Bool {
        record.response == nil && (endsEarly || missesToken || transportError?.kind == .cancelled)
    }

    /// The record of a request that has that origin.
    func record(_ origin: RequestRecord.Origin) -> RequestRecord {
        var record = record
        record.origin = origin
        return record
    }
}

extension ExchangeOutcome {
    /// Creates the outcome of an exchange that got a response.
    init(_ exchange: HTTPExchange) {
        self.init(record: RequestRecord(origin: .item, exchange: exchange))
    }

    /// Creates the outcome of a request that got no response.
    init(
        request: HTTPRequest, failure: Failure, waited: Duration? = nil,
        transportError: TransportError? = nil, missesToken: Bool = false, endsEarly: Bool = false
    ) {
        self.init(
            record: RequestRecord(
                origin: .item, request: request, failure: failure, waited: waited),
            transportError: transportError, missesToken: missesToken, endsEarly: endsEarly)
    }

    /// The response, or why there is none.
    var result: Result<HTTPResponse, Failure> {
        if let response { return .success(response) }
        return .failure(
            record.failure
                ?? Failure(name: "Error", message: "pm.sendRequest: there is no response"))
    }
}
