import JavaScriptEngine
import ScriptLibraries
import Testing

struct ScriptLibrariesTests {
    let context = ScriptContext()

    /// Runs `use` with the library as `it`, where `require` knows nothing but the timers.
    private func evaluate(_ name: String, _ use: String) throws -> String {
        let source = try #require(ScriptLibraries.source(named: name))
        try context.evaluate(
            "var require = (name) => ({ timers: { setImmediate() {} } })[name]",
            sourceURL: "require")
        let exports = try context.evaluate(source, sourceURL: "library:" + name)
        try context.globalObject.setProperty("it", exports)
        return try context.evaluate(use, sourceURL: "test.js").asString
    }

    @Test(arguments: [
        ("ajv", "new it().compile({ type: 'object', required: ['a'] })({ b: 1 })", "false"),
        (
            "chai", "try { it.expect([1]).to.include(2) } catch (e) { e.message }",
            "expected [ 1 ] to include 2"
        ),
        ("cheerio", "it.load('<ul><li class=x>a<li>b</ul>')('li.x').text()", "a"),
        (
            "crypto-js", "it.HmacSHA256('message', 'key').toString(it.enc.Base64)",
            "bp7ym3X//Ft6uuUn1Y/a2y/kLnIZARl2kXNDBl9Y7Uo="
        ),
        (
            "crypto-js",
            "it.AES.decrypt(it.AES.encrypt('text', 'k').toString(), 'k').toString(it.enc.Utf8)",
            "text"
        ),
        ("lodash", "it.get({ a: [{ b: 3 }] }, 'a[0].b') + it.VERSION.slice(0, 2)", "34."),
        ("moment", "it.utc(0).add(1, 'day').format('YYYY-MM-DD ddd')", "1970-01-02 Fri"),
        ("tv4", "it.validate({ a: 1 }, { properties: { a: { type: 'string' } } })", "false"),
        (
            "xml2js",
            "var r; it.parseString('<a x=\"1\"><b>c</b></a>', (e, v) => { r = v }); JSON.stringify(r)",
            #"{"a":{"$":{"x":"1"},"b":["c"]}}"#
        ),
    ])
    func `a library works`(name: String, use: String, result: String) throws {
        #expect(try evaluate(name, use) == result)
    }

    @Test(arguments: ScriptLibraries.names)
    func `a library leaves the globals alone`(name: String) throws {
        let count =
            "Object.getOwnPropertyNames(globalThis).filter((n) => n != 'it' && n != 'require').length"
        let before = try context.evaluate(count, sourceURL: "count").asDouble
        #expect(try evaluate(name, "typeof it") != "undefined")
        #expect(try context.evaluate(count, sourceURL: "count").asDouble == before)
    }

    @Test func `the names are those of the sources`() {
        #expect(ScriptLibraries.names == ScriptLibraries.names.sorted())
        #expect(ScriptLibraries.names.contains("chai"))
        #expect(ScriptLibraries.source(named: "express") == nil)
        #expect(ScriptLibraries.names.allSatisfy { ScriptLibraries.source(named: $0) != nil })
    }
}
