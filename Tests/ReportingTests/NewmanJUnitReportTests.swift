import Diagnostics
import HTTPModel
import RunModel
import Testing

@testable import Reporting

private func file(_ events: [RunEvent]) throws -> MemoryFile {
    let file = MemoryFile()
    let report = NewmanJUnitReport(file: file)
    for event in events { try report.receive(event) }
    try report.finish()
    return file
}

/// The document without the padding of its root.
private func document(_ events: [RunEvent]) throws -> String {
    try file(events).text.replacing(/"  +>/, with: "\">")
}

/// NewmanReference §2.2.
@Suite struct NewmanJUnitReportTests {
    @Test func `A run has Newman's elements and attributes in their order`() throws {
        let expected = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="Shop" tests="3" time="0.690">
              <testsuite name="Orders / List orders" id="id-List orders" timestamp="2025-01-01T00:00:00.000Z" tests="3" failures="1" errors="0" time="0.345">
                <testcase name="has a body" time="0.345" classname="OrdersListOrders"/>
                <testcase name="status is 200" time="0.345" classname="OrdersListOrders">
                  <failure type="AssertionFailure" message="expected 404 to equal 200">
                    <![CDATA[Failed 1 times.]]>
                    <![CDATA[Collection JSON ID: c-1.]]>
                    <![CDATA[Collection name: Shop.]]>
                    <![CDATA[Request name: Orders / List orders.]]>
                    <![CDATA[Test description: status is 200.]]>
                    <![CDATA[Error message: expected 404 to equal 200.]]>
                    <![CDATA[Stacktrace: AssertionError: expected 404 to equal 200
               at Object.eval sandbox-script.js:2:1).]]>
                  </failure>
                </testcase>
                <testcase name="later" time="0.345" classname="OrdersListOrders"/>
              </testsuite>
              <testsuite name="Orders / Write / Create order" id="id-Create order" timestamp="2025-01-01T00:00:00.000Z" tests="0" failures="0" errors="1" time="0.345">
                <system-err>
                  <![CDATA[Iteration: 0

            ---
            testScriptError: TypeError: undefined is not an object
            at line 2
            ---
            ]]>
                </system-err>
              </testsuite>
              <testsuite name="Health" id="id-Health" timestamp="2025-01-01T00:00:00.000Z" tests="0" failures="0" errors="1" time="0.000">
                <system-err>
                  <![CDATA[Iteration: 0
            RequestError: TransportError: cannot connect to 'shop.test:443'

            ---
            ]]>
                </system-err>
              </testsuite>
            </testsuites>

