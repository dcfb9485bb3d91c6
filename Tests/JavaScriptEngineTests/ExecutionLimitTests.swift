import JavaScriptEngine
import Testing

struct ExecutionLimitTests {
    let context = ScriptContext()
    private let short = Duration.milliseconds(50)

    private func evaluate(_ source: String) throws(ScriptException) -> ScriptValue {
        try context.evaluate(source, sourceURL: "loop.js")
    }

    private func terminated(_ source: String) -> Bool {
        let error = #expect(throws: ScriptException.self) {
            try context.withTimeLimit(short) { () throws(ScriptException) in try evaluate(source) }
        }
        return error?.termination == .time
    }

    @Test(arguments: [
        "while (true) {}", "for (;;) { try { while (true) {} } catch (e) {} finally { continue } }",
        "function f() { while (true) {} } [1].forEach(f)",
        "/(a+)+$/.test('a'.repeat(40) + 'b'); while (true) {}",
        "Promise.resolve().then(() => { while (true) {} })",
    ])
    func `an endless script is ended, and the next one runs`(source: String) throws {
        #expect(terminated(source))
        #expect(try evaluate("6 * 7").asDouble == 42)
        #expect(terminated(source))
    }

    @Test func `a script within its time is left alone, and so is what follows`() throws {
        let value = try context.withTimeLimit(.seconds(30)) { try evaluate("1 + 1").asDouble }
        #expect(value == 2)
        let slow = try context.withTimeLimit(nil) {
            try evaluate("var n = 0; while (n < 1e6) n++; n").asDouble
        }
        #expect(slow == 1e6)
    }

    @Test func `no limit is left behind`() throws {
        _ = try context.withTimeLimit(short) { try evaluate("1") }
        let until = "var end = Date.now() + 150; while (Date.now() < end); 'done'"
        #expect(try evaluate(until).asString == "done")
    }

    @Test func `the limit covers all calls together`() throws {
        let error = #expect(throws: ScriptException.self) {
            try context.withTimeLimit(.milliseconds(100)) {
                for _ in 0..<100 {
                    _ = try evaluate("var end = Date.now() + 20; while (Date.now() < end);")
                }
            }
        }
        #expect(error?.termination == .time)
    }

    @Test func `a catch block around a native call does not go on`() throws {
        let run = context.makeFunction("run") { try $0[0].call() }
        try context.globalObject.setProperty("run", run)
        #expect(terminated("while (true) try { run(() => { while (true) {} }) } catch (e) {}"))
        #expect(try evaluate("'alive'").asString == "alive")
    }

    @Test(
        arguments: [
            "while (true) {}", "Promise.resolve().then(() => { while (true) {} })",
            "for (;;) try { run(() => { while (true) {} }) } catch (e) {}",
            "throw { get message() { while (true) {} } }",
        ], [nil, Duration.seconds(60)])
    func `an interruption ends a script, and the next one runs`(
        source: String, limit: Duration?
    ) throws {
        let run = context.makeFunction("run") { try $0[0].call() }
        try context.globalObject.setProperty("run", run)
        for _ in 0..<2 {
            let start = ContinuousClock.now
            let error = #expect(throws: ScriptException.self) {
                try context.withTimeLimit(
                    limit, isInterrupted: { ContinuousClock.now - start > short }
                ) { () throws(ScriptException) in try evaluate(source) }
            }
            #expect(error?.termination == .time)
            #expect(try evaluate("6 * 7").asDouble == 42)
        }
    }

    @Test func `an interruption that came before leaves nothing to run`() throws {
        let error = #expect(throws: ScriptException.self) {
            try context.withTimeLimit(nil, isInterrupted: { true }) {
                try evaluate("globalThis.ran = true")
            }
        }
        #expect(error?.termination == .time)
        #expect(try evaluate("typeof ran").asString == "undefined")
    }

    @Test func `who is not interrupted computes for as long as it takes`() throws {
        var asked = 0
        let value = try context.withTimeLimit(
            nil,
            isInterrupted: {
                asked += 1
                return false
            }
        ) {
            try evaluate("var end = Date.now() + 450; while (Date.now() < end); 'done'").asString
        }
        #expect(value == "done")
        #expect(asked >= 2)
    }

    @Test func `an error whose getters never end is ended too`() throws {
        #expect(terminated("throw { get message() { while (true) {} } }"))
        #expect(try evaluate("'alive'").asString == "alive")
    }
}
