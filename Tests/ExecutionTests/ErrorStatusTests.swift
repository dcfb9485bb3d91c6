import Execution
import HTTPModel
import RunModel
import Testing

struct ErrorStatusTests {
    static let cases: [(script: String?, status: Int, fails: Bool)] = [
        (nil, 404, true), (nil, 500, true), (nil, 399, false), (nil, 200, false),
        ("console.log(pm.response.code)", 404, true),
        ("pm.test.skip('later', () => {})", 404, true),
        ("pm.test('any', () => {})", 404, true), ("tests['any'] = true", 404, true),
        ("pm.test('fast', () => pm.expect(pm.response.responseTime).below(9e9))", 500, true),
        ("pm.test('body', () => pm.response.to.have.body(''))", 404, true),
        ("pm.test('x', () => {}); pm.sendRequest('http://a', (_, r) => r.code)", 404, true),
        ("pm.test('gone', () => pm.response.to.have.status(404))", 404, false),
        ("pm.test('gone', () => pm.response.to.be.clientError)", 404, false),
        ("const { code } = pm.response; pm.test('c', () => pm.expect(code).above(1))", 404, false),
        ("pm.test('why', () => pm.expect(pm.response.status).equal('Why'))", 500, false),
        ("pm.test('all', () => pm.expect({ ...pm.response }.code).equal(500))", 500, false),
        ("tests['gone'] = responseCode.code === 404", 404, false),
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
                     \#(CollectionRunTests.item("d", test: "pm.test('404', () => pm.response.to.have.status(404))"))]
            """#)
        #expect(fixture.failures.map(\.name) == ["Error", "HTTPError", "HTTPError"])
    }
}
