import RunModel
import Testing

@testable import Scripting

/// A script may damage its world in any way: the host continues, and the next script has its
/// verdicts.
@Suite struct HostileTests {
    @Test(
        "a hostile script does not end the run",
        arguments: [
            "Object.prototype.then = function () { throw 1 }",
            "Array.prototype.push = null; Array.prototype.map = null; Function.prototype.call = null",
            "Object.defineProperty(Array.prototype, 0, { set() { throw 1 } })",
            "Promise.prototype.then = () => { throw 1 }",
            "String.prototype.split = () => { throw 1 }; RegExp.prototype.exec = () => { throw 1 }",
            "JSON.parse = JSON.stringify = () => { throw 1 }",
            "Object.prototype.toJSON = () => { throw 1 }; pm.environment.set('a', {})",
            "Map.prototype.get = Set.prototype.delete = () => { throw 1 }",
            "Object.freeze(globalThis); Object.freeze(Object.prototype)",
            "(function f() { f() })()",
            "pm.environment.set('k'.repeat(1e6), 'v'.repeat(1e6))",
            "let deep = {}; for (let i = 0, d = deep; i < 5000; i++) d = d.d = {}; pm.environment.set('deep', deep); console.log(deep)",
            "pm.test({ toString() { throw new Error('name') } }, () => {})",
            "console.log({ get a() { throw 1 } }, new Proxy(function () {}, { get() { throw 1 } }))",
            "pm.environment.set({ toString() { throw 1 } }, 1)",
            "pm.sendRequest({ url: { toString() { throw 1 } } }, () => {})",
            "pm.execution.setNextRequest({ toString() { throw 1 } })",
            "crypto.getRandomValues(new Uint8Array(1e6))",
            "const o = {}; o.o = o; pm.environment.set('o', o)",
            "delete globalThis.pm; delete globalThis.console; globalThis.setTimeout = 1",
            "console.log('\\ud800'); pm.test('\\ud800\\0', () => { throw '\\udfff' })",
            "throw { get stack() { while (true) {} } }",
            "pm.response.headers.members = null; pm.response.headers.get('a')",
            "pm.request.url = { toJSON() { throw 1 } }",
            "setTimeout(() => {}, NaN); setTimeout(() => {}, Infinity); clearTimeout({ valueOf() { throw 1 } })",
            "new Array(-1)", "'a'.repeat(2 ** 30)", "Symbol.prototype[Symbol.toPrimitive] = 1",
            "Error.prepareStackTrace = () => { throw 1 }; Error.stackTraceLimit = 0; throw new Error('x')",
        ]) func hostile(_ code: String)
    {
        let bench = Bench(timeout: .milliseconds(1000))
        bench.run(code, .prerequest)
        bench.run(code, .test)
        // A world of its own is not asked for: only that the host is there and answers.
        let other = Bench()
        #expect(other.run("pm.test('a', () => pm.expect(1).to.equal(1))") == ["passed: a"])
    }

    @Test func `no script gets hold of the host's own functions`() {
        let bench = Bench()
        // One of each part, and what every function has: those of a part are made when it is first
        // needed.
        bench.run(
            """
            globalThis.caught = [];
            globalThis.bait = ['name', 'length', 'getVariable', 'setVariable', 'responseHead', 'sendRequest',
                'schedule', 'randomBytes', 'location', 'getSecret', 'library', 'digest', 'charsetText'];
            for (const name of bait) {
                Object.defineProperty(Object.prototype, name, {
                    configurable: true,
                    set(value) { if (typeof this === 'function' || typeof value === 'function') caught.push(name); },
                });
            }
            """)
        bench.run(
            """
            for (const use of [
                () => pm.environment.set('a', 1), () => pm.response.json(), () => pm.sendRequest,
                () => setTimeout(() => {}, 1), () => btoa('x'), () => pm.execution, () => require('nothing'),
                () => crypto.subtle, () => new TextDecoder('shift_jis'), () => pm.request,
            ]) try { use(); } catch {}
            """)
        let report = bench.run(
            "for (const name of bait) delete Object.prototype[name]; console.log(caught.join(' '))")
        #expect(report == ["log: ''"])
    }

    @Test(
        "what is evaluated on first use bears poisoned prototypes",
        arguments: [
            "Object.getPrototypeOf([][Symbol.iterator]()).next = () => { throw 1 }",
            "Object.defineProperty(Object.prototype, 'value', { set() { throw 1 } })",
            "Map.prototype.get = Map.prototype.set = () => { throw 1 }",
        ]) func firstUse(_ code: String)
    {
        let bench = Bench()
        bench.run(code)
        #expect(bench.run("pm.test('a', () => pm.expect(1).to.equal(1))") == ["passed: a"])
        #expect(bench.run("pm.environment.set('x', 1); tests.b = true").last == "passed: b")
        #expect(bench.run("pm.test('c', (done) => { setTimeout(done, 1) })") == ["passed: c"])
    }

    @Test(
        "verdicts survive poisoned prototypes",
        arguments: [
            "Array.prototype.push = Array.prototype.map = () => { throw 1 }",
            "JSON.parse = JSON.stringify = () => { throw 1 }",
            "Promise.prototype.then = () => { throw 1 }",
            "String.prototype.split = String.prototype.replace = () => { throw 1 }",
            "delete globalThis.Map; delete globalThis.Error",
        ]) func poisoned(_ code: String)
    {
        let bench = Bench()
        bench.run("pm.test('before', () => pm.expect(1).to.equal(1))")
        bench.run(code)
        #expect(
            bench.run("pm.test('good', () => {}); pm.test('bad', () => { throw 'x' })") == [
                "passed: good", "failed: bad: Error: x",
            ])
    }
}
