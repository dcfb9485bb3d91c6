import HTTPModel
import JSON
import RunModel
import Testing

@testable import Scripting

@Suite struct AsyncTests {
    @Test("what goes on after the last line", arguments: cases) func after(_ item: ScriptCase) {
        item.check(in: Bench(timeout: .seconds(20)))
    }

    static let cases: [ScriptCase] = [
        ScriptCase(
            "setTimeout(() => console.log('t'), 2); console.log('s')", "log: 's'", "log: 't'"),
        ScriptCase("setTimeout(console.log, 1, 'a', 2)", "log: 'a', 2"),
        ScriptCase(
            "setTimeout(() => console.log(2), 20); setTimeout(() => console.log(1), 1)", "log: 1",
            "log: 2"),
        ScriptCase("const t = setTimeout(() => console.log('no'), 1); clearTimeout(t)"),
        ScriptCase(
            "let n = 0; const t = setInterval(() => { console.log(++n); if (n === 3) clearInterval(t) }, 1)",
            "log: 1", "log: 2", "log: 3"),
        ScriptCase("const t = setInterval(() => {}, 1); clearTimeout(t)"),
        ScriptCase(
            "setImmediate((x) => console.log(x), 5); const i = setImmediate(() => console.log('no')); clearImmediate(i)",
            "log: 5"),
        ScriptCase(
            "setTimeout('code')",
            "error: TypeError: The \"callback\" argument must be of type function. at 1:11"),
        ScriptCase(
            "queueMicrotask(() => console.log('m')); console.log('s')", "log: 's'", "log: 'm'"),
        ScriptCase("await new Promise(r => setTimeout(r, 2)); console.log('done')", "log: 'done'"),
        ScriptCase("console.log(await 5); return; console.log('no')", "log: 5"),
        ScriptCase(
            "setTimeout(() => { throw new TypeError('late') }, 1)", "error: TypeError: late at 1:39"
        ),
        ScriptCase(
            "setTimeout(async () => { throw new Error('late') }, 1)", "error: Error: late at 1:41"),
        ScriptCase("queueMicrotask(() => { throw new Error('m') })", "error: Error: m at 1:39"),
        ScriptCase("Promise.reject(new Error('nobody'))", "error: Error: nobody at 1:25"),
        ScriptCase("(async () => { throw 'text' })()", "error: Error: text"),
        ScriptCase(
            "Promise.reject(new Error('e')).catch(() => console.log('caught'))", "log: 'caught'"),
        ScriptCase(
            "await new Promise(() => {})",
            "error: Error: the script did not end: it awaits a promise that nothing is left to settle"
        ),
        ScriptCase(
            "pm.sendRequest('http://x.test/a', (error, response, { cookies }) => console.log(error, response.code, response.text(), cookies.count()))",
            "log: null, 200, '', 0"),
        ScriptCase(
            "console.log(pm.sendRequest('http://x.test', () => {}) === pm); console.log('s')",
            "log: true", "log: 's'"),
        ScriptCase(
            "const r = await pm.sendRequest('http://x.test'); console.log(r.status)", "log: 'OK'"),
        ScriptCase(
            "pm.sendRequest('http://down.test', (e, r) => console.log(e.name, e.message, r.code))",
            "log: 'TransportError', \"nobody answers at 'http://down.test'\", undefined"),
        ScriptCase(
            "try { await pm.sendRequest('http://down.test') } catch (e) { console.log(e.message) }",
            "log: \"nobody answers at 'http://down.test'\""),
        ScriptCase(
            "await pm.sendRequest('http://down.test')",
            "error: TransportError: nobody answers at 'http://down.test'"),
        ScriptCase(
            "pm.sendRequest('http://x.test', () => { throw new Error('cb') })",
            "error: Error: cb at 1:56"),
        ScriptCase(
            "pm.sendRequest('http://x.test', () => pm.test('in callback', () => pm.expect(1).to.equal(1)))",
            "passed: in callback"),
        ScriptCase(
            "pm.sendRequest('http://x.test', (e, r) => pm.expect(r).to.have.status(200)); pm.sendRequest('http://x.test', () => console.log('second'))",
            "log: 'second'"),
        ScriptCase(
            "pm.sendRequest()", "error: TypeError: pm.sendRequest needs a URL or a request at 1:15"),
    ]

