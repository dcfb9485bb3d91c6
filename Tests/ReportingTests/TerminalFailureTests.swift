import Diagnostics
import HTTPModel
import RunModel
import Testing

@testable import Reporting

/// How the terminal report explains failures.
@Suite struct TerminalFailureTests {
    @Test func `a failure shows the difference of the compared values, and its line`() throws {
        let item = Story.item("Get")
        let failure = Failure(
            name: "AssertionError", message: "expected { a: 1 } to deeply equal { a: 2 }",
            position: TextPosition(line: 3, column: 5), lineText: "  pm.expect(x).to.eql(y);",
            comparison: Comparison(
                actual: "{\n  \"a\": 1\n}", expected: "{\n  \"a\": 2\n}"))
        let record = AssertionRecord(name: "t", index: 0, event: .test, failure: failure)
        let text = try CollectedText.of([.assertion(record, item), Story.end()])
        #expect(
            text.hasSuffix(
                """
                 1.  AssertionError  t
                                     expected { a: 1 } to deeply equal { a: 2 }
                                     - expected  + actual
                                       {
                                     -   "a": 2
                                     +   "a": 1
                                       }
                                     3 | pm.expect(x).to.eql(y);
                                     at assertion:0 in test-script
                                     inside "Get"

                """))
    }

    @Test func `tests of a request without response are listed below its failure`() throws {
        let item = Story.item("Get")
        let refused = Failure(name: "RequestError", message: "refused")
        let text = try CollectedText.of([
            .itemStarted(item), Story.request(item, nil, failure: refused),
            Story.failed("a", item), Story.failed("b", item, index: 1), .itemFinished(item),
            Story.end(),
        ])
        #expect(text.contains("     refused\n  ✗  a\n  ✗  b\n"))
        #expect(
            text.hasSuffix(
                """
                 1.  RequestError  refused
                                   at request
                                   inside "Get"
                                   therefore also failed: a, b
                                   GET https://shop.test/orders

                """))
    }

    @Test(arguments: [(FailureDetails.none, 0), (.short, 12), (.full, 17)])
    func `the details of a failure are as many as the user wants`(
        details: FailureDetails, lines: Int
    ) throws {
        let item = Story.item("Get")
        let body = (1...14).map { "line \($0)" }.joined(separator: "\n")
        var options = TerminalReport.Options()
        options.failureDetails = details
        let headers = [HTTPField(name: "X-A", value: "b")]
        let text = try CollectedText.of(
            [
                .itemStarted(item), Story.request(item, Story.answer(body: body, headers: headers)),
                Story.failed("t", item), .itemFinished(item), Story.end(),
            ], options)
        let end = try #require(text.firstRange(of: "inside \"Get\"\n")?.upperBound)
        #expect(text[end...].split(separator: "\n").count == lines, "\(text)")
    }

    @Test func `the same failure in several iterations is one entry`() throws {
        let events = (0..<3).flatMap { number -> [RunEvent] in
            let item = Story.item("Get", iteration: number)
            return [
                .iterationStarted(IterationStart(number)), .itemStarted(item),
                Story.failed("works", item), .itemFinished(item), .iterationFinished(number),
            ]
        }
        let text = try CollectedText.of([Story.start(iterations: 3)] + events + [Story.end()])
        #expect(text.split(separator: "  1. works\n").count == 4)
        #expect(text.contains(" 1.  AssertionError     works\n     3 of 3 iterations  expected"))
        #expect(!text.contains(" 2.  "))
    }
}
