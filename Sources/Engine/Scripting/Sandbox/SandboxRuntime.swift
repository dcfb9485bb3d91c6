import JSON
import JavaScriptEngine
import RunModel

/// The JavaScript world of a run with the sandbox in it, and the compiled scripts.
final class SandboxRuntime {
    /// A compiled script: a function around the user's code, and its number in positions.
    struct Body {
        let function: ScriptValue
        let number: Int
        /// Whether the script asks for a world without the legacy globals.
        let hidesLegacy: Bool
    }

    let context: ScriptContext
    private let startFunction: ScriptValue
    private let finishFunction: ScriptValue
    private let coversFunction: ScriptValue
    private let insertCallsFunction: ScriptValue
    private let useSugarFunction: ScriptValue
    private let loadFunction: ScriptValue
    private let guardConstructorsFunction: ScriptValue
    /// Whether the world stays in memory at the end.
    var leavesWorld = false
    private var bodies = CompiledScripts(limit: .max)
    private var scriptCount = 0
    private var sugar = SugarMembers()

    init(bridge: SandboxBridge) throws(ScriptException) {
        if let obstacle = ScriptContext.obstacle {
            throw ScriptException(
                message: "the JavaScript engine cannot be loaded: \(obstacle.reason)")
        }
        context = ScriptContext()
        let native = bridge.makeObject(in: context)
        // The variable `pm` of all scripts is declared here, since only a program can.
        try context.evaluate("let pm", sourceURL: "loader")
        try context.evaluate(embedded: embeddedLoader, sourceURL: "loader")
            .call(arguments: [native])
        startFunction = try native.property("start")
        finishFunction = try native.property("finish")
        coversFunction = try native.property("covers")
        insertCallsFunction = try native.property("insertCalls")
        useSugarFunction = try native.property("useSugar")
        loadFunction = try native.property("load")
        guardConstructorsFunction = try native.property("guardConstructors")
        try context.onUnhandledRejection(native.property("rejected"))
        let scriptBody = context.makeFunction("scriptBody") { [unowned self] arguments in
            let number = Int(exactly: try arguments.double(at: 0))
            return number.flatMap { bodies.function(number: $0) } ?? arguments.context.undefined
        }
        try native.setProperty("scriptBody", scriptBody)
    }

    deinit { context.end(leavingWorld: leavesWorld) }

    /// The compiled form of a script; one that is kept is not compiled again.
    func body(of script: ScriptSource) throws(ScriptException) -> Body {
        if let known = bodies[script.code] { return known }
        scriptCount += 1
        let bytes = Array(script.code.utf8)
        let function = try compile(script.code, bytes, number: scriptCount)
        try useSugar(of: bytes)
        let body = Body(
            function: function, number: scriptCount, hidesLegacy: Self.asksForNoLegacy(script.code))
        bodies.keep(body, of: script.code)
        return body
    }

    /// Sets how many compiled scripts are kept, before the first one is compiled.
    func keepScripts(upTo limit: Int) { bodies = CompiledScripts(limit: limit) }

    /// Loads the parts of the sandbox that most scripts with the words of these texts use.
    func load(for texts: [[UInt8]]) throws(ScriptException) {
        let names = { (words: [String]) in
            texts.contains { text in words.contains { text.hasWord(startingWith: $0) } }
        }
        let (asserts, reads) = (names(["expect", "to."]), names(["response"]))
        guard asserts || reads else { return }
        try loadFunction.call(arguments: [context.makeBool(asserts), context.makeBool(reads)])
    }

    /// Guards the constructors of arrays and buffers, after a script that met its limit on memory.
    func guardConstructors() {
        // What a script has frozen stays as it is.
        _ = try? guardConstructorsFunction.call(arguments: [])
    }

    /// Puts in place the members of Sugar.js that the script names.
    private func useSugar(of bytes: [UInt8]) throws(ScriptException) {
        let members = sugar.takeNew(in: bytes)
        if members.isEmpty { return }
        try useSugarFunction.call(arguments: members.map(context.makeString))
    }

    /// Compiles a script as the body of a function.
    ///
    /// The empty statement before it makes `"use strict"` at its start an expression without
    /// effect: in Postman, too, a script is not the first thing in its function.
    private func compile(
        _ code: String, _ words: [UInt8], number: Int
    ) throws(ScriptException) -> ScriptValue {
        let url = SandboxRuntime.sourcePrefix + String(number)
        let parameters = Self.parameters(of: words)
        let isEdited = words.hasWord(startingWith: "catch") || words.constructsArrays
        let marked = isEdited ? withCalls(code, number) : nil
        // Most scripts await nothing, and an async function costs the engine a second function, a
        // promise, and a check of its syntax.
        if !words.hasWord(startingWith: "await") {
            for code in [marked, code].compactMap(\.self) {
                if let function = plainFunction(parameters, code, url: url) { return function }
            }
        }
        try Self.checkSyntax(of: code, in: context)
        for code in [marked, code].compactMap(\.self) {
            if let function = asyncFunction(parameters, code, url: url) { return function }
        }
        let error = ScriptException(name: "SyntaxError", message: "Unexpected token '}'")
        throw SyntaxErrorPlace.located(error, in: code, context)
    }

