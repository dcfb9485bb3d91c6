import CollectionModel
import Diagnostics
import Execution
import HTTPModel
import JSON
import RunModel
import Testing
import Variables

/// Retries whose cause is a failed test.
struct FailedTestRetryTests {
    /// A script that fails, by a test, until it has run so often.
    static func fails(until attempt: Int) -> String {
        """
        const n = (pm.environment.get('n') ?? 0) + 1;
        pm.environment.set('n', n);
        console.log(n);
        pm.test('is ready', () => pm.expect(n).to.equal(\(attempt)));
        """
    }

    static func fixture(retries: Int) -> RunFixture {
        var fixture = RunFixture()
        fixture.settings.retry.count = retries
        fixture.settings.retry.delay = .milliseconds(20)
        fixture.settings.retry.causes = [.failure]
        return fixture
    }

    @Test func `An item runs again until its tests hold; what scripts did and wrote stays`() throws
    {
        let fixture = Self.fixture(retries: 5)
        let script = Self.fails(until: 3)
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", prerequest: "pm.sendRequest('http://h/s', () => {})", test: script))]"#
        )
        #expect(
            fixture.outline.dropFirst(2) == [
                "item a",
                "console", "attempt 1 of 6: 'is ready' failed: expected 1 to equal 3",
                "console", "attempt 2 of 6: 'is ready' failed: expected 2 to equal 3",
                "script", "prerequest of a", "item", "console", "test is ready", "test of a",
                "item end", "iteration end", "end",
            ])
        #expect(fixture.failures.isEmpty)
        #expect(fixture.consoleLines == ["1", "2", "3"])
        #expect(fixture.paths == ["/s", "/a", "/s", "/a", "/s", "/a"])
        #expect(
            fixture.attempts.map { $0.requests.map(\.origin) } == [
                [.script, .item], [.script, .item],
            ])
        #expect(fixture.waits.seconds == [0.02, 0.02])
    }

    @Test(
        "The server's Retry-After counts for an attempt that a failed test asks for",
        arguments: [("7", [7.0], 2), ("0", [0.02], 2), ("61", [], 1)])
    func retryAfter(asked: String, waits: [Double], requests: Int) throws {
        let fixture = Self.fixture(retries: 1)
        fixture.answer([.status(429, retryAfter: asked)])
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: Self.fails(until: 2)))]"#)
        #expect(fixture.waits.seconds == waits)
        #expect(fixture.paths.count == requests)
        #expect(fixture.failures.count == 2 - requests)
    }

    @Test func `The failures of the last attempt count`() throws {
        let fixture = Self.fixture(retries: 1)
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: Self.fails(until: 3) + "throw new TypeError('late')"))]"#
        )
        #expect(
            fixture.attempts.map(\.reason) == [
                "'is ready' failed: expected 1 to equal 3 (and 1 more failure)"
            ])
        #expect(fixture.failures.map(\.message) == ["expected 2 to equal 3", "late"])
    }

    @Test func `A script that throws before the request is a cause, a skipped request is none`()
        throws
    {
        let fixture = Self.fixture(retries: 3)
        try fixture.run(
            #"""
            "item": [\#(CollectionRunTests.item("a", prerequest: "if (!pm.environment.get('n')) { pm.environment.set('n', 1); throw new Error('first\\nline') } pm.execution.skipRequest()"))]
            """#)
        #expect(
            fixture.outline.dropFirst(3) == [
                "attempt 1 of 4: Error in prerequest-script: first", "prerequest of a", "skipped",
                "item end", "iteration end", "end",
            ])
    }

    @Test func `An attempt that does not count chooses no next request`() throws {
        let fixture = Self.fixture(retries: 1)
        let script = Self.fails(until: 2) + "if (n === 1) pm.execution.setNextRequest('c')"
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: script)), \#(CollectionRunTests.item("b")), \#(CollectionRunTests.item("c"))]"#
        )
        #expect(fixture.paths == ["/a", "/a", "/b", "/c"])
        #expect(!fixture.outline.contains { $0.hasPrefix("next") })
    }

    @Test func `Attempts for whatever cause are counted together`() throws {
        var fixture = Self.fixture(retries: 3)
        fixture.settings.retry.causes = [.failure, .status(503...503)]
        fixture.answer([.status(503), .status(200), .status(503), .status(503)])
        try fixture.run(#""item": [\#(CollectionRunTests.item("a", test: Self.fails(until: 9)))]"#)
        #expect(
            fixture.attempts.map(\.outcome) == [
                "attempt 1 of 4: status 503",
                "attempt 2 of 4: 'is ready' failed: expected 1 to equal 9",
                "attempt 3 of 4: status 503",
            ])
        #expect(fixture.paths.count == 4)
        #expect(fixture.failures.map(\.message) == ["expected 2 to equal 9"])
    }

    @Test func `--bail heeds the last attempt only`() throws {
        var fixture = Self.fixture(retries: 1)
        fixture.settings.bail = .failures
        let more = CollectionRunTests.item("b")
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: Self.fails(until: 2))), \#(more)]"#)
        #expect(fixture.paths == ["/a", "/a", "/b"])

        fixture = Self.fixture(retries: 1)
        fixture.settings.bail = .failures
        let result = try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: Self.fails(until: 3))), \#(more)]"#)
        #expect(fixture.paths == ["/a", "/a"])
        #expect(result.end.interruption != nil)
    }

    @Test func `A strict run fails by the warnings of the last attempt`() throws {
        var fixture = Self.fixture(retries: 1)
        fixture.isStrict = true
        try fixture.run(
            #""item": [{"name": "a", "request": "http://h/{{x}}", "event": [{"listen": "test", "script": "pm.test('t', () => { throw 1 })"}]}]"#
        )
        #expect(StrictTests.strictFailures(fixture).count == 1)

        fixture = Self.fixture(retries: 1)
        try fixture.run(
            #""item": [{"name": "a", "request": "http://h/{{x}}", "event": [{"listen": "test", "script": "pm.test('t', () => { throw 1 })"}]}]"#
        )
        #expect(fixture.warnings == ["variable 'x' is not defined"])
    }

    @Test func `An interruption while waiting leaves the failures as they are`() throws {
        var fixture = Self.fixture(retries: 3)
        fixture.interruptionWhileWaiting = .timeout(Diagnostic(.error, "late"))
        let result = try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: Self.fails(until: 3)))]"#)
        #expect(fixture.attempts.isEmpty)
        #expect(fixture.failures.map(\.message) == ["expected 1 to equal 3"])
        #expect(result.end.interruption == .timeout(Diagnostic(.error, "late")))
    }

    @Test func `An error status that no test looks at is a failed test`() throws {
        var fixture = Self.fixture(retries: 1)
        fixture.settings.failsOnErrorStatus = true
        fixture.answer([.status(404)])
        try fixture.run(#""item": [\#(CollectionRunTests.item("a"))]"#)
        #expect(
            fixture.attempts.map(\.reason) == [
                "'status is below 400' failed: no test looks at status 404 (--fail-on-http-error)"
            ])
        #expect(fixture.failures.isEmpty)
    }

    @Test func `Secrets are masked in the records of attempts`() throws {
        var fixture = Self.fixture(retries: 1)
        fixture.scopes = VariableScopes(
            environment: VariableScope(variables: [
                .init(key: "k", value: .string("hush-hush"), type: "secret")
            ]))
        try fixture.run(
            #""item": [{"name": "a", "request": "http://h/{{k}}", "event": [{"listen": "test", "script": "pm.test('t', () => { throw new Error(pm.request.url.toString()) })"}]}]"#
        )
        let attempt = try #require(fixture.attempts.first)
        #expect(attempt.reason == "'t' failed: http://h/********")
        #expect(attempt.requests.map(\.request.url) == ["http://h/********"])
    }
}
