import HTTPModel
import RunModel

/// A request in one iteration that the report shows.
struct HTMLItem {
    /// A request that is not the item's own: of a script, of a handshake, of an earlier attempt.
    struct OtherRequest {
        /// Why it was sent.
        let name: String
        let record: RequestRecord
    }

    /// Everything that is known of the item.
    let record: ItemRecord
    /// Its number in the report, from 1.
    let number: Int

    private static let keptOthers = 50

    /// The milliseconds from the item's start to that of its request.
    var offset: Double { record.prerequestTime.milliseconds }

    /// How long it took, as far as is known.
    var elapsed: Duration {
        record.prerequestTime + record.testTime
            + (record.request?.response?.timings.overall ?? .zero)
    }

    /// The tests, scripts and warnings that failed; requests that failed are shown elsewhere.
    var failures: [Verdict] {
        record.failures.filter { if case .request = $0 { false } else { true } }
    }

    /// The tests that passed or were skipped.
    var otherTests: [AssertionRecord] {
        record.verdicts.elements.compactMap { verdict in
            guard case .assertion(let record) = verdict, record.failure == nil else { return nil }
            return record
        }
    }

    /// The lines of the console, with one for each attempt that sent nothing.
    var console: [ConsoleRecord] {
        record.output.elements.compactMap { output in
            switch output {
            case .console(let line): line
            case .attempt(let attempt) where attempt.requests.isEmpty:
                ConsoleRecord(level: .info, arguments: [Self.name(attempt)])
            case .attempt: nil
            }
        }
    }

    /// The other requests that are shown, and how many are not.
    var others: (shown: [OtherRequest], omitted: Int) {
        let all =
            record.repeatedAttempts.flatMap { attempt in
                attempt.requests.map { OtherRequest(name: Self.name(attempt), record: $0) }
            }
            + record.otherRequests.elements.map {
                OtherRequest(
                    name: $0.origin == .script ? "sent by a script" : "handshake", record: $0)
            }
        let shown = all.prefix(Self.keptOthers)
        return (Array(shown), all.count - shown.count + record.otherRequests.omitted)
    }

    private static func name(_ attempt: AttemptRecord) -> String {
        "\(attempt.outcome), again in \(HumanUnits.time(attempt.delay))"
    }
}
