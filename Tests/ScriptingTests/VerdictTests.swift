import RunModel
import Testing

@testable import Scripting

@Suite struct VerdictTests {
    @Test("pm.test reports its verdict", arguments: cases) func verdict(_ item: ScriptCase) {
        item.check(in: Bench(timeout: .seconds(20)))
    }

    static let cases: [ScriptCase] = [
        ScriptCase("pm.test('a', () => {})", "passed: a"),
        ScriptCase(
            "pm.test('a', () => pm.expect(1).to.equal(2))",
            "failed: a: AssertionError: expected 1 to equal 2"),
        ScriptCase(
            "pm.test('a', () => { throw new TypeError('no') }); pm.test('b', () => {})",
            "failed: a: TypeError: no", "passed: b"),
        ScriptCase("pm.test('a', () => { throw 'text' })", "failed: a: Error: text"),
        ScriptCase("pm.test('a', () => { throw null })", "failed: a: Error: null"),
        ScriptCase("pm.test('a', () => {}).test('b', () => {})", "passed: a", "passed: b"),
        ScriptCase("pm.test('a')", "passed: a"),
        ScriptCase("pm.test(5, () => {})", "passed: 5"),
        ScriptCase("pm.test.skip('a', () => { throw 1 })", "skipped: a"),
        ScriptCase(
            "pm.test('a'); pm.test.skip('b'); console.log(pm.test.index())", "passed: a",
            "skipped: b",
            "log: 2"),
        ScriptCase("pm.test('a', async () => {})", "passed: a"),
        ScriptCase(
            "pm.test('a', async () => { await null; pm.expect(1).to.equal(2) })",
            "failed: a: AssertionError: expected 1 to equal 2"),
        ScriptCase(
            "pm.test('a', () => Promise.reject(new RangeError('r')))", "failed: a: RangeError: r"),
        ScriptCase(
            "pm.test('a', async () => { await new Promise(r => setTimeout(r, 2)); throw new Error('late') })",
            "failed: a: Error: late"),
        ScriptCase("pm.test('a', (done) => setTimeout(done, 1))", "passed: a"),
        ScriptCase(
            "pm.test('a', (done) => setTimeout(() => done(new Error('e')), 1))",
            "failed: a: Error: e"),
        ScriptCase("pm.test('a', (done) => { throw new Error('e') })", "failed: a: Error: e"),
        ScriptCase("pm.test('a', (done) => { done(); done(); done(new Error('e')) })", "passed: a"),
        ScriptCase(
            "pm.test('a', (done) => {})",
            "failed: a: Error: the test did not end: its promise never settled or done() was never called"
        ),
        ScriptCase(
            "pm.test('a', () => new Promise(() => {})); pm.test('b', () => {})", "passed: b",
            "failed: a: Error: the test did not end: its promise never settled or done() was never called"
        ),
        ScriptCase("pm.expect.fail('reason')", "error: AssertionError: reason at 1:15"),
    ]

    @Test func indexCountsFromZeroInCallOrder() {
        let bench = Bench()
        let lines = bench.run(
            "pm.test('slow', async () => { await new Promise(r => setTimeout(r, 1)) }); pm.test('quick', () => {})"
        )
        #expect(lines == ["passed: quick", "passed: slow"])
    }

    @Test func testThatOutlivesTheTimeLimitFails() {
        let lines = Bench(timeout: .milliseconds(200)).run(
            "pm.test('a', (done) => { setInterval(() => {}, 5) })")
        #expect(
            lines == [
                "failed: a: Error: the test did not end before the script's time was over",
                "error: TimeoutError: the script did not end within 200 ms",
            ])
    }
}
