import JavaScriptEngine
import Testing

@testable import Scripting

struct LibraryTests {
    /// What libraries require by other names than those of the entries.
    private static let entries = [
        "util/": "util", "loupe": "chai/loupe", "./chai/interface/assert": "chai/assert",
    ]

    let context = ScriptContext()

    /// Runs `use` with the library as `it`; libraries see one another, timers and nothing else.
    private func evaluate(_ name: String, _ use: String) throws -> String {
        let require = context.makeFunction("require") { arguments in
            let name = try arguments.string(at: 0)
            if name == "timers" { return arguments.context.makeObject() }
            if name == "buffer" { return try global(of: arguments.context) }
            return try load(Self.entries[name] ?? name, arguments.context)
        }
        try global(of: context).setProperty("require", require)
        try global(of: context).setProperty("it", load(name, context))
        return try context.evaluate(use, sourceURL: "test.js").asString
    }

    private func load(_ name: String, _ context: ScriptContext) throws -> ScriptValue {
        guard let source = embeddedLibrary(named: name) else {
            throw ScriptException(message: "there is no '\(name)'")
        }
        let library = try context.evaluate(embedded: source, sourceURL: "library:" + name)
        let process = try context.evaluate("({ env: {} })", sourceURL: "process")
        return try library.call(
            arguments: [global(of: context).property("require"), process])
    }

    private func global(of context: ScriptContext) throws -> ScriptValue {
        try context.evaluate("globalThis", sourceURL: "global.js")
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
        ("assert", "try { it.strictEqual(1, 2) } catch (e) { e.code }", "ERR_ASSERTION"),
        ("backbone", "new it.Model({ a: 1 }).get('a') + it.VERSION[0]", "11"),
        ("events", "var e = new it(), n = 0; e.on('x', (a) => { n += a }); e.emit('x', 2); n", "2"),
        ("path", "it.join('/a', '../b', 'c.js') + it.extname('x.js')", "/b/c.js.js"),
        ("punycode", "it.toASCII('mañana.com')", "xn--maana-pta.com"),
        ("querystring", "it.stringify({ a: ['b', 'c d'] })", "a=b&a=c%20d"),
        ("underscore", "it.pluck([{ a: 1 }], 'a').join()", "1"),
        ("url", "it.parse('http://u@h:1/p?q=1#f').host", "h:1"),
        ("util", "it.format('%s-%d', 'a', 1) + it.types.isDate(new Date())", "a-1true"),
        ("uuid", "it.v5('www.example.com', it.v5.DNS)", "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
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

    @Test(arguments: embeddedLibraryNames)
    func `a library leaves the globals alone`(name: String) throws {
        let count = """
            Object.getOwnPropertyNames(globalThis)
                .filter((n) => !['it', 'require', 'Buffer'].includes(n)).length
            """
        // What only the sandbox has, some libraries read when they are evaluated.
        try context.evaluate(
            "globalThis.Buffer = class Buffer extends Uint8Array { static isBuffer() { return false } }",
            sourceURL: "buffer")
        let before = try context.evaluate(count, sourceURL: "count").asDouble
        #expect(try evaluate(name, "typeof it") != "undefined")
        #expect(try context.evaluate(count, sourceURL: "count").asDouble == before)
    }

    @Test func `the names are those of the sources`() {
        #expect(embeddedLibraryNames == embeddedLibraryNames.sorted())
        #expect(embeddedLibraryNames.contains("chai"))
        #expect(embeddedLibrary(named: "express") == nil)
        #expect(embeddedLibraryVersions["lodash"]?.hasPrefix("4.17.") == true)
        #expect(embeddedLibraryVersions["chai"]?.hasPrefix("4.") == true)
        #expect(embeddedLibraryVersions["express"] == nil)
        #expect(embeddedLibraryNames.allSatisfy { embeddedLibrary(named: $0) != nil })
    }
}
