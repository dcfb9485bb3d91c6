import Platform
import RunModel
import Synchronization

/// The users that `--parallel-iterations` splits a run into, whose requests are compared with
/// thresholds together.
final class ParallelUsers: Sendable {
    private let last: Int
    private let times = Mutex(RequestTimes())
    /// A place for each user but the last one, free once that user's run has ended.
    private let others: ThreadSlots

    /// Creates the users of these runs, which are started in their order.
    init(_ runs: [Int]) {
        last = runs.max() ?? 0
        others = ThreadSlots(runs.count - 1)
        for _ in runs.dropFirst() { others.take() }
    }

    /// Adds the times of a run; returns those of all users to the last one, which waits for the
    /// others, and nil to the others.
    func times(adding own: RequestTimes, of run: Int) -> RequestTimes? {
        times.withLock { $0.add(own) }
        if run != last { return nil }
        others.waitForAll()
        return times.withLock(\.self)
    }

    /// Notes that a run has ended, by itself or because its thread is lost.
    func end(_ run: Int) {
        if run != last { others.release() }
    }
}
