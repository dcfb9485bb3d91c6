import JavaScriptEngine
import Testing

struct NativeFunctionTests {
    let context = ScriptContext()

    private struct Refusal: Error, CustomStringConvertible {
        let description = "refused politely"
    }

    private func evaluate(_ source: String) throws -> String {
        try context.evaluate(source, sourceURL: "test.js").asString
    }

    private func define(
        _ name: String, length: Int = 0,
        _ body: @escaping (borrowing ScriptArguments) throws -> ScriptValue
    ) throws {
        let function = context.makeFunction(name, length: length, body)
        try context.globalObject.setProperty(name, function)
    }

    @Test func `arguments arrive and the result returns`() throws {
        try define("join") { arguments in
            var texts: [String] = []
            for index in 0..<arguments.count { texts.append(try arguments[index].asString) }
            return arguments.context.makeString(texts.joined(separator: "-"))
        }
        #expect(try evaluate("join(1, 'b', null, undefined)") == "1-b-null-undefined")
        #expect(try evaluate("join()") == "")
    }

    @Test func `a string is returned that nothing else keeps`() throws {
        try define("reply") { try $0.reply($0.isNothing(at: 0) ? nil : $0.string(at: 0)) }
        let source = """
            const texts = [];
            for (let i = 0; i < 1000; i++) texts.push(reply(`text \\0 ${i}`));
            texts.push(String(reply(undefined)));
            """
        try context.evaluate(source, sourceURL: "test.js")
        context.garbageCollect()
        let areRight = "texts.every((text, i) => i === 1000 || text === `text \\0 ${i}`)"
        #expect(try evaluate(areRight) == "true")
        #expect(try evaluate("texts[1000]") == "undefined")
    }

    @Test func `arguments convert without becoming values`() throws {
        try define("look") { arguments in
            let text = try arguments.string(at: 0)
            let number = try arguments.double(at: 1)
            let rest = "\(arguments.bool(at: 2)) \(arguments.isNothing(at: 3)) \(arguments.count)"
            return arguments.context.makeString("\(text) \(number) \(rest)")
        }
        #expect(try evaluate("look('a', '2', 1, null)") == "a 2.0 true true 4")
        #expect(try evaluate("look()") == "undefined nan false true 0")
    }

    @Test(arguments: [
        ("typeof f", "function"), ("f.name + f.length", "f2"), ("f.call({ k: 1 }, 2)", "12"),
        ("f.apply({ k: 1 }, [3])", "13"), ("f.bind({ k: 5 })(4)", "54"),
        ("[1, 2].map(f, { k: 0 }).join()", "01,02"), ("({ f, k: 9 }).f(1)", "91"),
        ("f instanceof Function", "true"),
        ("Object.prototype.toString.call(f)", "[object Function]"),
        ("Function.prototype.toString.call(f).includes('[native code]')", "true"),
        ("JSON.stringify({ f })", "{}"), ("Object.keys(f).length", "0"),
        ("f.extra = 1; f.extra", "1"), ("try { new f() } catch (e) { e.name }", "TypeError"),
        ("Reflect.apply(f, { k: 1 }, [1])", "11"), ("new Proxy(f, {}).call({ k: 2 }, 2)", "22"),
    ])
    func `a native function is a function like others`(source: String, result: String) throws {
        try define("f", length: 2) { arguments in
            let text = try arguments.this.property("k").asString + arguments.string(at: 0)
            return arguments.context.makeString(text)
        }
        #expect(try evaluate(source) == result)
    }

    @Test func `what a body throws is an error that scripts can catch`() throws {
        try define("refuse") { _ in throw Refusal() }
        try define("mistype") { _ in throw ScriptException(name: "TypeError", message: "not so") }
        try define("invent") { _ in throw ScriptException(name: "JSONError", message: "at 3") }
        let report =
            "catch (e) { [e instanceof Error, e.constructor.name, String(e), typeof e.stack] }"
        #expect(
            try evaluate("try { refuse() } \(report)")
                == "true,Error,Error: refused politely,string")
        #expect(
            try evaluate("try { mistype() } \(report)") == "true,TypeError,TypeError: not so,string"
        )
        #expect(try evaluate("try { invent() } \(report)") == "true,Error,JSONError: at 3,string")
        let error = #expect(throws: ScriptException.self) { try evaluate("1;\n  refuse()") }
        #expect(error?.message == "refused politely")
        #expect(error?.line == 2)
    }

    @Test func `an exception passes through Swift as the same object`() throws {
        try define("pass") { try $0[0].call() }
        let source =
            "const own = { mine: 1 }; try { pass(() => { throw own }) } catch (e) { e === own }"
        #expect(try evaluate(source) == "true")
    }

    @Test func `a body may call back, deep`() throws {
        try define("down") { arguments in
            let depth = try arguments.double(at: 0)
            guard depth > 0 else { return arguments.context.makeString("bottom") }
            let next = arguments.context.makeNumber(depth - 1)
            return try arguments.context.globalObject.invoke("down", arguments: [next])
        }
        #expect(try evaluate("down(200)") == "bottom")
    }

    @Test func `endless recursion is an error, not a crash`() throws {
        try define("again") { try $0.context.globalObject.invoke("again") }
        let error = #expect(throws: ScriptException.self) { try evaluate("again()") }
        #expect(error?.name == "RangeError")
        #expect(try evaluate("'alive'") == "alive")
    }

    @Test func `micro-tasks run when the outermost call returns`() throws {
        var seen: [String] = []
        try define("note") { arguments in
            seen.append(try arguments.string(at: 0))
            return arguments.context.undefined
        }
        try define("nested") { try $0.context.evaluate("note('inner')", sourceURL: "x.js") }
        _ = try evaluate("Promise.resolve().then(() => note('later')); nested(); note('outer')")
        #expect(seen == ["inner", "outer", "later"])
    }

    @Test func `rejections that nobody handles are reported`() throws {
        var reasons: [String] = []
        try context.onUnhandledRejection(
            context.makeFunction("rejected") { arguments in
                reasons.append(ScriptException(arguments[1]).message)
                return arguments.context.undefined
            })
        _ = try evaluate("Promise.reject(new Error('lost')); Promise.reject(1).catch(() => 0); 0")
        #expect(reasons == ["lost"])
    }

    private final class Witness {}

    @Test func `bodies are released with their function objects`() throws {
        weak var witness: Witness?
        try {
            let strong = Witness()
            witness = strong
            try define("holder") { arguments in
                withExtendedLifetime(strong) { arguments.context.undefined }
            }
        }()
        #expect(witness != nil)
        _ = try evaluate("holder(); delete globalThis.holder; 0")
        // The collector reads the stack conservatively: move on before it looks.
        for _ in 0..<20 where witness != nil {
            _ = try evaluate("for (let i = 0; i < 1000; i++) ({}); 0")
            context.garbageCollect()
            _ = try evaluate("0")
        }
        #expect(witness == nil)
    }

    @Test func `a body that holds values does not keep the context`() throws {
        weak var witness: ScriptContext?
        weak var body: Witness?
        try {
            let context = ScriptContext()
            witness = context
            let strong = Witness()
            body = strong
            let object = try context.evaluate("({ a: 1 })", sourceURL: "x.js")
            let function = context.makeFunction("f") { _ in
                withExtendedLifetime(strong) { object }
            }
            try context.globalObject.setProperty("f", function)
        }()
        #expect(witness == nil)
        #expect(body == nil)
    }
}
