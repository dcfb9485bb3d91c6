public import RunModel

/// The progress of the runs, folded from their events and a clock that the owner reads.
///
/// It is a value that another thread may copy, to draw a line while the run waits for a server.
public struct RunProgress: Sendable {
    /// The run that is under way; nil before the first.
    private(set) var start: RunStart?
    /// How many requests of the collection are done, in all iterations.
    private(set) var done = 0
    /// How many failures there were in all runs.
    private(set) var failures = 0
    /// The request that is running now.
    private(set) var item: ItemReference?

    /// Which attempt of that request is running, from 1.
    private(set) var attempt = 1

    /// When the last request began, in seconds since 1970.
    private var reachedAt = 0.0
    private var startedAt = 0
    private var itemStartedAt = 0
    private var endedAt: Int?

    /// Creates the progress of a run that has not begun.
    public init() {}

    /// Takes the next event, at a time in milliseconds from any start.
    public mutating func fold(_ event: RunEvent, at milliseconds: Int) {
        switch event {
        case .runStarted(let start):
            self.start = start
            done = 0
            endedAt = nil
            reachedAt = start.startedAt
            startedAt = milliseconds
        case .itemStarted(let item):
            self.item = item
            attempt = 1
            reachedAt = max(reachedAt, item.startedAt ?? reachedAt)
            itemStartedAt = milliseconds
        case .attempt(let record, _): attempt = record.number + 1
        case .itemFinished:
            done += 1
            item = nil
        case .request(let record, _): if record.failure != nil { failures += 1 }
        case .assertion(let record, _): if record.failure != nil { failures += 1 }
        case .script(let record, _): if record.failure != nil { failures += 1 }
        case .strictFailure: failures += 1
        case .runFinished:
            endedAt = milliseconds
            item = nil
        case .iterationStarted, .console, .itemSkipped, .nextRequest, .visualization,
            .iterationFinished, .warning:
            break
        }
    }

    /// How many requests the run will send; 0 if only the time limits them.
    ///
    /// Scripts that change the order may send more, or fewer.
    var total: Int {
        guard let start else { return 0 }
        let (total, overflows) = start.itemCount.multipliedReportingOverflow(
            by: start.iterationCount)
        return overflows ? .max : total
    }

    /// The share of them, or of the time, that is done, from 0 to 1.
    var share: Double {
        if let start, let duration = start.duration {
            let seconds = duration / .seconds(1)
            if endedAt != nil || seconds <= 0 { return 1 }
            return max(0, min(1, (reachedAt - start.startedAt) / seconds))
        }
        return total > 0 ? min(1, Double(done) / Double(total)) : 0
    }

    /// What is done, as `3/12`, or as `15 requests` if there are more than planned.
    var counts: String {
        if total > 0, done <= total { return "\(done)/\(total)" }
        return "\(done) \(done == 1 ? "request" : "requests")"
    }

    /// How long the run has taken so far.
    func elapsed(at milliseconds: Int) -> Int { max(0, (endedAt ?? milliseconds) - startedAt) }

    /// How long the request that is running now has taken so far.
    func waiting(at milliseconds: Int) -> Int { item == nil ? 0 : milliseconds - itemStartedAt }

    /// Whether a run is under way.
    var isRunning: Bool { start != nil && endedAt == nil }

    /// How long the rest will take at the pace so far; nil if there is no good estimate.
    func remaining(at milliseconds: Int) -> Int? {
        let elapsed = elapsed(at: milliseconds)
        if isRunning, elapsed >= 2_000, let duration = start?.duration {
            let left = duration.milliseconds - Double(elapsed)
            return left >= 1_000 ? Int(min(left, 8.64e9)) : nil
        }
        guard isRunning, done > 0, done < total, elapsed >= 2_000 else { return nil }
        let left = Double(elapsed) / Double(done) * Double(total - done)
        return left >= 1_000 && left < 8.64e9 ? Int(left) : nil
    }
}
