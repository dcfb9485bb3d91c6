import Diagnostics
import RunModel
import Testing

@testable import Reporting

/// What can be left out of the terminal report, drawn otherwise, or put before its lines.
@Suite struct TerminalOptionsTests {
    @Test(
        "A part that is left out takes its lines with it, and nothing else",
        arguments: [
            ([.banner], ["posthaste\n"]), ([.console], ["  ┌\n  │ 'before'\n"]),
            ([.assertions], ["✓  has a body", "  1. status is 200\n", "[skipped] later"]),
            ([.passedAssertions], ["✓  has a body", "[skipped] later"]),
            ([.failures], ["  #  failure", "inside \"Health\""]),
            ([.summary], ["iterations", "total run duration"]),
        ] as [(Set<TerminalReport.Part>, [String])])
    func hidden(parts: Set<TerminalReport.Part>, texts: [String]) throws {
        let whole = try CollectedText.of(Story.full)
        let shown = try CollectedText.of(Story.full, .init(hidden: parts))
        for text in texts {
            #expect(whole.contains(text))
            #expect(!shown.contains(text))
        }
        // What is left is in the same order.
        var rest = whole.split(separator: "\n", omittingEmptySubsequences: false)[...]
        for line in shown.split(separator: "\n", omittingEmptySubsequences: false) {
            let index = try #require(rest.firstIndex(of: line), "\(line) is new")
            rest = rest[(index + 1)...]
        }
    }

    @Test func `failures have the same numbers if their lines are left out`() throws {
        let text = try CollectedText.of(Story.full, .init(hidden: [.assertions]))
        #expect(text.contains("  2⠄ TypeError in test-script\n"))
    }

    @Test func `plain characters draw everything except text of others`() throws {
        let item = Story.item("Get")
        let text = try CollectedText.of(
            Story.full + [
                .runStarted(Story.start), .iterationStarted(IterationStart(0)),
                Story.request(item, Story.answer(milliseconds: 0)), Story.end(milliseconds: 0),
            ], .init(isVerbose: true, usesUnicode: false))
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        let expected = """
            posthaste

            Shop

            Folder Orders
            Sub-folder List orders
              -
              | 'before'
              | { a: 1 }, 'b'
              -
              GET https://shop.test/orders
              404 Not Found * 345ms time * 41B^ 102Bv size * 0^ 0v headers * 0 cookies
              - v 2B
              | {}
              -
              prepare   wait
            """
        #expect(text.hasPrefix(expected))
        #expect(
            text.contains(
                """
                  Pass  has a body
                  1. status is 200
                  -  [skipped] later

                Folder Orders / Write
                Sub-folder Create order
                """))
        #expect(text.contains("  2. TypeError in test-script\n"))
        #expect(text.contains("\nRoot Health\n"))
        #expect(
            text.contains(
                """
                -------------------------------------------------
                |                         | executed |   failed |
                -------------------------------------------------
                |              iterations |        1 |        1 |
                -------------------------------------------------
                """))
        #expect(text.contains("total run duration: 0us"))
    }

    @Test func `the local time comes before each event`() throws {
        let sink = CollectedText()
        let report = TerminalReport(
            sink: sink, options: .init(hidden: [.summary, .failures]),
            localTime: { startedAt in
                startedAt == 1_735_689_600.5 ? "2026-03-04 15:04:06" : "2026-03-04 15:04:05"
            })
        for event in Story.full { try report.receive(event) }
        let expected = """
            posthaste

            Shop

            ❏ Orders
            ↳ List orders
              ┌
              │ [15:04:05] 'before'
              │ [15:04:05] { a: 1 }, 'b'
              └
            [2026-03-04 15:04:05]   GET https://shop.test/orders [404 Not Found, 102B, 345ms]
            [15:04:05]   ✓  has a body
            [15:04:05]   1. status is 200
            [15:04:05]   -  [skipped] later

            ❏ Orders / Write
            ↳ Create order
            [2026-03-04 15:04:06]   POST https://shop.test/orders?a=1 [200 OK, 102B, 345ms]
            [15:04:06]   2⠄ TypeError in test-script

            """
        #expect(sink.text.hasPrefix(expected))
    }
}

/// Several runs in one report.
@Suite struct TerminalTotalTests {
    /// Runs of these names; the second has a failure, the third is interrupted.
    private func events() -> [RunEvent] {
        ["Shop", "Stock", "Bank"].enumerated().flatMap { number, name -> [RunEvent] in
            var start = Story.start
            (start.collectionName, start.number, start.runCount) = (name, number, 3)
            let item = Story.item("Get")
            let verdict = number == 1 ? Story.failed("t", item) : Story.passed("t", item)
            return [
                .runStarted(start), .iterationStarted(IterationStart(0)), .itemStarted(item),
                Story.request(item), verdict, .itemFinished(item), .iterationFinished(0),
                Story.end(number == 2 ? .signal(2) : nil, milliseconds: 500),
            ]
        }
    }

    @Test func `each run has its own end, and the sums follow the last`() throws {
        let sink = CollectedText()
        let report = TerminalReport(sink: sink)
        for event in events() { try report.receive(event) }
        let before = sink.text
        #expect(before.hasPrefix("posthaste\n\nShop (collection 1/3)\n\n→ Get\n"))
        #expect(before.contains("┘\n\nStock (collection 2/3)\n\n→ Get\n"))
        #expect(before.split(separator: "posthaste").count == 1)
        #expect(before.split(separator: " 1.  AssertionError").count == 2)
        try report.finish()
        let expected = """

            3 collections

              ✓  Shop
              ✗  Stock: 1 failure
              ✗  Bank: stopped early

            ┌─────────────────────────┬────────────────────┬───────────────────┐
            │                         │           executed │            failed │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │             collections │                  3 │                 2 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │              iterations │                  3 │                 1 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │                requests │                  3 │                 0 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │            test-scripts │                  0 │                 0 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │      prerequest-scripts │                  0 │                 0 │
            ├─────────────────────────┼────────────────────┼───────────────────┤
            │              assertions │                  3 │                 1 │
            ├─────────────────────────┴────────────────────┴───────────────────┤
            │ total run duration: 1500ms                                       │
            ├──────────────────────────────────────────────────────────────────┤
            │ total data received: 6B (approx)                                 │
            ├──────────────────────────────────────────────────────────────────┤
            │ average response time: 345ms [min: 345ms, max: 345ms, s.d.: 0µs] │
            └──────────────────────────────────────────────────────────────────┘

            """
        #expect(sink.text.dropFirst(before.count) == expected)
    }

    @Test func `one run has no sums of its own`() throws {
        let sink = CollectedText()
        let report = TerminalReport(sink: sink)
        for event in Story.full { try report.receive(event) }
        let before = sink.text
        try report.finish()
        #expect(sink.text == before)
    }
}
