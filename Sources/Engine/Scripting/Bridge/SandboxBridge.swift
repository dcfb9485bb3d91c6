import Diagnostics
import HTTPModel
import JSON
import JavaScriptEngine
import RunModel
import Variables

/// The functions that the sandbox's JavaScript calls, and what they work on.
///
/// Their other half is `core/native.js`.
///
/// It never holds the context, which holds it. No matter what a script passes, a function returns
/// or throws a `ScriptException`; nothing here may trap.
final class SandboxBridge {
    private(set) var scopes: VariableScopes
    private(set) var resolver: TemplateResolver
    private(set) var ambience: Ambience
    private(set) var modules: ModuleResolver
    /// Unowned in spirit: the host owns the sandbox.
    private(set) weak var host: (any ScriptHost)?

    /// The running script.
    private(set) var run = ScriptRun()
    /// The responses that scripts have objects for.
    var responses = KnownResponses()
    /// How many scripts wait for a request that they run, and so for the running one.
    private(set) var depth = 0

    /// Makes a bridge to no run, which no script may use yet.
    init() {
        scopes = VariableScopes()
        modules = ModuleResolver(places: nil)
        ambience = Ambience(now: { 0 }, randomBytes: { Array(repeating: 0, count: $0) })
        resolver = TemplateResolver(scopes: scopes, ambience: ambience)
    }

    /// Connects the bridge with a run, before its first script.
    func connect(
        scopes: VariableScopes, ambience: Ambience, host: any ScriptHost, modules: ModulePlaces?
    ) {
        self.scopes = scopes
        self.modules = ModuleResolver(places: modules)
        self.ambience = ambience
        self.host = host
        // One of its own: what a script leaves unresolved is not what the run warns about.
        resolver = TemplateResolver(scopes: scopes, ambience: ambience)
    }

    var loop: EventLoop { run.loop }
    var script: ScriptSource { run.script }
    var scope: ScriptScope? { run.scope }

    /// Prepares for a script.
    func begin(_ script: ScriptSource, in scope: ScriptScope) {
        run.script = script
        run.scope = scope
    }

    /// Forgets what belonged to the script; nothing that it has started goes on.
    func end() {
        cancelAll()
        settleVariables()
        if let unchanged = run.unchangedData { scopes.data = unchanged }
        if depth == 0 { responses.trim() }
        run = ScriptRun()
    }

    /// The data row to write to.
    ///
    /// Only the script itself sees its changes (NewmanReference §4.1).
    var writableData: VariableScope {
        if run.unchangedData == nil {
            run.unchangedData = scopes.data
            scopes.data = VariableScope(copying: scopes.data)
        }
        return scopes.data
    }

    /// Takes what went wrong in a turn outside the reach of the script's own error handling.
    func takeException() -> ScriptException? {
        defer { run.exception = nil }
        return run.exception
    }