    /// What a script gives to `pm.sendRequest`, and the definition that is sent.
    @Test(
        "pm.sendRequest takes every form of a request",
        arguments: [
            ("'http://x.test/a?b=1'", #"{"url":"http://x.test/a?b=1","method":"GET"}"#),
            (
                "{ url: 'http://x.test', method: 'post', header: { A: '1', B: 2 }, body: { mode: 'raw', raw: 'x' } }",
                #"{"url":"http://x.test","method":"POST","header":[{"key":"A","value":"1"},{"key":"B","value":"2"}],"body":{"mode":"raw","raw":"x"}}"#
            ),
            (
                "{ url: 'http://x.test', header: 'A: 1\\nB: 2' }",
                #"{"url":"http://x.test","header":[{"key":"A","value":"1"},{"key":"B","value":"2"}],"method":"GET"}"#
            ),
            (
                "{ url: 'http://x.test', header: [{ key: 'A', value: '1' }, 'B: 2'], auth: { type: 'noauth' } }",
                #"{"url":"http://x.test","header":[{"key":"A","value":"1"},{"key":"B","value":"2"}],"auth":{"type":"noauth"},"method":"GET"}"#
            ),
            (
                "{ url: { host: ['x', 'test'], path: ['a'] } }",
                #"{"url":{"raw":"x.test/a","host":["x","test"],"path":["a"]},"method":"GET","header":[]}"#
            ),
            (
                "new (require('postman-collection').Request)({ url: 'http://x.test' })",
                #"{"url":{"raw":"http://x.test","protocol":"http","host":["x","test"]},"method":"GET"}"#
            ),
        ]) func forms(_ request: String, _ definition: String)
    {
        let bench = Bench()
        let lines = bench.run("pm.sendRequest(\(request), () => {})")
        #expect(lines == [])
        #expect(bench.host.requests.map(JSONWriter.compact) == [definition])
    }

    @Test("pm.cookies.jar()", arguments: jarCases) func jar(_ item: ScriptCase) { item.check() }

    static let jarCases: [ScriptCase] = [
        ScriptCase(
            "const jar = pm.cookies.jar(); await jar.set('http://x.test/', 'a', '1'); console.log(await jar.get('http://x.test/', 'a'), await jar.get('http://x.test/', 'b'))",
            "log: '1', null"),
        ScriptCase(
            "const jar = pm.cookies.jar(); jar.set('http://x.test/', 'a=1; Path=/p; Secure', (e, c) => console.log(e, c.name, c.path, c.secure))",
            "log: null, 'a', '/p', true"),
        ScriptCase(
            "const jar = pm.cookies.jar(); jar.set('http://x.test', { name: 'n', value: 'v', httpOnly: true }, () => jar.getAll('http://x.test', (e, all) => console.log(all.count(), all.get('n'), all.one('n').httpOnly)))",
            "log: 1, 'v', true"),
        ScriptCase(
            "const jar = pm.cookies.jar(); await jar.set('http://x.test', 'a', '1'); await jar.set('http://x.test', 'b', '2'); await jar.unset('http://x.test', 'a'); console.log((await jar.getAll('http://x.test')).toObject()); await jar.clear('http://x.test'); console.log((await jar.getAll('http://x.test')).count())",
            "log: { b: '2' }", "log: 0"),
        ScriptCase(
            "pm.cookies.jar().get('', 'a', (e) => console.log(e.message))",
            "log: 'CookieJar: URL must be a string'"),
    ]

    @Test(
        "a script is stopped when its time is over",
        arguments: [
            "while (true) {}", "setInterval(() => {}, 1)",
            "setTimeout(() => { while (true) {} }, 1)",
            "pm.test('t', () => { while (true) {} })",
            "try { while (true) {} } catch {} finally { while (true) {} }",
        ]) func timeLimit(_ code: String)
    {
        // Long enough for the script that follows, which has the same limit, on a busy machine.
        let bench = Bench(timeout: .milliseconds(300))
        bench.run(code)
        #expect(bench.outcome.failure?.name == "TimeoutError")
        #expect(bench.outcome.failure?.message == "the script did not end within 300 ms")
        #expect(
            bench.run("pm.test('next', () => pm.expect(1).to.equal(1))") == ["passed: next"],
            "the world stays usable")
    }

    @Test(
        "a script is stopped when it is interrupted, though it may take for ever",
        arguments: [
            "while (true) {}", "setInterval(() => {}, 1)", "setTimeout(() => {}, 60000)",
            "setTimeout(() => { while (true) {} }, 1)", "await null; while (true) {}",
            "pm.test('t', () => { while (true) {} })",
            "const tick = () => setTimeout(tick, 0); tick()",
        ]) func interruption(_ code: String)
    {
        var end: ContinuousClock.Instant? = .now + .milliseconds(80)
        let bench = Bench(isInterrupted: { end.map { $0 < .now } == true })
        bench.run(code)
        #expect(bench.outcome.failure?.name == "Interrupted")
        #expect(bench.outcome.failure?.message == "the script was interrupted")
        #expect(bench.outcome.duration < .seconds(10))
        bench.run("pm.test('not run', () => {})")
        #expect(bench.host.assertions.allSatisfy { $0.name != "not run" })
        #expect(bench.outcome.failure?.name == "Interrupted")
        end = nil
        #expect(
            bench.run("pm.test('next', () => pm.expect(1).to.equal(1))") == ["passed: next"],
            "the world stays usable")
    }
}
