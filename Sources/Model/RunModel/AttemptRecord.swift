import HTTPModel

/// An attempt of an item that another one follows (`--retry`).
///
/// Nothing in it has failed: its requests count as sent, and the verdicts of its scripts are never
/// told. The last attempt is no such record; it is told by the events that every item has.
public struct AttemptRecord: Sendable, Hashable {
    /// Its number, from 1.
    public var number: Int
    /// How many attempts there may be.
    public var limit: Int
    /// What it sent, in order, with the answers or the reasons why there were none.
    ///
    /// Where only the request is sent again, it is one; where the scripts run again, it may also be
    /// none or several, those of scripts and of authentication among them.
    public var requests: [RequestRecord]
    /// Why another attempt follows, one phrase: `status 503`, `connection refused by a:80`.
    public var reason: String
    /// How long is waited before the next one.
    public var delay: Duration

    /// Makes a record.
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

    /// What became of it, as `attempt 1 of 3: status 503`.
    public var outcome: String { "attempt \(number) of \(limit): \(reason)" }
}
