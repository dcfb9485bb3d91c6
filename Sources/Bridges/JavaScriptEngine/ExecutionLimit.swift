import CJavaScriptCore
import MonotonicClock

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The limits on how long scripts compute and how much memory they hold, over the watchdog of a
/// context group and the ends of its garbage collections.
///
/// The watchdog starts to count at each entry into a script, and each micro-task is an entry of its
/// own. This type lets it ask often and compares with one deadline for everything that runs under
/// the limit. An endless chain of short micro-tasks is noticed when garbage is
/// collected. One that leaves no garbage either (`while (true) await null`), or one call of a
/// built-in function without an end (a regular expression that backtracks), is not: for those there
/// is the ``Overseer``.
final class ExecutionLimit {
    /// What ends the scripts that run.
    struct Bounds {
        /// When their time is over; nil for never.
        var deadline: Moment?
        /// How many bytes they may make the process hold; nil for no limit.
        var memory: Int?
        /// Whether somebody wants them ended; asked a few times a second.
        var isInterrupted: (() -> Bool)?

        var isEmpty: Bool { deadline == nil && isInterrupted == nil && memory == nil }
    }

    private let group: JSContextGroupRef
    private var bounds = Bounds()
    private let gate: ScriptGate
    /// What the process holds that is not the scripts'.
    private var foreignMemory = 0
    /// The thread that runs the scripts: the collector has threads of its own.
    private var thread = pthread_self()
    /// Whether a collection found a limit passed, and the watchdog has not yet asked.
    private var pressing: ScriptTermination?

    /// Why the watchdog has ended a script, until the outermost call has reported it.
    private var struck: ScriptTermination?

    init(group: JSContextGroupRef, gate: ScriptGate) {
        self.group = group
        self.gate = gate
        JSContextGroupAddHeapFinalizer(group, Self.collected, unretained)
    }

    /// Whether there is a limit.
    var isActive: Bool { !bounds.isEmpty }

    /// Whether the watchdog has ended a script, and the outermost call has not reported it yet.
    var hasStruck: Bool { struck != nil }

    /// Starts a limit and answers the bounds that it hides.
    func begin(
        _ limit: Duration?, memory: Int?, isInterrupted: (() -> Bool)?
    ) -> Bounds {
        let outer = bounds
        if let limit {
            let inner = Moment.now + limit
            bounds.deadline = outer.deadline.map { min($0, inner) } ?? inner
        }
        if let memory {
            bounds.memory = memory
            if foreignMemory == 0 { foreignMemory = ProcessMemory.resident }
        }
        if let isInterrupted { bounds.isInterrupted = isInterrupted }
        thread = pthread_self()
        return outer
    }

    /// Ends a limit.
    func end(restoring outer: Bounds) {
        bounds = outer
        if outer.isEmpty { clear() }
    }

    /// Runs an outermost call and the micro-tasks that it leaves; throws when they were struck.
    func watching<Result>(
        _ engine: Engine, _ body: () -> Result
    ) throws(ScriptException) -> Result {
        guard isActive else { return body() }
        guard let period else { throw ScriptException.termination(.time) }
        watch(for: period)
        gate.open(until: bounds.deadline, largestMemory: largestMemory(factor: 2))
        let result = body()
        gate.close()
        pressing = nil
        guard let struck else { return result }
        settle(engine)
        if struck == .memory { measureForeignMemory(engine) }
        throw ScriptException.termination(struck)
    }

    /// Ends what a struck script left: the next call would meet it, without a limit.
    ///
    /// What ended a micro-task stays pending in the engine until a script runs; micro-tasks not yet
    /// begun stay queued.
    private func settle(_ engine: Engine) {
        ScriptString.with("0") { nothing in
            for _ in 0..<1000 {
                struck = nil
                pressing = nil
                watch(for: .milliseconds(1))
                var thrown: JSValueRef?
                JSEvaluateScript(engine.global, nothing, nil, nil, 1, &thrown)
                if thrown == nil, !hasStruck { return }
            }
        }
        struck = nil
    }

    /// Ends, soon, the script that called the function that called the script just ended.
    func strikeAgain() {
        watch(for: .milliseconds(1))
    }

    /// The exception that says why the script was ended.
    var termination: ScriptException { .termination(struck ?? .time) }

    func clear() {
        JSContextGroupClearExecutionTimeLimit(group)
    }

    /// To be called before the group is released.
    func detach() {
        clear()
        JSContextGroupRemoveHeapFinalizer(group, Self.collected, unretained)
    }

    // MARK: Time

    /// How long until the bounds are looked at again; nil when they end what runs.
    private var period: Duration? {
        if bounds.isInterrupted?() == true { return nil }
        // Without a deadline, seldom: each alarm of the watchdog costs optimised code.
        guard let deadline = bounds.deadline else { return .milliseconds(100) }
        let left = Moment.now.duration(to: deadline)
        return left > .zero ? min(left, .milliseconds(10)) : nil
    }

    private func watch(for period: Duration) {
        JSContextGroupSetExecutionTimeLimit(
            group, period / .seconds(1),
            { _, context in
                guard let context else { return true }
                // Called on the thread that runs the script.
                return Unmanaged<ExecutionLimit>.fromOpaque(context).takeUnretainedValue().strike()
            }, unretained)
    }

    /// Unretained: the owner of this object detaches it before it releases the group.
    private var unretained: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private func strike() -> Bool {
        guard isActive else { return false }
        if let pressing {
            struck = pressing
            return true
        }
        if ProcessMemory.resident > largestMemory(factor: 1.5) {
            struck = .memory
            return true
        }
        if let period {
            // The engine does not start its timer again by itself.
            watch(for: period)
            return false
        }
        struck = .time
        return true
    }

    // MARK: Memory

    private static let collected: JSHeapFinalizer = { _, context in
        guard let context else { return }
        Unmanaged<ExecutionLimit>.fromOpaque(context).takeUnretainedValue().lookAround()
    }

    /// How much the process may hold between two collections, garbage included.
    ///
    /// The engine collects rarely while one large value after the other is made.
    private func largestMemory(factor: Double) -> Int {
        guard let memory = bounds.memory else { return .max }
        return foreignMemory + (Int(exactly: (Double(memory) * factor).rounded()) ?? memory)
    }

    /// Looks at all limits after a collection, when no value of the engine may be touched: what is
    /// passed has the watchdog ask at the next opportunity.
    private func lookAround() {
        guard isActive, pressing == nil, pthread_equal(thread, pthread_self()) != 0 else { return }
        if let memory = bounds.memory, ProcessMemory.resident - foreignMemory > memory {
            pressing = .memory
        } else if period == nil {
            pressing = .time
        }
        if pressing != nil { watch(for: .microseconds(1)) }
    }

    /// Finds out how much of the process's memory is not the scripts', after the garbage of a
    /// script is gone: the system gets its pages back only later.
    private func measureForeignMemory(_ engine: Engine) {
        JSSynchronousGarbageCollectForDebugging(engine.global)
        guard let statistics = JSGetMemoryUsageStatistics(engine.global),
            let size = engine.quietProperty(statistics, "heapSize")
        else { return }
        let held = JSValueToNumber(engine.global, size, nil)
        foreignMemory = max(0, ProcessMemory.resident - (Int(exactly: held) ?? 0))
    }
}
