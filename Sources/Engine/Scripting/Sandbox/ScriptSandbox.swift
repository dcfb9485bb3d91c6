public import Diagnostics
import JSON
import JavaScriptEngine
import MonotonicClock
import RunModel
public import Variables

/// Runs the scripts of one run, in one JavaScript world that they share.
///
/// The world is made for the first script unless `prepare` is called, so that a run without scripts
/// pays nothing. Scripts report to the host while they run, and the outcome says how each ended.
/// The order of scripts, and what follows from a failure, are not decided here.
public final class ScriptSandbox {
    private let bridge: SandboxBridge
    private let options: ScriptOptions
    private var runtime: SandboxRuntime?
    private var isOverseen = false
    private var startedAt = Moment.now

    /// Makes the sandbox of a run.
    public init(
        scopes: VariableScopes, ambience: Ambience, host: any ScriptHost,
        options: ScriptOptions = ScriptOptions()
    ) {
        let world = WorldAhead.take()
        bridge = world?.bridge ?? SandboxBridge()
        runtime = world?.runtime
        bridge.connect(scopes: scopes, ambience: ambience, host: host, modules: options.modules)
        self.options = options
        runtime.map(configure)
    }

    /// Makes the first sandbox wait for a world in which scripts of this text can run, and which
    /// `makeExpectedWorld` makes.
    public static func expectScripts(of text: [UInt8]) { WorldAhead.expect(text) }

    /// Makes the world that a sandbox will wait for, or waits until it is made.
    ///
    /// Any thread may call it. It makes none if this machine does not have the JavaScript engine.
    public static func makeExpectedWorld() { WorldAhead.make() }

    /// Loads the JavaScript engine now, so that the first script need not wait for it.
    ///
    /// Any thread may call it.
    ///
    /// - Returns: the error to report if this machine does not have the engine.
    public static func loadEngine() -> Diagnostic? {
        ScriptContext.obstacle.map {
            Diagnostic(
                .error, "the JavaScript engine, which runs scripts, is missing: \($0.reason)",
                help: ["install it with \($0.installation)"])
        }
    }

    /// The version of the engine that runs scripts; nil if this machine does not have it.
    public static var engineVersion: String? { ScriptContext.engineVersion }

    /// Makes the world of the scripts, and compiles these and loads what they use now, so that the
    /// first need not wait.
    public func prepare(_ scripts: [ScriptSource] = []) {
        do throws(ScriptException) {
            let runtime = try liveRuntime()
            for script in scripts { _ = try runtime.body(of: script) }
            try runtime.load(for: scripts.map { Array($0.code.utf8) })
        } catch {
            // When its turn comes, the script will fail the same way, and its failure is reported.
        }
    }

    /// Runs a script until its code, its timers and its requests are done, its time is over, or it
    /// is interrupted.
    public func run(_ script: ScriptSource, in scope: ScriptScope) -> ScriptOutcome {
        let outer = startedAt
        startedAt = .now
        bridge.begin(script, in: scope)
        defer { bridge.end() }
        var outcome = ScriptOutcome()
        do throws(ScriptException) {
            let runtime = try liveRuntime()
            oversee(runtime)
            outcome = try execute(script, runtime: runtime)
        } catch {
            outcome.failure =
                error.termination.map(terminationFailure) ?? Failure(error)
            outcome.isInterrupted = error.termination != nil && isInterrupted
        }
        outcome.duration = startedAt.duration(to: .now)
        startedAt = outer
        return outcome
    }

    private func liveRuntime() throws(ScriptException) -> SandboxRuntime {
        if let runtime { return runtime }
        let made = try SandboxRuntime(bridge: bridge)
        configure(made)
        runtime = made
        return made
    }

    private func configure(_ runtime: SandboxRuntime) {
        runtime.keepScripts(upTo: options.keptScripts)
        runtime.leavesWorld = options.leavesWorld
    }

    /// Starts to watch over the scripts with the first one: while libcurl loads, no thread can
    /// start.
    private func oversee(_ runtime: SandboxRuntime) {
        guard !isOverseen, let isInterrupted = options.isInterrupted else { return }
        isOverseen = true
        // Unsafe: the sandbox is used when the thread that it belongs to is lost.
        nonisolated(unsafe) weak let sandbox = self
        runtime.context.oversee(
            isInterrupted: isInterrupted, giveUp: { unsafe sandbox?.giveUp($0) })
    }

