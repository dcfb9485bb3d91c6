import RunModel

/// Holds what an item has received until its scripts have run, and drops attempts that do not
/// count.
///
/// What its scripts make a secret may be in what was received before, so reports see events from
/// the item's first request on only when its scripts have ended. The failures of all attempts that
/// count, or may yet, are counted at once.
struct ItemHold {
    /// An event, and how many secrets were known when it was masked.
    struct Held {
        var event: RunEvent
        var generation: Int
    }

    /// What has failed so far.
    private(set) var failures = FailureTally()
    private var isInItem = false
    /// The events that wait.
    private var events: [Held] = []
    /// Where the attempt begins that may not count, and what had failed before it.
    private var attempt: (start: Int, failuresBefore: FailureTally)?

    /// Whether an attempt is held that may not count.
    var isInAttempt: Bool { attempt != nil }

    /// Begins an item.
    mutating func begin() { isInItem = true }

    /// Takes an event; returns it unless it is held.
    mutating func pass(_ held: Held) -> Held? {
        failures.count(held.event)
        guard isInItem, isInAttempt || !events.isEmpty || Self.isReceived(held.event) else {
            return held
        }
        events.append(held)
        return nil
    }

    private static func isReceived(_ event: RunEvent) -> Bool {
        if case .request = event { true } else { false }
    }

    /// Returns the events that wait, and holds others again from the next request on.
    mutating func release() -> [Held] {
        defer {
            events = []
            attempt = nil
        }
        return events
    }

    /// Ends the item.
    mutating func end() { isInItem = false }

    // MARK: Attempts

    /// Begins an attempt that may not count.
    mutating func beginAttempt() { attempt = (events.count, failures) }

    /// The attempt that may not count.
    var held: HeldAttempt? {
        guard let attempt else { return nil }
        return HeldAttempt(events: events[attempt.start...].map(\.event))
    }

    /// Ends the attempt, which does not count: keeps only what is reported of it nevertheless.
    mutating func supersede(by record: (_ requests: [RequestRecord]) -> Held) -> Bool {
        guard let (start, failuresBefore) = attempt, let held else { return false }
        attempt = nil
        failures = failuresBefore
        let remains = events[start...].filter { HeldAttempt.remains($0.event) }
        events.replaceSubrange(start..., with: remains + [record(held.requests)])
        return true
    }
}
