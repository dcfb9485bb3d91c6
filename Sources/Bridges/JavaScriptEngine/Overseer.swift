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
        /// A native function computes, and touches nothing else.
        static let computing = 5
    }

    private let state = Atomic<Int>(State.idle)
    /// When the current outermost call should have ended, in nanoseconds of the monotonic clock.
    private let deadline = Atomic<Int64>(.max)
    private let calls = Atomic<Int>(0)
    /// How many bytes the process may hold while the current outermost call runs.
    private let largestMemory = Atomic<Int>(.max)

    // MARK: The thread of the scripts

    /// An outermost call into the engine starts.
    func open(until deadline: Moment?, largestMemory: Int) {
        self.largestMemory.store(largestMemory, ordering: .relaxed)
        let due = deadline.map { Self.now + Self.nanoseconds(Moment.now.duration(to: $0)) }
        self.deadline.store(due ?? .max, ordering: .relaxed)
        calls.add(1, ordering: .relaxed)
        state.store(State.script, ordering: .releasing)
    }

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

    /// How many times more the process holds than the scripts may make it hold; less than 1 if it
    /// holds less.
    var memoryExcess: Double {
        let limit = largestMemory.load(ordering: .relaxed)
        return limit == .max ? 0 : Double(ProcessMemory.resident) / Double(max(1, limit))
    }

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

/// A thread that watches over scripts which nothing in the engine can end: when one has not ended a
/// second after it should have, its thread is given up, and the owner is notified.
///
/// It looks ten times a second, and does nothing else.
final class Overseer {
    private let gate: ScriptGate
    private let isInterrupted: () -> Bool
    private let giveUp: (ScriptTermination) -> Void
    /// The call that was first found with too much memory, and for how many looks since.
    private var large: Sighting?
    /// The call that was running when an interruption was first seen, and for how many looks since.
    private var interrupted: Sighting?

    /// The looks for which a call may go on after it should have ended: a second.
    private static let patience = 10
    /// How many times more memory than allowed ends a call at the next look.
    private static let largestExcess = 8.0

    private init(
        _ gate: ScriptGate, isInterrupted: @escaping () -> Bool,
        giveUp: @escaping (ScriptTermination) -> Void
    ) {
        self.gate = gate
        self.isInterrupted = isInterrupted
        self.giveUp = giveUp
    }

    /// Starts to watch until the gate is shut; the bodies are called on the overseer's thread.
    static func start(
        _ gate: ScriptGate, isInterrupted: @escaping () -> Bool,
        giveUp: @escaping (ScriptTermination) -> Void
    ) {
        let overseer = Overseer(gate, isInterrupted: isInterrupted, giveUp: giveUp)
        // Retained for the thread, which releases it.
        let retained = Unmanaged.passRetained(overseer)
        #if canImport(Glibc)
            var thread = pthread_t()
            let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
                if let pointer = $0 { Overseer.run(pointer) }
                return nil
            }
        #else
            var thread: pthread_t?
            let entry: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
                Overseer.run($0)
                return nil
            }
        #endif
        if pthread_create(&thread, nil, entry, retained.toOpaque()) == 0 {
            #if canImport(Glibc)
                pthread_detach(thread)
            #else
                if let thread { pthread_detach(thread) }
            #endif
        } else {
            retained.release()
        }
    }

    private static func run(_ pointer: UnsafeMutableRawPointer) {
        let overseer = Unmanaged<Overseer>.fromOpaque(pointer).takeRetainedValue()
        while !overseer.gate.isShut {
            usleep(100_000)
            guard let call = overseer.gate.runningCall, let cause = overseer.cause(toEnd: call)
            else { continue }
            if overseer.gate.abandon() { return overseer.giveUp(cause) }
        }
    }

    /// Why a call must be given up; nil if it need not.
    private func cause(toEnd call: Int) -> ScriptTermination? {
        if gate.isOverdue { return .time }
        let excess = gate.memoryExcess
        large = excess > 1 ? Self.next(large, call) : nil
        // Not at the first look: garbage may be about to be collected.
        let patience = excess > Self.largestExcess ? 1 : Self.patience
        if let large, large.looks >= patience { return .memory }
        guard isInterrupted() else { return nil }
        let found = Self.next(interrupted, call)
        interrupted = found
        return found.looks >= Self.patience ? .time : nil
    }

    private typealias Sighting = (call: Int, looks: Int)

    private static func next(_ last: Sighting?, _ call: Int) -> Sighting {
        (call, last?.call == call ? (last?.looks ?? 0) + 1 : 0)
    }
}
