import CJavaScriptCore

#if os(Linux)
    import JavaScriptCoreLoader
#endif

/// One JavaScript world: a global object, the code compiled in it, and the functions that Swift
/// lends it.
///
/// It belongs to one thread at a time. It brings what ECMAScript defines and nothing else: no
/// timers, no console, no files. A native function must not hold its context (it gets it with its
/// arguments), else neither is ever released.
public final class ScriptContext {
    let engine: Engine

    /// Why no context can be made here, in the words of the system's loader; nil where one can.
    ///
    /// Asking loads the engine, which takes some milliseconds the first time.
    public static let obstacle: String? = {
        #if os(Linux)
            JavaScriptCoreLoad().map { String(cString: $0) }
        #else
            nil
        #endif
    }()

    /// Makes a context of its own, which shares nothing with other contexts.
    ///
    /// There must be no `obstacle`.
    public init() {
        precondition(Self.obstacle == nil, "no context without the engine")
        engine = Engine()
        engine.owner = self
    }

    deinit {
        engine.owner = nil
        engine.dropFunctionBodies()
    }

    /// Runs a script and answers its completion value.
    ///
    /// `startingLine` is the line number that the first line of `source` has in messages.
    @discardableResult
    public func evaluate(
        _ source: String, sourceURL: String, startingLine: Int = 1
    ) throws(ScriptException) -> ScriptValue {
        let engine = engine
        return try ScriptString.with(source) { (script) throws(ScriptException) in
            try ScriptString.with(sourceURL) { (url) throws(ScriptException) in
                try engine.run {
                    JSEvaluateScript(
                        engine.global, script, nil, url, Int32(clamping: startingLine), $0)
                }
            }
        }
    }

    /// Throws the syntax error of a script without running it.
    public func checkSyntax(
        _ source: String, sourceURL: String, startingLine: Int = 1
    ) throws(ScriptException) {
        let engine = engine
        try ScriptString.with(source) { (script) throws(ScriptException) in
            try ScriptString.with(sourceURL) { (url) throws(ScriptException) in
                _ = try engine.check {
                    JSCheckScriptSyntax(
                        engine.global, script, url, Int32(clamping: startingLine), $0)
                }
            }
        }
    }

    /// Runs `body`; scripts that it starts are terminated once they have computed for longer than
    /// `limit`, or soon after `isInterrupted` says so; nil is no limit.
    ///
    /// The time counts from this call, for all scripts together; the processor's time counts, not
    /// the time that native functions wait. What is terminated throws a `ScriptException` with
    /// `isTermination`, and the context can be used again. Inside a native function this has no
    /// effect: the limit of the outermost call goes on.
    public func withTimeLimit<Result, Failure: Error>(
        _ limit: Duration?, isInterrupted: (() -> Bool)? = nil,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if limit == nil && isInterrupted == nil || engine.nativeDepth > 0 { return try body() }
        let outer = engine.limit.begin(limit, isInterrupted: isInterrupted)
        defer { engine.limit.end(restoring: outer) }
        return try body()
    }

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
