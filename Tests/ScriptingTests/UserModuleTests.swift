import RunModel
import Testing

@testable import Scripting

/// Files in memory: path → text, and links: path → path.
struct TextFiles: ModuleFiles {
    var texts: [String: String]
    var links: [String: String] = [:]

    func realPath(of path: String) -> String? {
        let link = links.first { path == $0.key || path.hasPrefix($0.key + "/") }
        let real = link.map { $0.value + path.dropFirst($0.key.count) } ?? path
        let isThere = texts.keys.contains { $0 == real || $0.hasPrefix(real + "/") }
        return isThere ? real : nil
    }

    func kind(of path: String) -> ModuleFileKind? {
        guard let real = realPath(of: path) else { return nil }
        return texts[real] == nil ? .folder : .file
    }

    func read(_ path: String) -> [UInt8]? {
        realPath(of: path).flatMap { texts[$0] }.map { Array($0.utf8) }
    }
}

/// Modules that the user keeps next to the collection `/srv/api/orders.json`, or in `/lib`.
@Suite struct UserModuleTests {
    static let files = TextFiles(
        texts: [
            "/srv/api/node_modules/plain/index.js": "exports.name = 'plain'",
            "/srv/node_modules/above/package.json": #"{"main": "./lib/main", "version": "2.1.0"}"#,
            "/srv/node_modules/above/lib/main.js":
                "module.exports = { name: require('./part').name, data: require('../data'), file: __filename, folder: __dirname }",
            "/srv/node_modules/above/lib/part.js":
                "#!/usr/bin/env node\nexports.name = 'part of ' + require('plain2')",
            "/srv/node_modules/above/data.json": #"\#u{feff}{"a": 1}"#,
            "/srv/node_modules/plain2.js": "module.exports = 'plain2'",
            "/srv/node_modules/@team/tools/index.js": "module.exports = 'tools'",
            "/srv/node_modules/@jsr/std__x/index.js": "module.exports = 'jsr'",
            "/srv/node_modules/cycle/index.js":
                "exports.first = 1; exports.other = require('./other'); exports.last = 2",
            "/srv/node_modules/cycle/other.js": "exports.seen = Object.keys(require('./index'))",
            "/srv/node_modules/exported/package.json": """
            {"exports": {".": {"import": "./i.mjs", "require": "./r.cjs"}, "./only": {"import": "./i.mjs"},
             "./f/*": "./files/*.js", "./hidden/*": null, "./list": ["./r.cjs"]}, "version": "1.2.3"}
            """,
            "/srv/node_modules/exported/r.cjs": "module.exports = 'r'",
            "/srv/node_modules/exported/i.mjs": "export default 1",
            "/srv/node_modules/exported/files/x.js": "module.exports = 'file x'",
            "/srv/node_modules/modern/package.json": #"{"type": "module", "main": "m.js"}"#,
            "/srv/node_modules/modern/m.js": "export default 1",
            "/srv/node_modules/broken/index.js": "\nfunction (",
            "/srv/node_modules/wrong/package.json": #"{"main": }"#,
            "/srv/node_modules/throws/index.js": "throw new TypeError('at load')",
            "/srv/node_modules/calls/index.js": """
            exports.later = (work) => work();
            exports.fail = function fail() {
                throw new RangeError('deep');
            };
            exports.check = (n) => pm.expect(n).to.equal(2);
            """,
            "/srv/node_modules/old/index.js":
                "module.exports = ['abc'.has('b'), [1, 3]['average']()]",
            // What says Function may have any name, but libraries do without meaning Sugar's.
            "/srv/node_modules/library/index.js":
                "module.exports = (name) => [typeof Function, typeof [][name]]",
            "/srv/node_modules/escapes/index.js":
                "module.exports = require('../../../secret.json')",
            "/srv/node_modules/host/index.js":
                "module.exports = [typeof process.nextTick, typeof global.pm, this === exports, require.resolve('plain2')]",
            "/srv/node_modules/lodash/package.json": #"{"version": "3.10.1"}"#,
            "/srv/node_modules/lodash/index.js": "exports.VERSION = '3.10.1'",
            "/store/dep/index.js": "module.exports = 'dependency'",
            "/store/linked/index.js": "module.exports = 'linked to ' + require('dep')",
            "/store/node_modules/dep/index.js": "module.exports = 'the dependency'",
            "/lib/helper.js": "module.exports = (n) => n + require('./more')",
            "/lib/more.json": "41",
            "/secret.json": #"{"password": "no"}"#,
        ],
        links: ["/srv/node_modules/linked": "/store/linked"])

    private static func bench() -> Bench {
        Bench(modules: ModulePlaces(files: files, folder: "/srv/api", paths: ["/lib"]))
    }

    @Test(
        "a module is found as Node finds it",
        arguments: [
            ("require('plain').name", "'plain'"),
            ("require('library')('average')", "[ 'function', 'undefined' ]"),
            ("require('above').name", "'part of plain2'"),
            ("require('above').data, require('above') === require('above')", "{ a: 1 }, true"),
            (
                "require('above').file, require('above').folder",
                "'/srv/node_modules/above/lib/main.js', '/srv/node_modules/above/lib'"
            ),
            ("require('above/data.json').a, require('above/lib/part').name", "1, 'part of plain2'"),
            (
                "require('cycle')",
                "{ first: 1, other: { seen: [ 'first' ] }, last: 2 }"
            ),
            ("require('exported'), require('exported/list')", "'r', 'r'"),
            ("require('exported/f/x')", "'file x'"),
            ("require('helper')(1)", "42"),
            ("require('linked')", "'linked to the dependency'"),
            (
                "require('host')",
                "[ 'function', 'object', true, '/srv/node_modules/plain2.js' ]"
            ),
            ("require('lodash').VERSION[0]", "'4'"),
            ("pm.require('npm:lodash@3.10.1').VERSION", "'3.10.1'"),
            ("pm.require('npm:above@2').name", "'part of plain2'"),
            ("pm.require('@team/tools'), pm.require('jsr:@std/x')", "'tools', 'jsr'"),
        ]) func found(_ expression: String, _ text: String)
    {
        #expect(Self.bench().run("console.log(\(expression))") == ["log: \(text)"])
    }

