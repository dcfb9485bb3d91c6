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
    /// When the next look for garbage is worth its time.
    private var nextLook = Moment.now
    private var nextQuestion = Moment.now
    private var isLooking = false
    /// Whether the last look found more than half of what the process may hold.
    private var isNearMemory = false
    /// The thread that runs the scripts: the collector has threads of its own.
    private var thread = pthread_self()
    /// What the engine held at the last look for garbage, and what scripts have made since then.
    private var (heldBefore, madeSince) = (0, 0)

    /// Why a script has ended or must end, until the outermost call has reported it.
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

    /// Starts a limit and returns the bounds that it hides.
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
        gate.open(
            until: bounds.deadline, mostMemory: mostMemory, largestExcess: largestExcess)
        let result = body()
        gate.close()
        guard let struck else { return result }
        settle(engine)
        if struck == .memory { awaitFreedMemory(engine.global) }
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
        // Each alarm of the watchdog costs optimised code.
        guard let deadline = bounds.deadline else {
            return .milliseconds(isNearMemory ? 10 : 100)
        }
        let left = Moment.now.duration(to: deadline)
        // The engine aborts the process if an alarm comes before the one before it is handled
        // (VMTraps::requestThreadStopIfNeeded), so none may follow at once.
        return left > .zero ? min(max(left, .milliseconds(1)), .milliseconds(10)) : nil
    }

    private func watch(for period: Duration) {
        JSContextGroupSetExecutionTimeLimit(
            group, period / .seconds(1),
            { global, context in
                guard let global, let context else { return true }
                // Called on the thread that runs the script.
                let limit = Unmanaged<ExecutionLimit>.fromOpaque(context).takeUnretainedValue()
                return limit.strike(global)
            }, unretained)
    }

    /// Unretained: the owner of this object detaches it before it releases the group.
    private var unretained: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private func strike(_ global: JSContextRef) -> Bool {
        guard isActive else { return false }
        gate.countLook()
        if isLooking {
            watch(for: .milliseconds(1))
            return false
        }
        if struck != nil { return true }
        if holdsTooMuch(global) {
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

    /// Whether scripts may make a value of so many bytes, or use one that they have made.
    ///
    /// Memory that is made becomes the process's when it is first used. If the answer is no, the
    /// script ends soon.
    func admit(_ bytes: Int, areNew: Bool, _ global: JSContextRef) -> Bool {
        guard let memory = bounds.memory else { return true }
        if bytes <= memory {
            madeSince = sum(madeSince, bytes)
            if madeSince <= memory - heldBefore { return true }
            // A text may take less: `repeat` makes it of parts that are the same.
            if Moment.now < nextLook { return true }
            look(global)
            if areNew { madeSince = bytes }
            if madeSince <= memory - heldBefore { return true }
        }
        // Once: a script that asks again and again would put the watchdog off.
        if struck == nil {
            struck = .memory
            watch(for: .microseconds(1))
        }
        return false
    }

    /// What the process may hold before a look whether it is garbage.
    private var allowedMemory: Int { sum(foreignMemory, bounds.memory ?? .max) }

    /// What the process may hold at most: not all memory is the engine's, and other engines have
    /// scripts too.
    private var mostMemory: Int {
        guard let memory = bounds.memory else { return .max }
        let others = memory.multipliedReportingOverflow(by: Engine.count - 1)
        return others.overflow
            ? .max : sum(sum(allowedMemory, others.partialValue), Self.unseenMemory)
    }

    /// How much more than that the process may hold while one call of a built-in function goes on.
    ///
    /// A text that doubles needs four times as much before the watchdog can look.
    private var largestExcess: Int {
        3 * min(bounds.memory ?? .max, 192 << 20) + 256 << 20
    }

    private func sum(_ first: Int, _ second: Int) -> Int {
        let (sum, isOver) = first.addingReportingOverflow(second)
        return isOver ? .max : sum
    }

    /// Looks at all limits after a collection, when no value of the engine may be touched: if one
    /// may be passed, the watchdog asks at the next opportunity.
    private func lookAround() {
        guard isActive, !isLooking, pthread_equal(thread, pthread_self()) != 0 else { return }
        if isLarge(ProcessMemory.resident) || period == nil { watch(for: .microseconds(1)) }
    }

    /// Whether so much memory is worth a look.
    private func isLarge(_ resident: Int) -> Bool {
        let allowed = allowedMemory
        isNearMemory = resident > allowed / 2
        return resident > allowed && (resident > mostMemory || Moment.now >= nextLook)
    }

    /// Whether the scripts hold more than they may when their garbage is gone.
    ///
    /// The system gets the pages of garbage back later. So what the engine holds decides, unless
    /// the process holds much more than that.
    private func holdsTooMuch(_ global: JSContextRef) -> Bool {
        guard let memory = bounds.memory, isLarge(ProcessMemory.resident) else { return false }
        look(global)
        return heldBefore > memory || !memoryFalls(to: mostMemory)
    }

    /// Whether the process holds too much while no script runs, because of what scripts wait for.
    ///
    /// It may be asked often, and looks fifty times a second at most.
    func isExceeded(_ global: JSContextRef) -> Bool {
        guard bounds.memory != nil, Moment.now >= nextQuestion else { return false }
        nextQuestion = .now + .milliseconds(20)
        return holdsTooMuch(global)
    }

    /// Finds out what the engine holds, and when the next look is worth its time.
    private func look(_ global: JSContextRef) {
        let start = Moment.now
        heldBefore = heldMemory(global)
        madeSince = 0
        let end = Moment.now
        nextLook = end + min(start.duration(to: end) * Self.pause, .milliseconds(200))
    }

    /// How many bytes the engine holds after a collection.
    private func heldMemory(_ global: JSContextRef) -> Int {
        // The collection and the property must not begin another look.
        isLooking = true
        defer { isLooking = false }
        JSSynchronousGarbageCollectForDebugging(global)
        guard let statistics = JSGetMemoryUsageStatistics(global) else { return 0 }
        let size = ScriptString.with("heapSize") {
            JSObjectGetProperty(global, statistics, $0, nil)
        }
        return Int(exactly: JSValueToNumber(global, size, nil)) ?? 0
    }

    /// Waits, after a script was ended, until the system has got its memory back, so that the next
    /// script starts with as much as the first one.
    ///
    /// What does not come back in time is counted as the process's own.
    private func awaitFreedMemory(_ global: JSContextRef) {
        let own = heldMemory(global) + foreignMemory
        _ = memoryFalls(to: own + Self.ownMemory)
        foreignMemory += max(0, ProcessMemory.resident - own)
    }

    /// Waits for a second at most until the system has got back so much of the garbage that the
    /// process holds no more than this; returns whether it has.
    private func memoryFalls(to bytes: Int) -> Bool {
        for _ in 0..<100 {
            if ProcessMemory.resident <= bytes { return true }
            usleep(10_000)
        }
        return false
    }

    /// For how many times the length of a look no other one is taken.
    private static let pause = 10
    /// How much more memory than before the process may keep when a script has ended.
    private static let ownMemory = 32 << 20
    /// How much more than scripts may use the process may hold, if it is not the engine's.
    static let unseenMemory = 192 << 20
}
