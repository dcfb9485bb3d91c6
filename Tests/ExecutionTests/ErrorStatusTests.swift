import Execution
import HTTPModel
import RunModel
import Testing

struct ErrorStatusTests {
    static let cases: [(script: String?, status: Int, fails: Bool)] = [
        (nil, 404, true), (nil, 500, true), (nil, 399, false), (nil, 200, false),
        ("console.log(pm.response.code)", 404, true),
        ("pm.test.skip('later', () => {})", 404, true),
        ("pm.test('any', () => {})", 404, false), ("tests['any'] = true", 404, false),
    ]

    @Test("An error status fails an item without a test that looks at it", arguments: cases)
    func status(script: String?, status: Int, fails: Bool) throws {
        for isAsked in [true, false] {
            var fixture = RunFixture()
            fixture.settings.failsOnErrorStatus = isAsked
            fixture.network.answer = { _ throws(TransportError) in
                HTTPResponse(status: status, reason: "Why")
            }
            try fixture.run(#""item": [\#(CollectionRunTests.item("a", test: script))]"#)
            let message = "no test looks at status \(status) Why (--fail-on-http-error)"
            #expect(fixture.failures.map(\.message) == (fails && isAsked ? [message] : []))
            guard fails, isAsked else { continue }
            #expect(fixture.assertions.last?.name == "status is below 400")
            #expect(fixture.failures.map(\.name) == ["HTTPError"])
        }
    }

    @Test
    func `A failure of the item is enough, and tests before the request are about something else`()
        throws
    {
        var fixture = RunFixture()
        fixture.settings.failsOnErrorStatus = true
        fixture.network.answer = { _ throws(TransportError) in HTTPResponse(status: 404) }
        try fixture.run(
            #"""
            "item": [\#(CollectionRunTests.item("a", test: "throw new Error('no')")),
                     \#(CollectionRunTests.item("b", prerequest: "pm.test('ready', () => {})")),
                     \#(CollectionRunTests.item("c", test: "pm.execution.runRequest('d')")),
                     \#(CollectionRunTests.item("d", test: "pm.test('404', () => {})"))]
            """#)
        #expect(fixture.failures.map(\.name) == ["Error", "HTTPError", "HTTPError"])
    }
}
