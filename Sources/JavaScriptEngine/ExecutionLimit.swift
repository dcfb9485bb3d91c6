import CJavaScriptCore

/// The limit on how long scripts compute, over the watchdog of a context group.
///
/// The watchdog counts from each entry into a script anew, and each micro-task is an entry of its
/// own. This type has it ask often and compares with one deadline for everything that runs under
/// the limit. What no watchdog of the engine sees is an endless chain of micro-tasks of which each
/// is short (`while (true) await null`).
final class ExecutionLimit {
    typealias Deadline = ContinuousClock.Instant

    private let group: JSContextGroupRef
    private var deadline: Deadline?
    /// Whether the watchdog has ended a script, and the outermost call has not yet told.
    private(set) var hasStruck = false

    init(group: JSContextGroupRef) {
        self.group = group
    }

    /// Whether there is a limit.
    var isActive: Bool { deadline != nil }

    /// Starts a limit and answers the deadline that it hides.
    func begin(_ limit: Duration) -> Deadline? {
        let outer = deadline
        let inner = ContinuousClock.now.advanced(by: limit)
        deadline = outer.map { min($0, inner) } ?? inner
        return outer
    }

    /// Ends a limit.
    func end(restoring outer: Deadline?) {
        deadline = outer
        if outer == nil { clear() }
    }

    /// Runs an outermost call and the micro-tasks that it leaves; throws when they were struck.
    func watching<Result>(
        _ engine: Engine, _ body: () -> Result
    ) throws(ScriptException) -> Result {
        guard let deadline else { return body() }
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw ScriptException.termination }
        watch(for: left)
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

    private func watch(for duration: Duration) {
        // Unretained: the owner of this object clears the limit before it releases the group.
        let context = Unmanaged.passUnretained(self).toOpaque()
        JSContextGroupSetExecutionTimeLimit(
            group, min(duration, .milliseconds(10)) / .seconds(1),
            { _, context in
                guard let context else { return true }
                // Called on the thread that runs the script.
                return Unmanaged<ExecutionLimit>.fromOpaque(context).takeUnretainedValue().strike()
            }, context)
    }

    private func strike() -> Bool {
        guard let deadline else { return false }
        let left = ContinuousClock.now.duration(to: deadline)
        guard left <= .zero else {
            // The engine does not start its timer again by itself.
            watch(for: left)
            return false
        }
        hasStruck = true
        return true
    }
}
