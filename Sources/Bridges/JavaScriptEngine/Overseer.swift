#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A thread that watches over scripts which nothing in the engine can end: when one has not ended a
/// second after it should have, its thread is given up, and the owner is notified.
///
/// It looks twenty times a second, more often while much memory is used, and does nothing else.
final class Overseer {
    private let gate: ScriptGate
    private let isInterrupted: @Sendable () -> Bool
    private let giveUp: @Sendable (ScriptTermination) -> Void
    /// The call that was running when an interruption was first seen, and how long ago that is.
    private var interrupted: (call: Int, microseconds: UInt32)?

    /// The last look of the watchdog, and for how long there has been none while much memory is
    /// used.
    private var unwatched: (looks: Int, microseconds: UInt32) = (0, 0)

    /// The time between two looks, in microseconds.
    private static let interval: UInt32 = 50_000
    /// The same while much memory is used: one value can grow by two bytes in a nanosecond.
    private static let shortInterval: UInt32 = 5_000
    /// For how many microseconds a call may go on after it was interrupted, in time of `wait`.
    private static let patience: UInt32 = 1_000_000
    /// How near to the most memory more looks are taken.
    private static let nearMemory = 384 << 20

    private init(
        _ gate: ScriptGate, isInterrupted: @escaping @Sendable () -> Bool,
        giveUp: @escaping @Sendable (ScriptTermination) -> Void
    ) {
        self.gate = gate
        self.isInterrupted = isInterrupted
        self.giveUp = giveUp
    }

    /// Starts to watch until the gate is shut; the bodies are called on the overseer's thread.
    static func start(
        _ gate: ScriptGate, isInterrupted: @escaping @Sendable () -> Bool,
        giveUp: @escaping @Sendable (ScriptTermination) -> Void
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
            let isNear = overseer.gate.runningCall != nil && overseer.gate.holds(-nearMemory)
            let time = wait(isNear ? shortInterval : interval)
            guard let call = overseer.gate.runningCall,
                let cause = overseer.cause(toEnd: call, after: time)
            else { continue }
            if overseer.gate.abandon() { return overseer.giveUp(cause) }
        }
    }

    /// Waits, and returns for how many microseconds of that the process had the processor, at least
    /// a tenth: the watchdog needs some of its time, too, and the process may be stopped.
    private static func wait(_ microseconds: UInt32) -> UInt32 {
        let start = processorTime
        usleep(microseconds)
        let used = UInt32(clamping: processorTime - start)
        return min(microseconds, max(used, microseconds / 10))
    }

    private static var processorTime: Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1_000
    }

    /// Why a call must be given up, after some time; nil if it need not.
    private func cause(toEnd call: Int, after time: UInt32) -> ScriptTermination? {
        if gate.isOverdue { return .time }
        if gate.isFull { return .memory }
        let isWatched = gate.looks != unwatched.looks || !gate.holds(-ExecutionLimit.unseenMemory)
        unwatched = (gate.looks, isWatched ? 0 : unwatched.microseconds + time)
        if unwatched.microseconds > 3 * Self.patience { return .memory }
        guard isInterrupted() else { return nil }
        let last = interrupted?.call == call ? interrupted?.microseconds : nil
        let now = last.map { $0 + time } ?? 0
        interrupted = (call, now)
        return now >= Self.patience ? .time : nil
    }
}
