import JavaScriptEngine
import Testing

struct ScriptExceptionTests {
    let context = ScriptContext()

    private func failure(_ source: String) -> ScriptException? {
        #expect(throws: ScriptException.self) {
            try context.evaluate(source, sourceURL: "item.js")
        }
    }

    @Test func `a thrown error says where`() {
        let error = failure("var a = 1;\n\n   throw new TypeError('bad ' + a)")
        #expect(error?.name == "TypeError")
        #expect(error?.message == "bad 1")
        #expect(error?.line == 3)
        #expect(error?.column == 23)
        #expect(error?.sourceURL == "item.js")
        #expect(error?.stack.contains("item.js:3:23") == true)
        #expect(error != nil && error?.termination == nil)
        #expect(error?.description == "TypeError: bad 1")
    }

    @Test func `a script of the program says where it throws`() throws {
        #expect(try context.evaluate(embedded: "6 * 7", sourceURL: "part").asDouble == 42)
        let error = #expect(throws: ScriptException.self) {
            try context.evaluate(
                embedded: "var a = 1;\n throw new TypeError('bad ' + a)", sourceURL: "part")
        }
        #expect(error?.message == "bad 1")
        #expect(error?.line == 2)
        #expect(error?.sourceURL == "part")
    }

    @Test(arguments: ["if (", "'\u{e9}'"] as [StaticString])
    func `a script of the program that cannot be read is an error`(source: StaticString) {
        let error = #expect(throws: ScriptException.self) {
            try context.evaluate(embedded: source, sourceURL: "part")
        }
        #expect(error?.name == "SyntaxError")
    }

    @Test func `a syntax error is found without running`() throws {
        let error = #expect(throws: ScriptException.self) {
            try context.checkSyntax("ran = true;\nif (", sourceURL: "item.js")
        }
        #expect(error?.name == "SyntaxError")
        #expect(error?.line == 2)
        #expect(try context.globalObject.property("ran").isUndefined)
    }

    @Test(arguments: [
        ("throw 'text'", "Error", "text"), ("throw null", "Error", "null"),
        ("throw undefined", "Error", "undefined"), ("throw 42", "Error", "42"),
        ("throw Symbol('s')", "Error", "a symbol"),
        ("throw { name: 'AssertionError', message: 'no' }", "AssertionError", "no"),
        ("throw { code: 5 }", "Error", #"{"code":5}"#),
        ("throw { get message() { throw 1 }, get name() { throw 2 } }", "Error", "[object Object]"),
        (
            "throw { toString() { throw 1 }, toJSON() { throw 2 } }", "Error",
            "an unprintable object"
        ),
        ("throw Object.create(null)", "Error", "an unprintable object"),
        ("throw new Proxy({}, { get() { throw 1 } })", "Error", "an unprintable object"),
        (
            "var e = new Error('x'); e.name = 7; e.message = {}; throw e", "Error",
            "7: [object Object]"
        ),
        (
            "var e = new Error('x'); Object.defineProperty(e, 'stack', { get() { throw e } }); throw e",
            "Error", "x"
        ),
        ("throw function f() {}", "f", "function f() {}"),
    ])
    func `whatever is thrown has a name and a message`(
        source: String, name: String, message: String
    ) {
        let error = failure(source)
        #expect(error?.name == name)
        #expect(error?.message == message)
    }

    @Test func `an error keeps its place when it is thrown by a function of another script`() throws
    {
        try context.evaluate("function fail() {\n  throw new Error('x') }", sourceURL: "lib.js")
        let error = failure("\n\nfail()")
        #expect(error?.sourceURL == "lib.js")
        #expect(error?.stack.contains("item.js:3") == true)
    }
}
