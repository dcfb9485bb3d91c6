import Diagnostics
import RunModel
import Testing

@testable import Scripting

@Suite struct ErrorTests {
    /// A script, and the name, message and line of its failure.
    @Test(
        "errors name their line in the user's script",
        arguments: [
            ("throw new Error('x')", "Error", "x", 1),
            (
                "\n\n  undefined_thing()", "ReferenceError", "Can't find variable: undefined_thing",
                3
            ),
            (
                "const f = () => {\n  null.x\n}\nf()", "TypeError",
                "null is not an object (evaluating 'null.x')", 2
            ),
            ("let a = ;", "SyntaxError", "Unexpected token ';'", 1),
            ("\n\nif (", "SyntaxError", "Unexpected end of script", 3),
            ("await null\nthrow new RangeError('r')", "RangeError", "r", 2),
            ("JSON.parse('{')", "SyntaxError", "", 1),
            (
                "\nrequire('chai').expect(1).to.equal(2)", "AssertionError",
                "expected 1 to equal 2", 2
            ),
            ("[1].forEach(() => {\n  throw new Error('in')\n})", "Error", "in", 2),
        ]) func line(_ code: String, _ name: String, _ message: String, _ line: Int)
    {
        let bench = Bench()
        bench.run(code)
        let failure = bench.outcome.failure
        #expect(failure?.name == name)
        if !message.isEmpty { #expect(failure?.message == message) }
        #expect(failure?.position?.line == line, "\(failure.debugDescription)")
    }

    @Test func failureOfATestHasItsPlaceAndStack() throws {
        let bench = Bench()
        bench.run("pm.test('a', () => {\n  pm.expect(1).to.equal(2)\n})")
        let failure = try #require(bench.host.assertions.first?.failure)
        #expect(failure.position?.line == 2)
        #expect(failure.stack?.hasPrefix("AssertionError: expected 1 to equal 2\n    at ") == true)
        #expect(failure.stack?.contains("sandbox-script.js:2:") == true)
        #expect(failure.stack?.contains("library:") == false)
    }

    @Test(
        "thrown values that are no errors",
        arguments: [
            ScriptCase("throw 'text'", "error: Error: text"),
            ScriptCase("throw null", "error: Error: null"),
            ScriptCase("throw undefined", "error: Error: undefined"),
            ScriptCase("throw Symbol('s')", "error: Error: Symbol(s)"),
            ScriptCase("throw { name: 'Custom', message: 'm' }", "error: Custom: m"),
            ScriptCase(
                "throw { get message() { throw 1 }, get name() { throw 2 } }",
                "error: Error: [object Object]"),
            ScriptCase(
                "throw new Proxy({}, { get() { throw 1 } })", "error: Error: [value without a text]"
            ),
        ]) func thrown(_ item: ScriptCase)
    { item.check() }

    @Test func secondErrorIsShownOnTheConsole() {
        let lines = Bench().run("setTimeout(() => { throw 'second' }, 1); throw 'first'")
        #expect(lines == ["error: 'second'", "error: Error: first"])
    }

    @Test func helperOfAnEarlierScriptDoesNotHideThePlace() {
        let bench = Bench()
        bench.run("\n\n\n\nfail = function () { throw new Error('x') }")
        bench.run("\nfail()")
        #expect(bench.outcome.failure?.position?.line == 2)
    }
}