            """
        #expect(try document(Story.full) == expected)
    }

    /// Iterations of one item, each with verdicts of one assertion.
    private static func iterations(_ verdicts: [Bool], milliseconds: [Int]) -> [RunEvent] {
        var events = [Story.start(iterations: verdicts.count)]
        for (iteration, passes) in verdicts.enumerated() {
            let item = Story.item("A", iteration: iteration, at: Double(iteration))
            events += [
                .iterationStarted(IterationStart(iteration)), .itemStarted(item),
                Story.request(item, Story.answer(milliseconds: milliseconds[iteration])),
                passes
                    ? Story.passed("t", item) : Story.failed("t", item, message: "m\(iteration)"),
                .itemFinished(item), .iterationFinished(iteration),
            ]
        }
        return events + [Story.end()]
    }

    @Test func `All iterations of a request share a suite, and a failure remains one`() throws {
        let text = try document(
            Self.iterations([true, false, false, true], milliseconds: [100, 200, 300, 600]))
        #expect(text.contains(#"<testsuites name="Shop" tests="1" time="1.200">"#))
        #expect(text.contains(#" tests="1" failures="1" errors="0" time="0.300">"#))
        #expect(text.contains(#"<testcase name="t" time="0.600" classname="A">"#))
        #expect(text.contains(#"message="m1""#))
        #expect(text.contains("Failed 2 times."))
        #expect(text.split(separator: "<testsuite ").count == 2)
    }

    @Test func `A request without tests is an empty suite, a skipped one none`() throws {
        let (quiet, skipped) = (Story.item("Quiet"), Story.item("Skipped"))
        let text = try document([
            .runStarted(Story.start), .itemStarted(quiet), Story.request(quiet),
            .itemFinished(quiet), .itemStarted(skipped), .itemSkipped(skipped),
            .itemFinished(skipped), Story.end(),
        ])
        #expect(text.contains(#"errors="0" time="0.345"/>"#))
        #expect(!text.contains("Skipped"))
    }

    @Test(
        "What the run as a whole has failed by is an error of a suite without an id",
        arguments: [
            (
                [.strictFailure(Failure(name: "StrictError", message: "s"), nil)], nil,
                "StrictError: s"
            ),
            ([], .signal(15), "Interrupted: the run was interrupted by signal 15"),
            ([], .timeout(Diagnostic(.error, "over")), "TimeoutError: over"),
        ] as [([RunEvent], RunEnd.Interruption?, String)])
    func runFailures(events: [RunEvent], end: RunEnd.Interruption?, text: String) throws {
        let document = try document([.runStarted(Story.start)] + events + [Story.end(end)])
        #expect(document.contains(text))
        #expect(document.contains(#"<testsuite name="Shop" timestamp="#))
        #expect(document.contains(#" tests="0" failures="0" errors="1""#))
    }

    @Test func `Hostile texts become well-formed XML`() throws {
        let item = Story.item("A")
        let hostile = "a]]>b]]]>c\u{1}\u{FFFF}<&\"\n"
        let text = try document([
            .runStarted(Story.start), .itemStarted(item), Story.request(item),
            Story.failed(hostile, item, message: hostile),
            Story.script(item, failure: Failure(name: "E", message: hostile)),
            .itemFinished(item), Story.end(),
        ])
        let facts = try CharacterData(text)
        #expect(facts.joined.contains("Error message: a]]>b]]]>c\u{2401}\u{FFFD}<&\"\n."))
        #expect(facts.joined.contains("testScriptError: E: a]]>b]]]>c\u{2401}\u{FFFD}<&\"\n"))
    }

    @Test func `A suite is bounded, and says so`() throws {
        var events: [RunEvent] = [.runStarted(Story.start)]
        for index in 0..<10_002 {
            let item = Story.item("A", iteration: index)
            events += [
                .itemStarted(item),
                Story.request(item, nil, failure: Failure(name: "E", message: "refused")),
                Story.passed("t\(index)", item), .itemFinished(item),
            ]
        }
        let text = try document(events + [Story.end()])
        #expect(text.split(separator: "<testcase ").count == 10_001)
        #expect(text.contains(#" errors="10002" "#))
        #expect(text.contains("more errors, not kept\nand 2 more tests, not listed\n"))
        #expect(text.utf8.count < 1_500_000)
    }

    @Test func `The file is complete during the run`() throws {
        let file = MemoryFile()
        let report = NewmanJUnitReport(file: file)
        var suites: Set<Int> = []
        for index in 0..<30 {
            if index == 0 { try report.receive(.runStarted(Story.start)) }
            let item = Story.item("R\(index)", at: Double(index))
            for event in [.itemStarted(item), Story.failed("t", item), .itemFinished(item)] {
                try report.receive(event)
            }
            _ = try CharacterData(file.text)
            suites.insert(file.text.split(separator: "<testsuite ").count - 1)
        }
        // One more says that the run has not ended.
        #expect(suites == [1, 7, 12, 17, 22, 27])
        try report.receive(Story.end())
        #expect(file.text.split(separator: "<testsuite ").count - 1 == 30)
    }

    @Test func `Several runs follow one another in one file`() throws {
        let runs = (0..<2).flatMap { number -> [RunEvent] in
            var start = Story.start
            (start.number, start.runCount) = (number, 2)
            start.collectionName = "C\(number)"
            return [.runStarted(start)] + Story.full.dropFirst()
        }
        let text = try document(runs)
        #expect(text.contains(#"<testsuites name="posthaste" tests="6" time="1.380">"#))
        #expect(text.contains(#"<testsuite name="C1 / Orders / List orders" "#))
        #expect(text.contains(#"classname="C1OrdersListOrders""#))
        #expect(text.split(separator: "<testsuite ").count - 1 == 6)
    }

    @Test func `Runs whose names differ only in spaces have classes of their own`() throws {
        let item = Story.item("Get")
        let names = ["Contoso EU", "Contoso-EU", "Contoso EU"]
        let text = try document(
            names.flatMap { name -> [RunEvent] in
                var start = Story.start
                (start.label, start.runCount) = (name, 3)
                return [
                    .runStarted(start), .itemStarted(item), Story.passed("is ok", item),
                    .itemFinished(item), Story.end(),
                ]
            })
        let classes = text.matches(of: /classname="(\w+)"/).map { String($0.1) }
        #expect(classes == ["ContosoEuGet", "ContosoEuGet2", "ContosoEuGet"])
    }
}
