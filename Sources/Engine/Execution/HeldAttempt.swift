import RunModel

/// The events of an attempt of an item that another one may follow (`--retry-on failure`).
struct HeldAttempt {
    /// The events, in order, secrets masked.
    let events: [RunEvent]

    /// The first failed test, or script that threw, in a phrase; nil if there is none.
    var failure: String? {
        let phrases = events.compactMap(Self.phrase)
        guard let first = phrases.first else { return nil }
        switch phrases.count - 1 {
        case 0: return first
        case 1: return first + " (and 1 more failure)"
        case let others: return first + " (and \(others) more failures)"
        }
    }

    private static func phrase(_ event: RunEvent) -> String? {
        switch event {
        case .assertion(let record, _):
            record.failure.map { "'\(record.name)' failed: \(firstLine(of: $0))" }
        case .script(let record, _):
            record.failure.map {
                "\($0.name) in \(record.event.scriptName): \(firstLine(of: $0))"
            }
        default: nil
        }
    }

    private static func firstLine(of failure: Failure) -> Substring {
        failure.message.prefix { !$0.isNewline }
    }

    /// The requests that the attempt sent, except those that were reported as attempts of their
    /// own.
    var requests: [RequestRecord] {
        events.compactMap { if case .request(let record, _) = $0 { record } else { nil } }
    }

    /// Whether an event of it is reported although it does not count: earlier attempts, console
    /// lines, warnings.
    static func remains(_ event: RunEvent) -> Bool {
        switch event {
        case .attempt, .console, .warning: true
        default: false
        }
    }
}