    /// Runs `body` while the running script waits, in a run of its own.
    func nested<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        let outer = run
        run = ScriptRun()
        depth += 1
        defer {
            run = outer
            depth -= 1
        }
        return try body()
    }

    /// Runs `body` with a script that waits for a nested request as the running one.
    func suspendingNested<Result>(_ outer: ScriptRun, _ body: () -> Result) -> Result {
        let inner = run
        run = outer
        depth -= 1
        defer {
            run = inner
            depth += 1
        }
        return body()
    }

    /// The object that holds all functions.
    func makeObject(in context: ScriptContext) -> ScriptValue {
        object(in: context) { functions in
            addReports(to: &functions)
            addItem(to: &functions)
            addParts(to: &functions)
        }
    }

    private func object(
        in context: ScriptContext, _ add: (inout Functions) -> Void
    ) -> ScriptValue {
        var functions = Functions(bridge: self, context: context)
        add(&functions)
        return context.makeObject(functions.members, hasPrototype: false)
    }

    private func addParts(to functions: inout Functions) {
        functions.add("part") { _, arguments in
            try Self.evaluate(
                arguments, embeddedPart(named: arguments.string(at: 0)), kind: "part")
        }
        functions.add("functions") { bridge, arguments in
            let part = try arguments.string(at: 0)
            return bridge.object(in: arguments.context) { bridge.add(part: part, to: &$0) }
        }
    }

    /// The functions that a part of the sandbox calls, and the core does not.
    private func add(part: String, to functions: inout Functions) {
        switch part {
        case "bytes": addRandomBytes(to: &functions)
        case "lists": addCookies(to: &functions)
        case "members": addMembers(to: &functions)
        case "modules": addModules(to: &functions)
        case "objects": addResponses(to: &functions)
        case "requests": addRequests(to: &functions)
        case "subtle": addCryptography(to: &functions)
        case "timers": addTimers(to: &functions)
        case "user-modules": addUserModules(to: &functions)
        case "variables": addVariables(to: &functions)
        case "web": addCharsets(to: &functions)
        default: break
        }
    }

    /// Collects functions under their names.
    struct Functions {
        let bridge: SandboxBridge
        let context: ScriptContext
        var members: [(String, ScriptValue)] = []

        mutating func add(
            _ name: String,
            _ body: @escaping (SandboxBridge, borrowing ScriptArguments) throws -> ScriptValue
        ) {
            let function = context.makeFunction(name) { [unowned bridge] arguments in
                try body(bridge, arguments)
            }
            members.append((name, function))
        }
    }

    private func addTimers(to functions: inout Functions) {
        functions.add("schedule") { bridge, arguments in
            let callback = arguments[0]
            let id = bridge.loop.schedule(after: try arguments.double(at: 1)) { [unowned bridge] in
                bridge.turn(callback, [])
            }
            return arguments.context.makeNumber(id.number)
        }
        functions.add("cancel") { bridge, arguments in
            if let number = Int(exactly: try arguments.double(at: 0)) {
                bridge.loop.cancel(EventLoop.TimerID(number: number))
            }
            return arguments.context.undefined
        }
    }

    /// Takes one turn of the event loop.
    ///
    /// The script's side catches what the script throws; what comes through ends the script.
    func turn(_ callback: ScriptValue, _ arguments: [ScriptValue]) {
        do throws(ScriptException) {
            try callback.call(arguments: arguments)
        } catch {
            run.exception = error
            cancelAll()
        }
    }

    private func addItem(to functions: inout Functions) {
        functions.add("info") { bridge, arguments in
            guard let scope = bridge.scope else { return arguments.context.undefined }
            let texts = InfoField.allCases.map { field in
                switch field {
                case .event: bridge.script.event.rawValue
                case .iteration: String(scope.iteration)
                case .iterationCount: String(scope.iterationCount)
                case .requestName: scope.requestName
                case .requestID: scope.requestID
                }
            }
            return arguments.reply(Self.join(texts))
        }
        functions.add("request") { bridge, arguments in
            let definition = bridge.scope?.request() ?? .null
            return arguments.reply(JSONWriter.compact(definition))
        }
        functions.add("itemResponse") { bridge, arguments in
            guard let response = bridge.scope?.response else { return arguments.context.undefined }
            let number = bridge.responses.add(response)
            return arguments.reply(Self.head(of: response, number))
        }
        functions.add("statusIsRead") { bridge, arguments in
            bridge.host?.statusIsRead()
            return arguments.context.undefined
        }
        functions.add("mustFinish") { bridge, arguments in
            bridge.run.mustFinish = true
            return arguments.context.undefined
        }
        functions.add("admits") { _, arguments in
            let bytes = Int(exactly: try arguments.double(at: 0).rounded(.up)) ?? .max
            let isAdmitted = arguments.context.admits(
                bytes: bytes, areNew: arguments[1].asBool)
            return arguments.context.makeBool(isAdmitted)
        }
        functions.add("sleep") { bridge, arguments in
            let time = max(0, try arguments.double(at: 0))
            let isWhole = bridge.loop.sleep(forMilliseconds: time, within: bridge.run.limits)
            return arguments.context.makeBool(isWhole)
        }
        functions.add("cancelAll") { bridge, arguments in
            bridge.cancelAll()
            return arguments.context.undefined
        }
    }

    private func addRandomBytes(to functions: inout Functions) {
        functions.add("randomBytes") { bridge, arguments in
            let count = try arguments.double(at: 0)
            guard count >= 0, count <= 65_536 else {
                throw ScriptException(
                    name: "RangeError", message: "at most 65536 random bytes are given at once")
            }
            return try arguments.context.makeArrayBuffer(
                from: bridge.ambience.randomBytes(Int(count)))
        }
    }

    /// Several texts as one, which crosses more cheaply than an array.
    static func join(_ texts: [String]) -> String {
        texts.joined(separator: "\0")
    }
}
