import CJavaScriptCore

#if os(Linux)
    import LibraryLoader
#endif

/// One JavaScript world: a global object, the code compiled in it, and the functions that Swift
/// lends it.
///
/// It belongs to one thread at a time. It brings what ECMAScript defines and nothing else: no
/// timers, no console, no files. A native function must not hold its context (it gets it with its
/// arguments), else neither is ever released.
public final class ScriptContext {
    let engine: Engine

    /// Why the engine cannot be used on this machine; nil if it can.
    ///
    /// The first use loads the engine, which takes some milliseconds.
    public static let obstacle: EngineObstacle? = EngineObstacle.loadingEngine()

    /// Prepares for another thread to load the engine while this one reads variables of the
    /// process.
    public static func prepareLoading() { EngineObstacle.reserveVariables() }

    /// Makes a context of its own, which shares nothing with other contexts.
    ///
    /// There must be no `obstacle`.
    public init() {
        precondition(Self.obstacle == nil, "no context without the engine")
        engine = Engine()
        engine.owner = self
    }

    /// Lets go of all values at once, when no script will run again: each by itself would cost
    /// more than to compile a small script.
    ///
    /// - Parameter leavingWorld: Whether the world stays in memory, because the process ends soon:
    ///   it takes the engine more than a millisecond to take one apart.
    public func end(leavingWorld: Bool = false) {
        engine.isEnding = true
        engine.leavesWorld = leavingWorld
    }

    deinit {
        engine.owner = nil
        engine.dropFunctionBodies()
    }

    /// Runs a script and returns its completion value.
    @discardableResult
    public func evaluate(
        _ source: String, sourceURL: String
    ) throws(ScriptException) -> ScriptValue {
        let engine = engine
        return try ScriptString.with(source) { (script) throws(ScriptException) in
            try ScriptString.with(sourceURL) { (url) throws(ScriptException) in
                try engine.run { JSEvaluateScript(engine.global, script, nil, url, 1, $0) }
            }
        }
    }

    /// Runs a script that is part of the program, whose text the engine reads where it is.
    @discardableResult
    public func evaluate(
        embedded source: StaticString, sourceURL: String
    ) throws(ScriptException) -> ScriptValue {
        let engine = engine
        let script: JSScriptRef? = ScriptString.with(sourceURL) { url in
            JSScriptCreateReferencingImmortalASCIIText(
                engine.group, url, 1, source.utf8Start, source.utf8CodeUnitCount, nil, nil)
        }
        guard let script else {
            throw ScriptException(
                name: "SyntaxError", message: "the engine cannot read '\(sourceURL)'")
        }
        defer { JSScriptRelease(script) }
        return try engine.run { JSScriptEvaluate(engine.global, script, nil, $0) }
    }

    /// Makes a function of its parameters, as they stand between its parentheses, and its body.
    ///
    /// Nothing runs, and a body that closes the function and goes on is a syntax error. The body
    /// begins on line 3 of its source.
    public func makeFunction(
        named name: String, parameters: String, body: String, sourceURL: String
    ) throws(ScriptException) -> ScriptValue {
        let engine = engine
        let (code, url) = (ScriptString.make(body), ScriptString.make(sourceURL))
        defer {
            JSStringRelease(code)
            JSStringRelease(url)
        }
        // Most functions have the same name and the same parameters.
        return try engine.withName(name) { (name) throws(ScriptException) in
            try engine.withName(parameters) { (parameters) throws(ScriptException) in
                var list: [JSStringRef?] = [parameters]
                return try engine.run {
                    JSObjectMakeFunction(engine.global, name, 1, &list, code, url, 1, $0)
                }
            }
        }
    }

    /// Throws the syntax error of a script without running it.
    public func checkSyntax(_ source: String, sourceURL: String) throws(ScriptException) {
        let engine = engine
        try ScriptString.with(source) { (script) throws(ScriptException) in
            try ScriptString.with(sourceURL) { (url) throws(ScriptException) in
                _ = try engine.check { JSCheckScriptSyntax(engine.global, script, url, 1, $0) }
            }
        }
    }

    /// Runs `body`; scripts that it starts are terminated once `limit` is over, once they make the
    /// process hold `memory` bytes more than it held, or soon after `isInterrupted` says so; nil is
    /// not a limit.
    ///
    /// The time counts from this call, for all scripts together, and what native functions wait is
    /// part of it. Memory is looked at after garbage collections, and
    /// before large values are made (`admits`). What is terminated throws a `ScriptException` with
    /// a `termination`, and the context can be used again. Inside a native function this has no
    /// effect: the limit of the outermost call goes on.
    public func withTimeLimit<Result, Failure: Error>(
        _ limit: Duration?, memory: Int? = nil, isInterrupted: (() -> Bool)? = nil,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let isUnlimited = limit == nil && memory == nil && isInterrupted == nil
        if isUnlimited || engine.nativeDepth > 0 { return try body() }
        let outer = engine.limit.begin(limit, memory: memory, isInterrupted: isInterrupted)
        defer { engine.limit.end(restoring: outer) }
        return try body()
    }

    /// Has a thread of its own watch over scripts that run under a limit.
    ///
    /// A few things the engine cannot end: a chain of micro-tasks that leaves no garbage, a regular
    /// expression that backtracks forever, one value that fills the memory, a `computation`. If a
    /// script still runs a second after its time was over, or after `isInterrupted` said so, its
    /// thread is given up: `giveUp` is called on the other thread, and the lost thread has no
    /// further effect. `giveUp` may use what belongs to the lost thread, and should end the
    /// process. `isInterrupted` is asked on the other thread, too, while scripts run.
    public func oversee(
        isInterrupted: @escaping @Sendable () -> Bool,
        giveUp: @escaping @Sendable (ScriptTermination) -> Void
    ) {
        Overseer.start(engine.gate, isInterrupted: isInterrupted, giveUp: giveUp)
    }

    /// Runs a computation of a native function that may take long and changes nothing of the run.
    ///
    /// If the script's time is over before, its thread is given up, as in a built-in function.
    public func computation<Result>(_ body: () throws -> Result) rethrows -> Result {
        engine.gate.enterComputation()
        defer { engine.gate.leaveComputation() }
        return try body()
    }

    /// Whether the running scripts may make a value of so many bytes under their limit on memory,
    /// or use one of that size for the first time.
    ///
    /// Native functions ask before they let a script make a large value, since a single call of the
    /// engine cannot be ended. If the answer is no, the script is terminated soon.
    public func admits(bytes: Int, areNew: Bool) -> Bool {
        engine.limit.admit(bytes, areNew: areNew, engine.global)
    }

    /// Whether the process holds more than the scripts may make it hold, while none of them runs.
    ///
    /// An event loop asks between its turns: what scripts wait for takes memory, too.
    public var exceedsMemory: Bool { engine.limit.isExceeded(engine.global) }

    /// Has `handler` called with the promise and the reason of each rejection that no script has
    /// handled.
    ///
    /// It is called when the micro-tasks have run, before the outermost call returns.
    public func onUnhandledRejection(_ handler: ScriptValue) throws(ScriptException) {
        let function = try handler.object("report rejections to")
        try engine.check {
            JSGlobalContextSetUnhandledRejectionCallback(engine.global, function, $0)
        }
    }

    /// Collects what is no longer reachable, now.
    public func garbageCollect() {
        JSSynchronousGarbageCollectForDebugging(engine.global)
    }
}

@available(*, unavailable)
extension ScriptContext: Sendable {}
