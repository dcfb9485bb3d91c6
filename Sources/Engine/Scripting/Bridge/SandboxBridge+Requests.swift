import HTTPModel
import JSON
import JavaScriptEngine
import RunModel

// The requests that scripts send, and those of the collection that they run.
extension SandboxBridge {
    /// How deep `pm.execution.runRequest` may be nested, as in Postman.
    private static let depthLimit = 10

    /// How many requests a script may have sent that have neither a response nor an error.
    private static let openRequestLimit = 50_000

    func addRequests(to functions: inout Functions) {
        functions.add("sendRequest") { bridge, arguments in
            guard let definition = try? JSONParser.parse(try arguments.string(at: 0)) else {
                throw ScriptException(name: "TypeError", message: "the request is not usable")
            }
            try bridge.send(definition, arguments[1])
            return arguments.context.undefined
        }
        addWarnings(to: &functions)
    }

    func addReferencedRequests(to functions: inout Functions) {
        functions.add("runRequest") { bridge, arguments in
            let run = bridge.run
            try Self.check(run.referenced.count, of: "pm.execution.runRequest")
            let variables = try? JSONParser.parse(try arguments.string(at: 1)).object
            run.referenced.append(
                ScriptRun.Referenced(
                    name: try arguments.string(at: 0), variables: variables ?? JSONObject(),
                    callback: arguments[2], operation: run.loop.begin()))
            bridge.scheduleReferenced(in: run)
            return arguments.context.undefined
        }
    }

    /// Cancels the running script's timers and requests.
    func cancelAll() {
        run.loop.cancelAll()
        run.referenced = []
        if !run.requests.isEmpty { host?.cancelRequests(run.requests) }
        run.requests = []
    }

    /// Waits for the requests of scripts, whichever script they belong to.
    func wait(atMost duration: Duration) {
        host?.waitForRequests(atMost: duration)
    }

    /// Throws if a script has so many requests without a response that it may not start another.
    private static func check(_ count: Int, of name: String) throws(ScriptException) {
        guard count >= openRequestLimit else { return }
        throw ScriptException(
            name: "RangeError",
            message: "\(name): \(openRequestLimit) requests of this script have no response yet; "
                + "await some of them before you start others")
    }

    // MARK: - Requests of scripts

    /// Starts a request; the callback gets an error, or null and the number of the response.
    private func send(
        _ definition: JSONValue, _ callback: ScriptValue
    ) throws(ScriptException) {
        guard let host else { return }
        let run = run
        try Self.check(run.requests.count, of: "pm.sendRequest")
        let operation = run.loop.begin()
        var isOver = false
        let id = host.startRequest(definition) { [unowned self] id, result in
            isOver = true
            run.requests.remove(id)
            run.loop.end(operation) { [unowned self] in answer(callback, result.map(Optional.some))
            }
        }
        if !isOver { run.requests.insert(id) }
    }

    private func answer(_ callback: ScriptValue, _ result: Result<HTTPResponse?, Failure>) {
        guard let context = callback.context else { return }
        var reply = [context.null, context.null]
        switch result {
        case .success(nil): break
        case .success(let response?):
            reply[1] = context.makeNumber(responses.add(response))
        case .failure(let failure): reply[0] = Self.error(failure, in: context)
        }
        turn(callback, reply)
    }

    /// A failure as the members of an error.
    private static func error(_ failure: Failure, in context: ScriptContext) -> ScriptValue {
        var members = [
            ("name", context.makeString(failure.name)),
            ("message", context.makeString(failure.message)),
        ]
        if let system = failure.system {
            members.append(("code", context.makeString(system.code)))
            if let errno = system.errno { members.append(("errno", context.makeNumber(errno))) }
            let texts = [("syscall", system.syscall), ("address", system.address)]
            for case (let name, let text?) in texts {
                members.append((name, context.makeString(text)))
            }
            if let port = system.port { members.append(("port", context.makeNumber(port))) }
        }
        return context.makeObject(members)
    }

    // MARK: - Requests of the collection

    /// Lets the next request run in a turn of its own, when no script is on the stack.
    private func scheduleReferenced(in run: ScriptRun) {
        run.loop.schedule(after: 0) { [unowned self] in runNextReferenced(of: run) }
    }

    private func runNextReferenced(of run: ScriptRun) {
        guard !run.isRunningReferenced, let next = run.referenced.popFirst() else { return }
        // An empty slice holds what it had.
        if run.referenced.isEmpty { run.referenced = [] }
        run.isRunningReferenced = true
        let result = Result { () throws(Failure) in
            try runReferenced(named: next.name, variables: next.variables)
        }
        run.isRunningReferenced = false
        run.loop.end(next.operation) { [unowned self] in answer(next.callback, result) }
        if !run.referenced.isEmpty { scheduleReferenced(in: run) }
    }

    /// Runs a request of the collection, whose scripts are others with loops of their own.
    ///
    /// While the request waits for its response, the timers and requests of the script that runs it
    /// go on.
    private func runReferenced(
        named name: String, variables: JSONObject
    ) throws(Failure) -> HTTPResponse? {
        guard depth < Self.depthLimit else {
            throw Failure(
                name: "Error",
                message: "pm.execution.runRequest: requests that run others are nested more than "
                    + "\(Self.depthLimit) deep")
        }
        let outer = run
        return try nested { () throws(Failure) in
            try host?.runRequest(named: name, variables: variables) { [unowned self] isDone in
                resume(outer, until: isDone)
            }
        }
    }

    /// Gives turns to a script that waits for a nested request; false if its limits came first.
    private func resume(_ outer: ScriptRun, until isDone: () -> Bool) -> Bool {
        suspendingNested(outer) {
            outer.loop.run(until: isDone, within: outer.limits) { [unowned self] in
                wait(atMost: $0)
            } == .done
        }
    }
}