    /// The function around a script that awaits nothing; nil if the engine makes none.
    ///
    /// The engine makes sure that the code does not close the function.
    private func plainFunction(
        _ parameters: String, _ code: String, url: String
    ) -> ScriptValue? {
        try? context.makeFunction(
            named: Self.functionName, parameters: parameters, body: ";\n\(code)\n",
            sourceURL: url)
    }

    /// The same for one that awaits, whose syntax was checked.
    private func asyncFunction(_ parameters: String, _ code: String, url: String) -> ScriptValue? {
        let source = "async function (\(parameters)) {;\n\(code)\n}"
        let padding = String(repeating: "\n", count: Self.codeLine - 2)
        guard let function = try? context.evaluate("\(padding)(\(source))", sourceURL: url),
            let covers = try? coversFunction.call(arguments: [
                function, context.makeNumber(source.utf16.count),
            ])
        else { return nil }
        return covers.asBool ? function : nil
    }

    /// The line of a source on which the user's code begins; the part `errors` accounts for it.
    private static let codeLine = 4

    /// The name of the function around a script, in the engine's stacks.
    private static let functionName = "$$script"

    /// The function of the sandbox that marks caught errors, and the names that keep their values.
    ///
    /// As in Postman, `arguments` is undefined at the top level of a script.
    private static func parameters(of words: [UInt8]) -> String {
        let own = "\(catchHook), arguments"
        if !words.hasWord(startingWith: "var") { return own }
        let names = SelfReferences(in: words).names.filter { $0 != "arguments" }
        return ([own] + names.map { "\($0) = globalThis.\($0)" }).joined(separator: ", ")
    }

    /// The name by which the code of a script calls `caught` of the part `core`.
    private static let catchHook = "$$caught"

    /// The code with a call in each of its catch clauses, and around each constructor of arrays;
    /// nil if it cannot be read.
    private func withCalls(_ code: String, _ number: Int) -> String? {
        try? insertCallsFunction.call(arguments: [
            context.makeString(code), context.makeNumber(number),
            context.makeString(Self.catchHook),
        ]).asString
    }

    /// The beginnings of functions that a script may be the body of; after the brace that closes
    /// the first one anything may follow, after that of the second one hardly anything.
    static let openings = ["async function f(arguments) {;\n", "(async function (arguments) {;\n"]

    /// Throws the syntax error of a script, which is the body of an async function, with its place
    /// in the script.
    static func checkSyntax(
        of code: String, in context: ScriptContext
    ) throws(ScriptException) {
        do throws(ScriptException) {
            // Each form may accept a script that closes the function around it and goes on.
            for (opening, end) in zip(openings, ["}", "})"]) {
                try context.checkSyntax("\(opening)\(code)\n\(end)", sourceURL: sourcePrefix)
            }
        } catch {
            throw SyntaxErrorPlace.located(error, in: code, context)
        }
    }

    /// How sources are named before their number, here and in the part `errors`.
    static let sourcePrefix = "script:"

    /// Starts a script; what is left open goes on in the event loop.
    func start(
        _ body: Body, _ script: ScriptSource, isNested: Bool
    ) throws(ScriptException) {
        try startFunction.call(arguments: [
            body.function, context.makeBool(script.event == .test),
            context.makeNumber(body.number), context.makeBool(body.hidesLegacy),
            context.makeBool(isNested),
        ])
    }

    /// Ends the running script and reads how it ended.
    func finish(
        isTimeout: Bool, isInterrupted: Bool
    ) throws(ScriptException) -> ScriptOutcome {
        let reply = try finishFunction.call(arguments: [
            context.makeBool(isTimeout), context.makeBool(isInterrupted),
        ])
        if reply.isUndefined { return ScriptOutcome() }
        var outcome = ScriptOutcome()
        outcome.failure = try Failure(description: reply.property("failure"))
        outcome.skipsRequest = try reply.property("isSkipped").asBool
        if try reply.property("hasNextRequest").asBool {
            let name = try reply.property("nextRequest")
            outcome.nextRequest = .named(name.isNull ? nil : try name.asString)
        }
        let changed = try reply.property("changedRequest")
        if changed.isString {
            outcome.changedRequest = try? JSONParser.parse(changed.asString)
        }
        return outcome
    }

    /// Whether the script starts with `use sandbox2` in quotation marks, and a semicolon.
    private static func asksForNoLegacy(_ code: String) -> Bool {
        code.hasPrefix("\"use sandbox2\";") || code.hasPrefix("'use sandbox2';")
    }
}
