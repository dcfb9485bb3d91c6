import Diagnostics
import HTTPModel
import RunModel
import Testing

@testable import Reporting

@Suite struct TerminalReportTests {
    @Test func `a run has the familiar form`() throws {
        let expected = """
            posthaste

            Shop

            ❏ Orders
            ↳ List orders
              ┌
              │ 'before'
              │ { a: 1 }, 'b'
              └
              GET https://shop.test/orders [404 Not Found, 102B, 345ms]
              ✓  has a body
              1. status is 200
              -  [skipped] later

            ❏ Orders / Write
            ↳ Create order
              POST https://shop.test/orders?a=1 [200 OK, 102B, 345ms]
              2⠄ TypeError in test-script

            Attempting to set next request to Health

            → Health
              GET https://shop.test/orders [errored]
                 cannot connect to 'shop.test:443'

            ┌─────────────────────────┬────────────────────┬───────────────────┐
            │                         │           executed │            failed │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │              iterations │                  1 │                 1 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │                requests │                  3 │                 1 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │            test-scripts │                  2 │                 1 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │      prerequest-scripts │                  1 │                 0 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │              assertions │                  3 │                 1 │
            ├─────────────────────────┴────────────────────┴───────────────────┤
            │ total run duration: 1531ms                                       │
            ├──────────────────────────────────────────────────────────────────┤
            │ total data received: 4B (approx)                                 │
            ├──────────────────────────────────────────────────────────────────┤
            │ average response time: 345ms [min: 345ms, max: 345ms, s.d.: 0µs] │
            └──────────────────────────────────────────────────────────────────┘

              #  failure         detail

             1.  AssertionError  status is 200
                                 expected 404 to equal 200
                                 at assertion:1 in test-script
                                 inside "Orders / List orders"
                                 GET https://shop.test/orders [404 Not Found, 102B, 345ms]
                                 | {}

             2.  TypeError       undefined is not an object
                                 at test-script:2:5
                                 inside "Orders / Write / Create order"
                                 POST https://shop.test/orders?a=1 [200 OK, 102B, 345ms]
                                 | {}

             3.  TransportError  cannot connect to 'shop.test:443'
                                 at request
                                 inside "Health"
                                 GET https://shop.test/orders

            warning: variable 'x' is not defined
              --> (2 times)

            """
        #expect(try CollectedText.of(Story.full) == expected)
    }

    @Test func `the box has a smallest width`() throws {
        let item = Story.item("Get")
        let text = try CollectedText.of([
            .runStarted(Story.start), .iterationStarted(IterationStart(0)), .itemStarted(item),
            .itemSkipped(item), .itemFinished(item), .iterationFinished(0),
            Story.end(milliseconds: 62_400),
        ])
        let expected = """
            posthaste

            Shop

            → Get
              -  [skipped] request

            ┌─────────────────────────┬──────────┬──────────┐
            │                         │ executed │   failed │
            ├─────────────────────────┼──────────┼──────────┤
            │              iterations │        1 │        0 │
            ├─────────────────────────┼──────────┼──────────┤
            │                requests │        0 │        0 │
            ├─────────────────────────┼──────────┼──────────┤
            │            test-scripts │        0 │        0 │
            ├─────────────────────────┼──────────┼──────────┤
            │      prerequest-scripts │        0 │        0 │
            ├─────────────────────────┼──────────┼──────────┤
            │              assertions │        0 │        0 │
            ├─────────────────────────┴──────────┴──────────┤
            │ total run duration: 1m 2.4s                   │
            ├───────────────────────────────────────────────┤
            │ total data received: 0B (approx)              │
            └───────────────────────────────────────────────┘

            """
        #expect(text == expected)
    }

