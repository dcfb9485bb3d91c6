import RunModel
import Testing

@testable import Scripting

@Suite struct VerdictTests {
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
