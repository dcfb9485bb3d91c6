import MonotonicClock
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Who runs at the moment, a script or what it called.
///
/// Shared by the thread of the scripts and the overseer's.
final class ScriptGate: Sendable {
    private enum State {
        static let idle = 0
        static let script = 1
        static let native = 2
        static let abandoned = 3
        static let closed = 4
        /// A native function computes, and changes nothing of the run.
        static let computing = 5
    }

    private let state = Atomic<Int>(State.idle)
    /// When the current outermost call should have ended, in nanoseconds of the monotonic clock.
    private let deadline = Atomic<Int64>(.max)
    private let calls = Atomic<Int>(0)
    /// What the process may hold while the current outermost call runs.
    private let mostMemory = Atomic<Int>(.max)
    /// How much more than that ends the call at once.
    private let largestExcess = Atomic<Int>(0)
    /// How often the watchdog has looked at the limits.
    private let watchdogLooks = Atomic<Int>(0)

    // MARK: The thread of the scripts

    /// An outermost call into the engine starts.
    func open(until deadline: Moment?, mostMemory: Int, largestExcess: Int) {
        self.mostMemory.store(mostMemory, ordering: .relaxed)
        self.largestExcess.store(largestExcess, ordering: .relaxed)
        let due = deadline.map { Self.now + Self.nanoseconds(Moment.now.duration(to: $0)) }
        self.deadline.store(due ?? .max, ordering: .relaxed)
        calls.add(1, ordering: .relaxed)
        state.store(State.script, ordering: .releasing)
    }

    /// The watchdog looks at the limits, so the script can be ended.
    func countLook() { watchdogLooks.add(1, ordering: .relaxed) }

    /// The outermost call has ended; does not return if the script was given up before.
    func close() { move(from: State.script, to: State.idle) }

    /// A script called a native function; does not return where the script was given up.
    func enterNative() { move(from: State.script, to: State.native) }

    /// The native function returns to the script.
    func leaveNative() { move(from: State.native, to: State.script) }

    /// A native function begins a computation that may take long.
    func enterComputation() { move(from: State.native, to: State.computing) }

    /// The computation has ended; does not return where the script was given up.
    func leaveComputation() { move(from: State.computing, to: State.native) }

    private func move(from old: Int, to new: Int) {
        let (isDone, found) = state.compareExchange(
            expected: old, desired: new, ordering: .acquiringAndReleasing)
        // Without limits the gate is not used.
        if isDone || found == State.idle { return }
        while state.load(ordering: .relaxed) == State.abandoned { sleep(1) }
    }

    /// No script will run any more.
    func shut() { state.store(State.closed, ordering: .releasing) }

    // MARK: The overseer's thread

    /// The number of the outermost call in which a script runs or computes, nil if none does.
    var runningCall: Int? {
        let state = state.load(ordering: .acquiring)
        let isRunning = state == State.script || state == State.computing
        return isRunning ? calls.load(ordering: .relaxed) : nil
    }

    /// How often the watchdog has looked.
    var looks: Int { watchdogLooks.load(ordering: .relaxed) }

    /// Whether the process holds so many bytes more than it may, or so many fewer.
    func holds(_ excess: Int) -> Bool {
        let most = mostMemory.load(ordering: .relaxed)
        return most < .max - max(0, excess) && ProcessMemory.resident > most + excess
    }

    /// Whether the process holds so much that the call must end at once.
    var isFull: Bool { holds(largestExcess.load(ordering: .relaxed)) }

    /// Whether the running call should have ended a second ago.
    var isOverdue: Bool {
        let due = deadline.load(ordering: .relaxed)
        return due < .max - 1_000_000_000 && Self.now > due + 1_000_000_000
    }

    var isShut: Bool { state.load(ordering: .relaxed) == State.closed }

    /// Takes the thread of the scripts out of the game, unless it has just left the script.
    func abandon() -> Bool {
        [State.script, State.computing].contains { running in
            state.compareExchange(
                expected: running, desired: State.abandoned, ordering: .acquiringAndReleasing
            ).exchanged
        }
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