    /// Reports that the running script is lost, and with it its thread.
    private func giveUp(_ cause: ScriptTermination) {
        let script = bridge.script
        bridge.host?.lost(
            ScriptRecord(
                event: script.event, owner: script.owner,
                duration: startedAt.duration(to: .now), failure: terminationFailure(cause)))
    }

    private func execute(
        _ script: ScriptSource, runtime: SandboxRuntime
    ) throws(ScriptException) -> ScriptOutcome {
        // A syntax error leaves nothing to finish: it goes to the caller as it is.
        let body = try runtime.body(of: script)
        let end = complete(body, script, runtime)
        if end == .complete, !bridge.run.mustFinish { return ScriptOutcome() }
        // What a script leaves to be done at its end is short, unless it is hostile.
        // An interrupted script has its end like others, but no second interruption to wait for.
        let isInterrupted = isInterrupted
        let timeout = options.timeout ?? (isInterrupted ? .zero : nil)
        let interruption = isInterrupted ? nil : options.isInterrupted
        var outcome = try runtime.context.withTimeLimit(
            timeout.map { max($0, .seconds(1)) }, isInterrupted: interruption
        ) { () throws(ScriptException) in
            try runtime.finish(isTimeout: end.isTermination, isInterrupted: isInterrupted)
        }
        switch end {
        case .complete: break
        case .terminated(let cause):
            if cause == .memory { runtime.guardConstructors() }
            outcome.failure = terminationFailure(cause)
            outcome.isInterrupted = isInterrupted
        case .broken(let failure): outcome.failure = outcome.failure ?? failure
        }
        return outcome
    }

    private enum End: Equatable {
        case complete
        /// Its time was over, it was interrupted, or it held too much memory.
        case terminated(ScriptTermination)
        /// The sandbox itself could not go on: a script has broken what it stands on.
        case broken(Failure)

        var isTermination: Bool {
            if case .terminated = self { true } else { false }
        }
    }

    /// Runs the script's code, then its timers, requests and jar calls.
    private func complete(
        _ body: SandboxRuntime.Body, _ script: ScriptSource, _ runtime: SandboxRuntime
    ) -> End {
        let run = bridge.run
        let limits = limits(of: run, runtime.context)
        run.limits = limits
        do throws(ScriptException) {
            return try runtime.context.withTimeLimit(
                options.timeout, memory: options.memoryLimit,
                isInterrupted: options.isInterrupted
            ) { () throws(ScriptException) -> End in
                try runtime.start(body, script, isNested: bridge.depth > 0)
                if !bridge.loop.isIdle || bridge.depth > 0 { bridge.run.mustFinish = true }
                let end = bridge.loop.run(within: limits) { [bridge] in bridge.wait(atMost: $0) }
                if let exception = bridge.takeException() { throw exception }
                return end == .done ? .complete : .terminated(run.isFull ? .memory : .time)
            }
        } catch {
            return error.termination.map(End.terminated)
                ?? .broken(Failure(error))
        }
    }

    /// What ends the turns of a script.
    ///
    /// The run keeps it, so it must not keep the run.
    private func limits(of run: ScriptRun, _ context: ScriptContext) -> EventLoop.Limits {
        let isInterrupted = options.isInterrupted
        return EventLoop.Limits(
            deadline: options.timeout.map { run.loop.now + $0 },
            isInterrupted: { [unowned run, unowned context] in
                run.isFull = run.isFull || context.exceedsMemory
                return run.isFull || isInterrupted?() == true
            })
    }

    private var isInterrupted: Bool { options.isInterrupted?() == true }

    private func terminationFailure(_ cause: ScriptTermination) -> Failure {
        if cause == .memory {
            let mebibytes = (options.memoryLimit ?? 0) / 1_048_576
            return Failure(
                name: "MemoryError",
                message: "the script needs more than \(mebibytes) MiB of memory")
        }
        if isInterrupted || options.timeout == nil {
            let reason = options.interruptionReason().map { ": \($0)" } ?? ""
            return Failure(name: "Interrupted", message: "the script was interrupted" + reason)
        }
        let milliseconds = (options.timeout ?? .zero) / .milliseconds(1)
        return Failure(
            name: "TimeoutError",
            message: "the script did not end within \(JSONNumber.text(of: milliseconds)) ms")
    }
}

@available(*, unavailable)
extension ScriptSandbox: Sendable {}
