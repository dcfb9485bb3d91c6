import JavaScriptEngine
import Testing

struct ScriptValueTests {
    let context = ScriptContext()

    private func evaluate(_ source: String) throws -> ScriptValue {
        try context.evaluate(source, sourceURL: "test.js")
    }

    @Test(arguments: [
        ("undefined", ScriptValue.Kind.undefined, "undefined"), ("null", .null, "null"),
        ("true", .boolean, "true"), ("1.5", .number, "1.5"), ("'a' + 'b'", .string, "ab"),
        ("10n ** 20n", .bigInt, "100000000000000000000"), ("[1, 2]", .object, "1,2"),
        ("({})", .object, "[object Object]"),
    ])
    func `a completion value has its kind and its text`(
        source: String, kind: ScriptValue.Kind, text: String
    ) throws {
        let value = try evaluate(source)
        #expect(value.kind == kind)
        #expect(try value.asString == text)
    }

    @Test func `a symbol has a kind but no text`() throws {
        let value = try evaluate("Symbol('s')")
        #expect(value.kind == .symbol)
        #expect(throws: ScriptException.self) { try value.asString }
    }

    @Test func `numbers and truth convert as JavaScript does`() throws {
        #expect(try evaluate("'12'").asDouble == 12)
        #expect(try evaluate("({})").asDouble.isNaN)
        #expect(try evaluate("({ valueOf() { return 7 } })").asDouble == 7)
        #expect(try evaluate("''").asBool == false)
        #expect(try evaluate("[]").asBool)
        #expect(throws: ScriptException.self) {
            try evaluate("({ valueOf() { throw new Error('no') } })").asDouble
        }
    }

    @Test(arguments: [
        "", "plain", "Grüße, 世界", "👩‍👩‍👧 family", "zero\0inside", "\u{FEFF}mark", "line\u{2028}end",
    ])
    func `text comes back as it went in`(text: String) throws {
        let value = context.makeString(text)
        #expect(try value.asString == text)
        #expect(try value.property("length").asDouble == Double(text.utf16.count))
    }

    @Test func `long text comes back as it went in`() throws {
        let text = String(repeating: "long ü ", count: 50_000)
        #expect(try context.makeString(text).asString == text)
        let plain = String(repeating: "plain", count: 50_000)
        #expect(try context.makeString(plain).asString == plain)
    }

    @Test func `lone surrogates become the replacement character`() throws {
        #expect(try evaluate("'a\\uD800b'").asString == "a\u{FFFD}b")
        #expect(try evaluate("'\\uDC00'").asString == "\u{FFFD}")
    }

    @Test func `properties are set and read`() throws {
        let object = context.makeObject([("a", context.makeNumber(1)), ("b", context.null)])
        try object.setProperty("c", context.makeString("x"))
        try context.globalObject.setProperty("thing", object)
        #expect(try evaluate("JSON.stringify(thing)").asString == #"{"a":1,"b":null,"c":"x"}"#)
        #expect(try object.property("c").asString == "x")
        #expect(try object.property("d").isUndefined)
        #expect(throws: ScriptException.self) { try context.null.property("a") }
    }

    /// The value as `JSON.stringify` writes it.
    private func written(_ value: ScriptValue) throws -> String {
        try evaluate("JSON").invoke("stringify", arguments: [value]).asString
    }

    @Test func `arrays are made of their elements`() throws {
        let array = context.makeArray([context.makeNumber(3), context.makeString("x")])
        #expect(try written(array) == #"[3,"x"]"#)
        #expect(try written(context.makeArray()) == "[]")
    }

    @Test func `JSON is parsed`() throws {
        let text = #"{"b":[1,{"x":"é"}],"a":null}"#
        #expect(try written(context.parseJSON(text)) == text)
        #expect(throws: ScriptException.self) { try context.parseJSON("{") }
    }

    @Test(
        arguments: [
            ("new Uint8Array([1, 2, 3, 4]).subarray(1, 3)", [2, 3]),
            ("new Uint8Array([1, 2, 3, 4]).buffer", [1, 2, 3, 4]),
            ("new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2)", [2, 3]),
            ("new Uint16Array([0x0201])", [1, 2]), ("new ArrayBuffer(0)", []),
        ] as [(String, [UInt8])])
    func `bytes of a buffer or a view of it are copied out`(source: String, bytes: [UInt8]) throws {
        #expect(try evaluate(source).bytes == bytes)
    }

    @Test func `bytes are copied in`() throws {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let buffer = try context.makeArrayBuffer(from: bytes)
        #expect(buffer.bytes == bytes)
        try context.globalObject.setProperty("buffer", buffer)
        let text = "buffer instanceof ArrayBuffer && new Uint8Array(buffer)[300]"
        #expect(try evaluate(text).asDouble == 44)
        #expect(try context.makeArrayBuffer(from: []).bytes == [])
        #expect(context.makeString("x").bytes == nil)
        #expect(context.makeObject().bytes == nil)
    }

    @Test func `functions are called with their receiver and arguments`() throws {
        let function = try evaluate("(function (a, b) { return this.k + a + b })")
        let receiver = context.makeObject([("k", context.makeString("k"))])
        let arguments = [context.makeNumber(1), context.makeString("z")]
        #expect(try function.call(this: receiver, arguments: arguments).asString == "k1z")
        let date = try evaluate("Date").construct(arguments: [context.makeNumber(0)])
        #expect(try date.invoke("toISOString").asString == "1970-01-01T00:00:00.000Z")
        #expect(throws: ScriptException.self) { try receiver.call() }
        #expect(throws: ScriptException.self) { try receiver.construct() }
        #expect(throws: ScriptException.self) { try receiver.invoke("missing") }
    }

    @Test func `a value survives its context`() throws {
        var maker: ScriptContext? = ScriptContext()
        let value = try #require(try maker?.evaluate("({ a: [1, 2, 3] })", sourceURL: "x.js"))
        let function = try #require(maker?.makeFunction("f") { $0.context.undefined })
        maker = nil
        #expect(try value.property("a").asString == "1,2,3")
        #expect(throws: ScriptException.self) { try function.call() }
    }

    @Test func `values of Swift are kept from the collector`() throws {
        let kept = try (0..<1000).map { try evaluate("({ n: \($0) })") }
        _ = try evaluate("for (let i = 0; i < 200000; i++) ({ i }); 0")
        context.garbageCollect()
        for (index, value) in kept.enumerated() {
            #expect(try value.property("n").asDouble == Double(index))
        }
    }
}
