import RunModel

/// Lets events through, or holds those of an attempt until it is known whether the attempt counts.
///
/// It counts the failures of all attempts that count or may yet.
struct AttemptGate {
    /// What has failed so far.
    private(set) var failures = FailureTally()
    private var held: HeldAttempt?

    /// Takes an event; returns it unless it is held.
    mutating func pass(_ event: RunEvent) -> RunEvent? {
        failures.count(event)
        guard held != nil else { return event }
        held?.add(event)
        return nil
    }

    /// Holds the events from here on.
    mutating func hold() { held = HeldAttempt(failuresBefore: failures) }

    /// The first failure of the attempt that is held, in a phrase.
    var heldFailure: String? { held?.failure }

    /// Ends the hold; returns all events of the attempt, which counts.
    mutating func release() -> [RunEvent] {
        defer { held = nil }
        return held?.events ?? []
    }

    /// Ends the hold of an attempt that does not count; returns what is reported of it nevertheless
    /// and the requests that it sent, or nil if none is held.
    mutating func supersede() -> (remains: [RunEvent], requests: [RequestRecord])? {
        guard let attempt = held else { return nil }
        held = nil
        failures = attempt.failuresBefore
        return (attempt.remains, attempt.requests)
    }
}
