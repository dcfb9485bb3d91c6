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
            startedAt = milliseconds
        case .itemStarted(let item):
            self.item = item
            attempt = 1
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

    /// How many requests the run will send.
    ///
    /// Scripts that change the order may send more, or fewer.
    var total: Int {
        guard let start else { return 0 }
        let (total, overflows) = start.itemCount.multipliedReportingOverflow(
            by: start.iterationCount)
        return overflows ? .max : total
    }

    /// The share of them that is done, from 0 to 1.
    var share: Double { total > 0 ? min(1, Double(done) / Double(total)) : 0 }

    /// How long the run has taken so far.
    func elapsed(at milliseconds: Int) -> Int { max(0, (endedAt ?? milliseconds) - startedAt) }

    /// How long the request that is running now has taken so far.
    func waiting(at milliseconds: Int) -> Int { item == nil ? 0 : milliseconds - itemStartedAt }

    /// Whether a run is under way.
    var isRunning: Bool { start != nil && endedAt == nil }

    /// How long the rest will take at the pace so far; nil if there is no good estimate.
    func remaining(at milliseconds: Int) -> Int? {
        let elapsed = elapsed(at: milliseconds)
        guard isRunning, done > 0, done < total, elapsed >= 2_000 else { return nil }
        let left = Double(elapsed) / Double(done) * Double(total - done)
        return left >= 1_000 && left < 8.64e9 ? Int(left) : nil
    }
}
