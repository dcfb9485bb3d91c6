import CJavaScriptCore

/// The limit on how long scripts compute, over the watchdog of a context group.
///
/// The watchdog counts from each entry into a script anew, and each micro-task is an entry of its
/// own. This type has it ask often and compares with one deadline for everything that runs under
/// the limit. What no watchdog of the engine sees is an endless chain of micro-tasks of which each
/// is short (`while (true) await null`): nothing is asked, whether time is over or somebody
/// interrupts. Shorter periods of the watchdog see it, but the engine does not bear them: when two
/// of its alarms come close together, it may abort the process.
final class ExecutionLimit {
    /// What ends the scripts that run.
    struct Bounds {
        /// When their time is over; nil for never.
        var deadline: ContinuousClock.Instant?
        /// Whether somebody wants them ended; asked a few times a second.
        var isInterrupted: (() -> Bool)?

        var isEmpty: Bool { deadline == nil && isInterrupted == nil }
    }

    private let group: JSContextGroupRef
    private var bounds = Bounds()
    /// Whether the watchdog has ended a script, and the outermost call has not yet told.
    private(set) var hasStruck = false

    init(group: JSContextGroupRef) {
        self.group = group
    }

    /// Whether there is a limit.
    var isActive: Bool { !bounds.isEmpty }

    /// Starts a limit and answers the bounds that it hides.
    func begin(_ limit: Duration?, isInterrupted: (() -> Bool)?) -> Bounds {
        let outer = bounds
        if let limit {
            let inner = ContinuousClock.now.advanced(by: limit)
            bounds.deadline = outer.deadline.map { min($0, inner) } ?? inner
        }
        if let isInterrupted { bounds.isInterrupted = isInterrupted }
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
        guard let period else { throw ScriptException.termination }
        watch(for: period)
        let result = body()
        guard hasStruck else { return result }
        settle(engine)
        throw ScriptException.termination
    }

    /// Ends what a struck script left: the next call would meet it, without a limit.
    ///
    /// What ended a micro-task stays pending in the engine until a script runs; micro-tasks not yet
    /// begun stay queued.
    private func settle(_ engine: Engine) {
        ScriptString.with("0") { nothing in
            for _ in 0..<1000 {
                hasStruck = false
                watch(for: .milliseconds(1))
                var thrown: JSValueRef?
                JSEvaluateScript(engine.global, nothing, nil, nil, 1, &thrown)
                if thrown == nil, !hasStruck { return }
            }
        }
    }

    /// Ends, soon, the script that called the function that called the script just ended.
    func strikeAgain() {
        watch(for: .milliseconds(1))
    }

    func clear() {
        JSContextGroupClearExecutionTimeLimit(group)
    }

    /// How long until the bounds are looked at again; nil when they end what runs.
    private var period: Duration? {
        if bounds.isInterrupted?() == true { return nil }
        // Without a deadline, seldom: each alarm of the watchdog costs optimised code.
        guard let deadline = bounds.deadline else { return .milliseconds(100) }
        let left = ContinuousClock.now.duration(to: deadline)
        return left > .zero ? min(left, .milliseconds(10)) : nil
    }

    private func watch(for period: Duration) {
        // Unretained: the owner of this object clears the limit before it releases the group.
        let context = Unmanaged.passUnretained(self).toOpaque()
        JSContextGroupSetExecutionTimeLimit(
            group, period / .seconds(1),
            { _, context in
                guard let context else { return true }
                // Called on the thread that runs the script.
                return Unmanaged<ExecutionLimit>.fromOpaque(context).takeUnretainedValue().strike()
            }, context)
    }

    private func strike() -> Bool {
        guard isActive else { return false }
        if let period {
            // The engine does not start its timer again by itself.
            watch(for: period)
            return false
        }
        hasStruck = true
        return true
    }
}
