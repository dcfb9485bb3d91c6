import Testing

@testable import Scripting

@Suite struct ConsoleTests {
    @Test("console lines", arguments: lines) func line(_ item: ScriptCase) { item.check() }

    static let lines: [ScriptCase] = [
        ScriptCase(
            "console.info('i'); console.warn('w'); console.error('e'); console.debug('d')",
            "info: 'i'", "warn: 'w'", "error: 'e'", "debug: 'd'"),
        ScriptCase("console.log()", "log: "),
        ScriptCase("console.log('a', 1, null)", "log: 'a', 1, null"),
        ScriptCase(
            "console.clear(); console.group('g'); console.groupEnd(); console.assert(false, 'x')",
            "log: 'g'", "error: 'Assertion failed', 'x'"),
        ScriptCase(
            "pm.test('a'); console.log(1); pm.test('b')", "passed: a", "log: 1", "passed: b"),
    ]

    /// An expression, and how Node would show it.
    @Test("values are shown as Node shows them", arguments: values) func value(
        _ expression: String, _ text: String
    ) {
        #expect(Bench().run("console.log(\(expression))") == ["log: \(text)"])
    }

    static let values: [(String, String)] = [
        (#""it's""#, #""it's""#), ("-0", "-0"), ("10n", "10n"), ("Symbol('s')", "Symbol(s)"),
        ("[]", "[]"), ("({})", "{}"),
        ("[1, 'a', [2]]", "[ 1, 'a', [ 2 ] ]"), ("({ a: 1, 'b-c': 'x' })", "{ a: 1, 'b-c': 'x' }"),
        ("new Map([['k', { v: 1 }]])", "Map(1) { 'k' => { v: 1 } }"),
        ("new Set([1])", "Set(1) { 1 }"),
        ("new Date(0)", "1970-01-01T00:00:00.000Z"), ("/x/g", "/x/g"),
        ("function f() {}", "[Function: f]"),
        ("() => {}", "[Function (anonymous)]"), ("class A {}", "[class A]"),
        ("new (class Foo { a = 1 })", "Foo { a: 1 }"),
        ("Object.create(null)", "[Object: null prototype] {}"),
        ("[1, , 2]", "[ 1, <1 empty item>, 2 ]"),
        ("new Uint8Array([1, 2])", "Uint8Array(2) [ 1, 2 ]"),
        ("Buffer.from('hi')", "<Buffer 68 69>"),
        ("({ get a() { return 1 } })", "{ a: [Getter] }"), ("'a\\nb'", "'a\\nb'"),
        (
            "(() => { const o = { n: 1 }; o.self = o; return o })()",
            "<ref *1> { n: 1, self: [Circular *1] }"
        ),
        (
            "Array.from({ length: 7 }, (_, i) => i * 1000)",
            "[\n     0, 1000, 2000,\n  3000, 4000, 5000,\n  6000\n]"
        ),
        (
            "({ list: [{ id: 1, name: 'first thing' }, { id: 2, name: 'second thing' }], total: 2 })",
            "{\n  list: [ { id: 1, name: 'first thing' }, { id: 2, name: 'second thing' } ],\n  total: 2\n}"
        ),
        ("Array(120).fill(0).length", "120"), ("new Proxy({ a: 1 }, {})", "{ a: 1 }"),
        ("new Proxy({}, { ownKeys() { throw 1 } })", "[value that cannot be shown]"),
    ]

    @Test func objectsOfTheSDKHaveTheirNames() {
        let names =
            "[new sdk.Header('a: b'), new sdk.Url('h'), pm.response, pm.request, Buffer.alloc(0), new URL('http://h')]"
        let lines = Bench().run(
            "const sdk = require('postman-collection'); console.log(\(names).map(o => o.constructor.name).join())"
        )
        #expect(lines == ["log: 'Header,Url,Response,Request,Buffer,URL'"])
    }

    @Test func errorShowsItsStackInTheScript() {
        let lines = Bench().run("\nfunction f() { return new TypeError('bad') }\nconsole.log(f())")
        #expect(lines.count == 1)
        #expect(
            lines[0].hasPrefix("log: TypeError: bad\n    at f (sandbox-script.js:2:"), "\(lines)")
    }
}