    @Test func `iterations have headings, and failures name their iteration`() throws {
        let item = Story.item("Get", iteration: 1)
        let text = try CollectedText.of([
            Story.start(iterations: 3), .iterationStarted(IterationStart(1)), .itemStarted(item),
            Story.failed("works", item), .itemFinished(item), Story.end(),
        ])
        #expect(text.contains("\n\nIteration 2/3\n\n→ Get\n"))
        #expect(
            text.contains(
                """

                 1.  AssertionError  works
                     iteration: 2    expected 404 to equal 200
                                     at assertion:0 in test-script
                                     inside "Get"

                """))
    }

    @Test func `each kind of text has its colour, and colours can be off`() throws {
        let colored = try CollectedText.of(
            Story.full, TerminalReport.Options(usesColor: true))
        #expect(
            colored.contains(
                "\u{1B}[38;5;28m  ✓  \u{1B}[0m\u{1B}[38;5;243mhas a body\u{1B}[0m\n"))
        #expect(colored.contains("\u{1B}[1;38;5;160m  1. status is 200\u{1B}[0m\n"))
        #expect(colored.contains("\u{1B}[38;5;160m[errored]\u{1B}[0m"))
        let plain = try CollectedText.of(Story.full)
        #expect(!plain.contains("\u{1B}"))
        #expect(Self.withoutColors(colored) == plain)
    }

    @Test func `levels colour the frame of their console lines`() throws {
        let item = Story.item("Get")
        let events = [
            Story.console(item, "'a'", level: .warn), Story.console(item, "'b'", level: .error),
            Story.passed("t", item),
        ]
        let colored = try CollectedText.of(events, TerminalReport.Options(usesColor: true))
        #expect(colored.hasPrefix("\u{1B}[38;5;130m  ┌\u{1B}[0m\n\u{1B}[38;5;130m  │ \u{1B}[0m"))
        #expect(colored.contains("\u{1B}[38;5;130m  └\u{1B}[0m\n\u{1B}[38;5;160m  ┌\u{1B}[0m\n"))
        #expect(try CollectedText.of(events) == "  ┌\n  │ 'a'\n  │ 'b'\n  └\n  ✓  t\n")
    }

    @Test func `console lines are cut at the width, blank lines dropped`() throws {
        let item = Story.item("Get")
        let long = String(repeating: "x", count: 60)
        let text = try CollectedText.of([
            Story.console(item, "\(long)\n \nend"), Story.passed("t", item),
        ])
        let expected = """
              ┌
              │ \(long.prefix(54))
              │ xxxxxx
              │ end
              └
              ✓  t

            """
        #expect(text == expected)
    }

    @Test func `hostile names cannot move the cursor or break a line`() throws {
        let item = Story.item("a\nb\u{1B}[2Jc\u{7F}\u{9B}\u{202E}d", in: ["x\ty"])
        let text = try CollectedText.of([.itemStarted(item)])
        #expect(text == "\n❏ x y\n↳ a b␛[2Jc␡\u{FFFD}\u{FFFD}d\n")
    }

    @Test(arguments: [(width: 40, heading: "failures\n"), (width: 70, heading: "detail\n")])
    func `the failures wrap within the terminal`(width: Int, heading: String) throws {
        let item = Story.item("Get")
        let words = "a message of several words that is wider than the terminal it is shown on"
        let text = try CollectedText.of(
            [Story.failed("注文の一覧", item, message: words), Story.end()],
            TerminalReport.Options(width: width))
        let table = try #require(text.split(separator: heading).last)
        for line in table.split(separator: "\n") {
            #expect(DisplayWidth.of(String(line)) <= width)
        }
        #expect(table.contains("注文の一覧"))
    }

    @Test func `an interrupted run says why`() throws {
        let signal = try CollectedText.of([Story.end(.signal(15))])
        #expect(signal == "\nrun interrupted by signal 15\n\nno request was run\n")
        let refused = Diagnostic(.error, "the token server refused the client")
        let token = try CollectedText.of([Story.end(.authentication(refused))])
        #expect(token.hasSuffix("\n\nerror: the token server refused the client\n"))
        let note = Diagnostic(.note, "the run ends here", help: ["2 requests were not run"])
        let bailed = try CollectedText.of([Story.end(.bail(note))])
        #expect(
            bailed.hasSuffix("\n\nnote: the run ends here\n  help: 2 requests were not run\n"))
    }

    @Test func `a repeated attempt shows its result`() throws {
        let item = Story.item("Get")
        let refused = Failure(name: "RequestError", message: "refused")
        let text = try CollectedText.of([
            .itemStarted(item),
            Story.attempt(1, item, Story.answer(503, "Busy"), reason: "status 503"),
            Story.attempt(2, item, nil, reason: "refused", failure: refused),
            Story.request(item), .itemFinished(item), Story.end(),
        ])
        #expect(
            text.contains(
                """
                → Get
                  GET https://shop.test/orders [503 Busy, 102B, 345ms]
                  attempt 1 of 3: status 503, again in 500ms
                  GET https://shop.test/orders [errored]
                     refused
                  attempt 2 of 3: refused, again in 500ms
                  GET https://shop.test/orders [200 OK, 102B, 345ms]

                """))
        #expect(text.contains("attempts that were retried: 2"))
    }

    @Test(
        arguments: [
            (["A"], "in 'A'"), (["A", "A"], "in 'A' (2 times)"), (["A", "B"], "in 'A' and 'B'"),
            (["A", "B", "C", "B"], "in 'A', 'B' and 'C' (4 times)"),
            (["A", "B", "C", "D", "E"], "in 'A', 'B', 'C' and 2 more"),
            ((0..<101).map(String.init), "in '0', '1', '2' and more than 97 others (101 times)"),
        ])
    func `a warning of several items is shown once, with its place`(
        items: [String], place: String
    ) throws {
        let warnings = items.map {
            RunEvent.warning(
                Diagnostic(.warning, "undefined", at: Place(item: $0), help: ["mend it"]))
        }
        let text = try CollectedText.of(warnings + [Story.end()])
        #expect(text.hasSuffix("\n\nwarning: undefined\n  --> \(place)\n  help: mend it\n"))
    }

    @Test func `warnings beyond those shown are counted`() throws {
        let warnings = (0..<60).map { RunEvent.warning(Diagnostic(.warning, "no \($0)")) }
        let text = try CollectedText.of(warnings + [Story.end()])
        #expect(text.hasSuffix("\nwarning: no 49\nand 10 more warnings, not listed\n"))
    }

    @Test func `a warning of a strict run is numbered, and listed among the failures`() throws {
        let item = Story.item("Get")
        let failure = Failure(name: "StrictError", message: "--strict: undefined\nmend it")
        let text = try CollectedText.of([
            .itemStarted(item), .strictFailure(failure, item), Story.request(item),
            .itemFinished(item), .strictFailure(failure, nil), Story.end(),
        ])
        #expect(text.contains("→ Get\n  1. --strict: undefined\n  GET "))
        #expect(
            text.hasSuffix(
                """

                 1.  StrictError  --strict: undefined
                                  mend it
                                  at warning
                                  inside "Get"

                 2.  StrictError  --strict: undefined
                                  mend it
                                  at warning

                """))
    }

    @Test func `an iteration with data shows the start of its row`() throws {
        let long = String(repeating: "x", count: 50)
        let text = try CollectedText.of([
            Story.start(iterations: 2),
            .iterationStarted(
                IterationStart(0, row: [.init("user", "a\u{1B}da"), .init("n", long)])),
        ])
        let clipped = String(repeating: "x", count: 39) + "…"
        #expect(text.hasSuffix("\n\nIteration 1/2\nuser: a␛da, n: \(clipped)\n"))
    }

    @Test func `failures that are not kept are counted`() throws {
        let item = Story.item("Get")
        let events = (0..<1_002).map { Story.failed("t", item, index: $0) }
        let text = try CollectedText.of(events + [Story.end()])
        #expect(text.contains("1002. t\n"))
        #expect(text.hasSuffix("\n        and 2 more failures, not listed\n"))
        #expect(text.contains("\n 0001.  AssertionError  t\n"))
    }

    @Test func `verbose shows sizes, header lines, bodies and phases`() throws {
        let item = Story.item("Get")
        var response = Story.answer(
            body: "{\"a\":1}", milliseconds: 979,
            headers: [
                HTTPField(name: "Content-Type", value: "application/json; charset=UTF-8"),
                HTTPField(name: "Set-Cookie", value: "a=b"),
            ])
        response.timings.prepare = .milliseconds(2)
        response.timings.wait = .milliseconds(1)
        response.timings.process = .milliseconds(3)
        response.timings.connect = .milliseconds(110)
        response.timings.firstByte = .milliseconds(118)
        let request = HTTPRequest(
            method: "POST", url: "https://shop.test/",
            headers: HTTPHeaders([
                HTTPField(name: "Content-Type", value: "application/x-www-form-urlencoded")
            ]), body: HTTPBody(Array("a=1".utf8)))
        let text = try CollectedText.of(
            [
                .request(
                    RequestRecord(origin: .item, request: request, response: response), item)
            ], TerminalReport.Options(isVerbose: true))
        let expected = """
              POST https://shop.test/
              200 OK ★ 979ms time ★ 88B↑ 107B↓ size ★ 1↑ 2↓ headers ★ 1 cookies
              ↑ Content-Type: application/x-www-form-urlencoded
              ↓ Content-Type: application/json; charset=UTF-8
              ↓ Set-Cookie: a=b
              ┌ ↑ urlencoded ★ 3B
              │ a=1
              └
              ┌ ↓ application/json ★ text ★ json ★ utf-8 ★ 7B
              │ {"a":1}
              └
              prepare   wait   dns-lookup   tcp-handshake   ssl-handshake   transfer-start   download   process   total
              2ms       1ms    (cache)      110ms           (cache)         118ms            0µs        3ms       985ms

            """
        #expect(text == expected)
    }

    @Test(arguments: [40, 60, 80])
    func `tables fit the terminal`(width: Int) throws {
        let text = try CollectedText.of(
            Story.full, TerminalReport.Options(isVerbose: true, width: width))
        let table = text.split(separator: "\n").filter { line in
            ["┌─", "│", "├", "└─", "  prepare"].contains { line.hasPrefix($0) }
        }
        #expect(table.count > 15)
        for line in table { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
    }

    @Test func `verbose clips a long body and says so`() throws {
        let item = Story.item("Get")
        let text = try CollectedText.of(
            [Story.request(item, Story.answer(body: String(repeating: "é", count: 5_000)))],
            TerminalReport.Options(isVerbose: true, width: 5_000))
        #expect(
            text.contains("  │ \(String(repeating: "é", count: 2_048))\n  │ (showing 4.1kB/10kB)"))
    }

    @Test func `verbose clips no body that masks have made shorter`() throws {
        var response = Story.answer(body: "{\"token\": \"********\"}")
        response.bodySize = 60
        let text = try CollectedText.of(
            [Story.request(Story.item("Get"), response)], TerminalReport.Options(isVerbose: true))
        #expect(text.contains("60B\n  │ {\"token\": \"********\"}\n  └"))
    }

    @Test func `one event is at most one write`() throws {
        final class CountedWrites: TextSink {
            var count = 0
            func write(_ text: String) { count += 1 }
        }
        let sink = CountedWrites()
        let report = TerminalReport(sink: sink)
        for event in Story.full { try report.receive(event) }
        #expect(sink.count <= Story.full.count)
    }

    private static func withoutColors(_ text: String) -> String {
        text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    }
}
