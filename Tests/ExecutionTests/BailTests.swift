import Diagnostics
import Execution
import HTTPModel
import RunModel
import Testing

struct BailTests {
    /// Something that fails the first of three requests, and what is sent and said with each rule.
    struct Trouble: CustomTestStringConvertible {
        let testDescription: String
        let item: String
        var isStrict = false
        var endsByError = true
        /// What was reported of the item before the end.
        let outline: [String]
    }

    static let throwing = "throw new Error('no')"
    static let failing = "pm.test('t', () => pm.expect(1).to.equal(2)); pm.test('u', () => {})"

    static let troubles: [Trouble] = [
        Trouble(
            testDescription: "a failed test", item: CollectionRunTests.item("a", test: failing),
            endsByError: false, outline: ["item", "test t", "test u", "test of a", "item end"]),
        Trouble(
            testDescription: "a test script that throws",
            item: CollectionRunTests.item("a", test: throwing),
            outline: ["item", "test of a", "item end"]),
        Trouble(
            testDescription: "a pre-request script that throws",
            item: CollectionRunTests.item("a", prerequest: throwing, test: failing),
            outline: ["prerequest of a", "skipped", "item end"]),
        Trouble(
            testDescription: "a request without an answer",
            item: CollectionRunTests.item("refused", test: failing),
            outline: ["item", "item end"]),
        Trouble(
            testDescription: "a request of a script without an answer",
            item: CollectionRunTests.item(
                "a", prerequest: "pm.sendRequest('http://h/refused', () => {})"),
            outline: ["script", "prerequest of a", "skipped", "item end"]),
        Trouble(
            testDescription: "a warning of a strict run",
            item: #"{"name": "a", "request": "http://h/{{x}}"}"#, isStrict: true,
            endsByError: false, outline: ["strict failure", "item", "item end"]),
    ]

    @Test("The first failure ends the run", arguments: troubles)
    func failure(trouble: Trouble) throws {
        let fixture = try run(trouble, .failures)
        let name = trouble.item.contains("refused\",") ? "refused" : "a"
        #expect(
            fixture.outline
                == ["start", "iteration 0", "item \(name)"] + trouble.outline + ["end"])
        #expect(!fixture.paths.contains("/b"))
        guard case .runFinished(let end)? = fixture.log.events.last,
            case .bail(let note)? = end.interruption
        else {
            Issue.record("the run ended otherwise")
            return
        }
        #expect(
            note
                == Diagnostic(
                    .note, "the run ends at its first failure (--bail), with 2 requests left",
                    at: Place(item: name)))
    }

    @Test("The first error ends the run, a failed test does not", arguments: troubles)
    func error(trouble: Trouble) throws {
        let fixture = try run(trouble, .errors)
        #expect(fixture.paths.contains("/b") == !trouble.endsByError)
        guard case .runFinished(let end)? = fixture.log.events.last else { return }
        let message = end.interruption?.diagnostic?.message
        #expect(
            message
                == (trouble.endsByError
                    ? "the run ends at its first error (--bail folder), with 2 requests left" : nil)
        )
    }

    @Test("Without rules the run goes on", arguments: troubles)
    func none(trouble: Trouble) throws {
        let fixture = try run(trouble, [])
        #expect(fixture.paths.suffix(2) == ["/b", "/c"])
    }

    private func run(_ trouble: Trouble, _ bail: BailRules) throws -> RunFixture {
        var fixture = RunFixture()
        fixture.isStrict = trouble.isStrict
        fixture.settings.bail = bail
        fixture.network.answer = { request throws(TransportError) in
            if request.url.hasSuffix("refused") {
                throw TransportError(.connectionRefused, "connection refused", url: request.url)
            }
            return HTTPResponse(status: 200)
        }
        try fixture.run(
            #""item": [\#(trouble.item), \#(CollectionRunTests.item("b")), \#(CollectionRunTests.item("c"))]"#
        )
        return fixture
    }

    @Test func `The scripts of the event that follow a failure do not run`() throws {
        var fixture = RunFixture()
        fixture.settings.bail = .failures
        try fixture.run(
            #"""
            "event": [{"listen": "test", "script": "pm.test('first', () => { throw 1 })"}],
            "item": [\#(CollectionRunTests.item("a", test: "pm.test('second', () => {})"))]
            """#)
        #expect(fixture.assertions.map(\.name) == ["first"])
        // Nothing was left to run.
        guard case .runFinished(let end)? = fixture.log.events.last else { return }
        #expect(
            end.interruption?.diagnostic?.message == "the run ends at its first failure (--bail)")
    }

    @Test func `What is left counts the iterations too, however many`() throws {
        var fixture = RunFixture()
        fixture.settings.bail = .failures
        let second = "if (pm.info.iteration === 1) throw 1"
        for (iterations, left) in [(2, "1 request"), (4, "5 requests")] {
            fixture.settings.iterationCount = iterations
            let result = try fixture.run(
                #""item": [\#(CollectionRunTests.item("a", test: second)), \#(CollectionRunTests.item("b"))]"#
            )
            #expect(
                result.end.interruption?.diagnostic?.message.hasSuffix("with \(left) left") == true)
        }
        fixture.settings.iterationCount = .max
        let result = try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: second)), \#(CollectionRunTests.item("b"))]"#
        )
        #expect(result.end.interruption != nil)
    }

    @Test func `A strict run whose files have defects sends nothing`() throws {
        var fixture = RunFixture()
        fixture.isStrict = true
        fixture.settings.bail = .failures
        fixture.fileWarnings = [Diagnostic(.warning, "odd")]
        try fixture.run(#""item": [\#(CollectionRunTests.item("a"))]"#)
        #expect(fixture.outline == ["start", "strict failure", "end"])
    }
}