    @Test(
        "what cannot be required says why",
        arguments: [
            (
                "require('nowhere')",
                "Cannot find module 'nowhere'; it is not in '/srv/api/node_modules', '/srv/node_modules', '/node_modules', '/lib', '/lib/node_modules'; the article 'Scripts' lists the built-in modules"
            ),
            (
                "require('../api/orders')",
                "Cannot find module '../api/orders': scripts require modules by name"
            ),
            (
                "require('above/../../../secret.json')",
                "Cannot find module 'above/../../../secret.json'; it is not in"
            ),
            (
                "require('escapes')",
                "Cannot find module '../../../secret.json', which '/srv/node_modules/escapes/index.js' requires: it lies outside of the package"
            ),
            (
                "require('modern')",
                "'/srv/node_modules/modern/m.js' is an ECMAScript module, and only CommonJS modules can be required"
            ),
            ("require('exported/only')", "'exported' is an ECMAScript module"),
            ("require('exported/nope')", "the package.json of 'exported' does not export './nope'"),
            (
                "require('exported/hidden/x')",
                "the package.json of 'exported' does not export './hidden/x'"
            ),
            (
                "require('broken')",
                "Function statements must have a name. (/srv/node_modules/broken/index.js:2)"
            ),
            ("require('wrong')", "'/srv/node_modules/wrong/package.json' is not valid"),
            ("require('throws')", "at load"),
            (
                "pm.require('npm:above@3')",
                "'above' 3 is asked for, but '/srv/node_modules/above' has version 2.1.0; run 'npm install above@3' there"
            ),
        ]) func refused(_ expression: String, _ start: String)
    {
        let lines = Self.bench().run("try { \(expression) } catch (e) { console.log(e.message) }")
        let text = lines.first.map { $0.dropFirst("log: ".count + 1) } ?? ""
        #expect(lines.count == 1)
        #expect(text.replacing("\\'", with: "'").hasPrefix(start), "\(lines)")
    }

    @Test func aModuleThatFailedIsLoadedAgain() {
        let bench = Self.bench()
        let script = "try { require('throws') } catch (e) { console.log(e.name) }"
        #expect(bench.run(script) == ["log: 'TypeError'"])
        #expect(bench.run(script) == ["log: 'TypeError'"])
    }

    @Test(
        "an error names the module's file and line in addition to the script's place",
        arguments: [
            (
                "require('throws')",
                "error: TypeError: at load (in /srv/node_modules/throws/index.js:1) at 1:1"
            ),
            (
                "require('calls').later(() => null.x)",
                "error: TypeError: null is not an object (evaluating 'null.x') at 1:35"
            ),
            (
                "\nrequire('calls').fail()",
                "error: RangeError: deep (in /srv/node_modules/calls/index.js:3) at 2:18"
            ),
            (
                "pm.test('t', () => require('calls').fail())",
                "failed: t: RangeError: deep (in /srv/node_modules/calls/index.js:3)"
            ),
            (
                "pm.test('t', () => require('calls').check(1))",
                "failed: t: AssertionError: expected 1 to equal 2"
            ),
        ]) func failing(_ code: String, _ line: String)
    {
        let bench = Self.bench()
        #expect(bench.run(code) == [line])
        let stack = bench.outcome.failure?.stack ?? bench.host.assertions.last?.failure?.stack
        #expect(stack?.contains("/srv/node_modules/") == true, "\(stack ?? "none")")
    }

    @Test(
        "a module that catches an error of the engine sees its stack in the form of Node",
        arguments: [
            ("try { null.x } catch (e) { exports.stack = e.stack }", 12),
            ("try { null.x } catch ({ stack }) { exports.stack = stack }", 12),
            ("'😀'; try { null.x } catch (e) { exports.stack = e.stack }", 17),
            (
                "try { null.x } catch (e) { e } try { null.x } catch (e) { exports.stack = e.stack }",
                43
            ),
        ])
    func stacks(_ code: String, _ column: Int) {
        var files = Self.files
        files.texts["/srv/node_modules/catches/index.js"] = code
        let bench = Bench(
            modules: ModulePlaces(files: files, folder: "/srv/api", paths: []))
        let lines = bench.run(
            "for (const line of require('catches').stack.split('\\n')) console.log(line)")
        #expect(
            lines.prefix(2) == [
                "log: \"TypeError: null is not an object (evaluating 'null.x')\"",
                "log: '    at /srv/node_modules/catches/index.js:1:\(column)'",
            ], "\(lines)")
    }

    @Test func aModuleHasTheOldMembersThatItNames() {
        #expect(Self.bench().run("console.log(require('old'))") == ["log: [ true, 2 ]"])
    }

    @Test func withoutPlacesTheErrorSaysHowToNameOne() {
        let lines = Bench().run("try { require('x') } catch (e) { console.log(e.message) }")
        #expect(lines.first?.contains("name one by --module-path") == true, "\(lines)")
    }
}
