import RunModel
import Synchronization
import Testing

@testable import Scripting

@Suite struct LimitTests {
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
        "a script is stopped when it is interrupted, though it may take forever",
        arguments: [
            "while (true) {}", "setInterval(() => {}, 1)", "setTimeout(() => {}, 60000)",
            "setTimeout(() => { while (true) {} }, 1)", "await null; while (true) {}",
            "pm.test('t', () => { while (true) {} })",
            "const tick = () => setTimeout(tick, 0); tick()",
        ]) func interruption(_ code: String)
    {
        let end = Mutex<ContinuousClock.Instant?>(.now + .milliseconds(80))
        let bench = Bench(isInterrupted: { end.withLock { $0.map { $0 < .now } == true } })
        bench.run(code)
        #expect(bench.outcome.failure?.name == "Interrupted")
        #expect(bench.outcome.failure?.message == "the script was interrupted")
        #expect(bench.outcome.duration < .seconds(10))
        bench.run("pm.test('not run', () => {})")
        #expect(bench.host.assertions.allSatisfy { $0.name != "not run" })
        #expect(bench.outcome.failure?.name == "Interrupted")
        end.withLock { $0 = nil }
        #expect(
            bench.run("pm.test('next', () => pm.expect(1).to.equal(1))") == ["passed: next"],
            "the world stays usable")
    }

    @Test("the end of a script's time cancels its requests")
    func requestsAtTheEnd() {
        let bench = Bench(timeout: .seconds(1))
        bench.host.isStalled = true
        bench.run("for (let i = 0; i < 3; i++) pm.sendRequest('http://x.test/' + i)")
        #expect(bench.outcome.failure?.name == "TimeoutError")
        #expect(bench.host.canceled.count == 3)
    }

    @Test("timers fire while requests are in progress")
    func timersDuringRequests() {
        let bench = Bench()
        bench.host.isStalled = true
        let host = bench.host
        host.cookieWasSet = { host.isStalled = false }
        let lines = bench.run(
            """
            pm.sendRequest('http://x.test', () => console.log('response'));
            setTimeout(() => { console.log('timer'); pm.cookies.jar().set('http://x.test', 'a', '1') }, 5);
            """)
        #expect(lines == ["log: 'timer'", "log: 'response'"])
    }

    @Test("responses settle in the order of their arrival")
    func orderOfArrival() {
        let bench = Bench()
        bench.host.place = { $0.contains("first") ? 0 : .max }
        let lines = bench.run(
            """
            pm.sendRequest('http://x.test/last', () => console.log('last'));
            pm.sendRequest('http://x.test/first', () => console.log('first'));
            """)
        #expect(lines == ["log: 'first'", "log: 'last'"])
    }

    @Test("a request of the collection does not keep timers from firing")
    func timersDuringReferencedRequests() {
        let bench = Bench()
        let host = bench.host
        host.waits = { others in
            let count = host.lines.count
            _ = others { host.lines.count >= count + 2 }
        }
        let lines = bench.run(
            """
            const timer = setInterval(() => console.log('timer'), 1);
            await pm.execution.runRequest('other');
            clearInterval(timer);
            console.log('done');
            """)
        let later = lines.drop { $0 != "run: other {}" }
        #expect(later == ["run: other {}", "log: 'timer'", "log: 'timer'", "log: 'done'"])
    }
}
