import HTTPModel

/// An attempt of an item that failed and was repeated (`--retry`).
///
/// Nothing in it counts as failed: its requests count as sent, and the results of its scripts are
/// dropped. The last attempt has no such record, but the events that every item has.
public struct AttemptRecord: Sendable, Hashable {
    /// Its number, from 1.
    public var number: Int
    /// The most attempts.
    public var limit: Int
    /// The requests that it sent, in order.
    ///
    /// There is one if only the request is repeated. If the scripts run again too, there may be
    /// none or several, including those of scripts and of authentication.
    public var requests: [RequestRecord]
    /// Why another attempt follows, one phrase: `status 503`, `connection refused by a:80`.
    public var reason: String
    /// The pause before the next attempt.
    public var delay: Duration

    /// Creates a record.
    public init(
        number: Int, limit: Int, requests: [RequestRecord], reason: String, delay: Duration
    ) {
        self.number = number
        self.limit = limit
        self.requests = requests
        self.reason = reason
        self.delay = delay
    }

    /// How long its own requests took.
    public var requestTime: Duration {
        requests.filter { $0.origin == .item }.reduce(.zero) { $0 + $1.duration }
    }

    /// The result, as `attempt 1 of 3: status 503`.
    public var outcome: String { "attempt \(number) of \(limit): \(reason)" }
}
