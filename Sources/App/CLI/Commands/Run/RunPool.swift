import Diagnostics
import Execution
import Platform
import RunModel
import Synchronization

/// Runs the runs of a command, as many side by side as the user wants, and folds their results.
///
/// Each run is made when its turn comes, and is released when it has run, since its scripts may
/// hold much memory. A single run at a time has the thread of the caller; runs side by side have
/// a thread each.
///
/// It is Sendable because everything that threads share of it is immutable or in `state`.
final class RunPool: @unchecked Sendable {
    /// How a run ended.
    struct Result {
        let end: RunEnd
        let code: Int32
        let hasFailed: Bool
    }

    /// What ends other runs.
    struct Rules {
        /// Whether a failed run ends all others (`--fail-fast`).
        var failsFast = false
        /// Whether a run that ends at its first failure (`--bail`) is the last one.
        var bailEndsAll = true
    }

    private struct State {
        var code = ExitCode.success.rawValue
        var startedCount = 0
        var isStopped = false
        /// Whether a script keeps a thread without end.
        var hasLostThread = false
    }

    /// Something that happens once, on whichever thread comes first.
    private final class Once: Sendable {
        private let hasHappened = Atomic(false)

        var isFirst: Bool { !hasHappened.exchange(true, ordering: .acquiringAndReleasing) }
    }

    /// A run on its way to its thread, which is the only one to use it from then on.
    private struct Handover: @unchecked Sendable {
        let work: RunWork
    }

    private let runCount: Int
    private let jobs: Int
    private let rules: Rules
    private let stop: Interruption
    private let make: (Int) -> RunWork
    private let conclude: (RunEnd, RunWork) -> Result
    private let state = Mutex(State())

    /// Creates a pool that makes and concludes runs with these functions.
    ///
    /// `stop` ends the runs that are under way when another one fails.
    init(
        runCount: Int, jobs: Int, rules: Rules, stop: Interruption,
        make: @escaping (Int) -> RunWork,
        conclude: @escaping (RunEnd, RunWork) -> Result
    ) {
        self.runCount = runCount
        self.jobs = jobs
        self.rules = rules
        self.stop = stop
        self.make = make
        self.conclude = conclude
    }

    /// The highest exit code of the runs so far.
    var code: Int32 { state.withLock(\.code) }

    /// Whether one of the runs has ended the others.
    var isStopped: Bool { state.withLock(\.isStopped) }

    /// How many runs have not started.
    var leftOutCount: Int { runCount - state.withLock(\.startedCount) }

    /// Whether a script keeps a thread without end, so that the process cannot end regularly.
    var hasLostThread: Bool { state.withLock(\.hasLostThread) }

    /// Runs until all runs have ended, or one of them ends all.
    ///
    /// - Parameter whenLost: Ends the process if the caller's own thread is lost to a script.
    func run(whenLost: @escaping () -> Void) {
        if jobs == 1 { return runInOrder(whenLost) }
        let slots = ThreadSlots(jobs)
        for index in 0..<runCount {
            slots.take()
            guard begin() else {
                slots.release()
                break
            }
            let handover = Handover(work: make(index))
            let hasThread = BackgroundThread.start { [self] in
                perform(handover.work) { slots.release() }
            }
            if hasThread { continue }
            perform(handover.work) { [self] in
                slots.release()
                if hasLostThread { whenLost() }
            }
        }
        slots.waitForAll()
    }

    private func runInOrder(_ whenLost: @escaping () -> Void) {
        for index in 0..<runCount {
            guard begin() else { return }
            perform(make(index)) { [self] in if hasLostThread { whenLost() } }
        }
    }

    /// Counts a run that starts; false if no further one may start.
    private func begin() -> Bool {
        state.withLock { state in
            if state.isStopped || stop.isRequested { return false }
            state.startedCount += 1
            return true
        }
    }

    private func perform(_ work: RunWork, _ finish: @escaping () -> Void) {
        // A script that was given up may come back.
        let once = Once()
        func end(_ end: RunEnd) {
            guard once.isFirst else { return }
            take(conclude(end, work))
            finish()
        }
        end(
            work.run.run(whenLost: { [self] lost in
                state.withLock { $0.hasLostThread = true }
                end(lost)
            }))
    }

    private func take(_ result: Result) {
        let endsOthers = rules.failsFast && result.hasFailed
        state.withLock { state in
            state.code = max(state.code, result.code)
            if endsOthers || endsAllRuns(result.end) { state.isStopped = true }
        }
        if endsOthers { stop.setDeadline(afterMilliseconds: 0) }
    }

    private func endsAllRuns(_ end: RunEnd) -> Bool {
        switch end.interruption {
        case .signal, .timeout: true
        case .bail: rules.bailEndsAll
        case .authentication, .script, .notBegun, .lost, nil: false
        }
    }
}
