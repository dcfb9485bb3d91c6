import Diagnostics
import RunModel
import Testing

@testable import Reporting

/// The report that the events make.
private func text(_ events: [RunEvent]) throws -> String {
    let sink = CollectedText()
    let report = TAPReport(sink: sink)
    for event in events { try report.receive(event) }
    try report.finish()
    return sink.text
}

@Suite struct TAPReportTests {
    @Test func `every assertion and error is a test point, and failures are explained`() throws {
        let expected = #"""
            TAP version 13
            # Shop
            # console.log: 'before'
            # console.log: { a: 1 }, 'b'
            ok 1 - Orders / List orders: has a body
            not ok 2 - Orders / List orders: status is 200
              ---
              message: 'expected 404 to equal 200'
              type: 'AssertionError'
              at: 'assertion:1 in test-script'
              request: 'GET https://shop.test/orders'
              response: '404 Not Found, 102B, 345ms'
              body: '{}'
              ...
            ok 3 - Orders / List orders: later # SKIP
            not ok 4 - Orders / Write / Create order: test-script of Orders
              ---
              message: 'undefined is not an object'
              type: 'TypeError'
              at: 'test-script:2:5'
              stack: 'at line 2'
              request: 'POST https://shop.test/orders?a=1'
              response: '200 OK, 102B, 345ms'
              body: '{}'
              ...
            not ok 5 - Health
              ---
              message: 'cannot connect to ''shop.test:443'''
              type: 'TransportError'
              at: 'request'
              request: 'GET https://shop.test/orders'
              ...
            # warning: variable 'x' is not defined
            # warning: variable 'x' is not defined
            1..5

            """#
        #expect(try text(Story.full) == expected)
    }

    @Test func `a request without tests is a test point, skipped when it was skipped`() throws {
        let sent = Story.item("Sent")
        let left = Story.item("Left")
        let report = try text([
            .runStarted(Story.start), .itemStarted(sent), Story.request(sent), .itemFinished(sent),
            .itemStarted(left), .itemSkipped(left), .itemFinished(left), Story.end(),
        ])
        #expect(
            report.hasSuffix(
                "ok 1 - Sent\nok 2 - Left # SKIP a script skipped the request\n1..2\n"))
    }

    @Test func `iterations and collections are kept apart`() throws {
        var first = Story.start
        (first.iterationCount, first.runCount) = (2, 2)
        var second = first
        (second.number, second.collectionName) = (1, "Stock")
        let item = Story.item("Get", iteration: 1)
        let report = try text(
            [first, second].flatMap {
                [
                    RunEvent.runStarted($0),
                    .iterationStarted(IterationStart(1, row: [.init("user", "ada")])),
                    .itemStarted(item), Story.passed("t", item), .itemFinished(item), Story.end(),
                ]
            })
        #expect(
            report == """
                TAP version 13
                # Shop
                # iteration 2/2: user: ada
                ok 1 - Shop / Get [iteration 2]: t
                # Stock
                # iteration 2/2: user: ada
                ok 2 - Stock / Get [iteration 2]: t
                1..2

                """)
    }

    @Test func `a name cannot become a directive or a line of its own`() throws {
        let item = Story.item("a\nnot ok 7")
        let report = try text([
            .runStarted(Story.start), .itemStarted(item), Story.passed(#"t # SKIP \ "#, item),
            Story.console(item, "'x\nnot ok 8'"), .itemFinished(item), Story.end(),
        ])
        #expect(
            report.hasSuffix(
                """
                ok 1 - a not ok 7: t \\# SKIP \\\\\u{20}
                # console.log: 'x
                # not ok 8'
                1..1

                """))
    }

    @Test(
        "Strings are quoted as YAML reads them",
        arguments: [
            ("", "''"), ("it's: {\"a\"}", #"'it''s: {"a"}'"#), ("a\nb\\\"\t", #""a\nb\\\"\t""#),
            ("\u{1B}[2J\u{202E}\u{85}é", #""\x1b[2J\u202e\x85é""#),
        ])
    func strings(text: String, quoted: String) {
        #expect(TAPDiagnostics.quoted(text) == quoted)
    }

    @Test func `an interrupted run bails out, after what it did`() throws {
        let item = Story.item("Get")
        let report = try text([
            .runStarted(Story.start), .itemStarted(item), Story.passed("t", item),
            .itemFinished(item), Story.end(.signal(2)),
        ])
        #expect(
            report.hasSuffix(
                """
                ok 1 - Get: t
                not ok 2 - Shop: run
                  ---
                  message: 'the run was interrupted by signal 2'
                  type: 'Interrupted'
                  at: 'run'
                  ...
                1..2
                Bail out! the run was interrupted by signal 2

                """))
    }

    @Test func `an early end is a test point, as in the other reports`() throws {
        let late = Diagnostic(.error, "the run took longer than 5 ms", help: ["give it more"])
        let report = try text([.runStarted(Story.start), Story.end(.timeout(late))])
        #expect(
            report.hasSuffix(
                #"""
                not ok 1 - Shop: run
                  ---
                  message: "the run took longer than 5 ms\ngive it more"
                  type: 'TimeoutError'
                  at: 'run'
                  ...
                1..1

                """#))
        let note = Diagnostic(.note, "the run ends here")
        let bailed = try text([.runStarted(Story.start), Story.end(.bail(note))])
        #expect(bailed.hasSuffix("ok 1 - Shop: run # SKIP the run ends here\n1..1\n"))
    }

    @Test func `an item whose end is lost has failed`() throws {
        let item = Story.item("Get")
        let lost = Diagnostic(.error, "the events end")
        let report = try text([
            .runStarted(Story.start), .itemStarted(item), Story.passed("t", item),
            Story.end(.lost(lost)), .runStarted(Story.start), Story.end(.lost(lost)),
        ])
        #expect(report.contains("ok 1 - Get: t\nnot ok 2 - Get\n"))
        #expect(report.contains("not ok 3 - Shop: run\n"))
        #expect(report.contains("not ok 4 - Shop: run\n"))
        #expect(report.hasSuffix("1..4\n"))
    }

    @Test func `repeated attempts are comments`() throws {
        let item = Story.item("Get")
        let report = try text([
            .runStarted(Story.start), .itemStarted(item),
            Story.attempt(1, item, Story.answer(503, "Busy"), reason: "status 503"),
            Story.request(item), .itemFinished(item), Story.end(),
        ])
        #expect(
            report.hasSuffix(
                """
                # GET https://shop.test/orders [503 Busy, 102B, 345ms]
                # attempt 1 of 3: status 503, again in 500ms
                ok 1 - Get
                1..1

                """))
    }

    @Test func `a warning of a strict run is a test point`() throws {
        let item = Story.item("Get")
        let failure = Failure(name: "StrictError", message: "--strict: undefined\nmend it")
        let report = try text([
            .runStarted(Story.start), .strictFailure(failure, nil), .itemStarted(item),
            .strictFailure(failure, item), .itemFinished(item), Story.end(),
        ])
        #expect(report.contains("not ok 1 - Shop: --strict: undefined\n"))
        #expect(report.contains("not ok 2 - Get: --strict: undefined\n"))
        #expect(report.hasSuffix("1..2\n"))
    }

    @Test func `only the first failure of a request shows the response, and only its start`()
        throws
    {
        let item = Story.item("Get")
        let body = String(repeating: "0123456789", count: 500)
        let report = try text([
            .runStarted(Story.start), .itemStarted(item),
            Story.request(item, Story.answer(body: body)), Story.failed("a", item),
            Story.failed("b", item, index: 1), .itemFinished(item), Story.end(),
        ])
        #expect(report.split(separator: "shown: 'the first 1.02kB of 5kB'").count == 2)
        #expect(report.split(separator: "body: '").count == 2)
    }

    @Test func `a command that runs nothing has a plan without points`() throws {
        #expect(try text([]) == "TAP version 13\n1..0 # SKIP no request was run\n")
    }
}
