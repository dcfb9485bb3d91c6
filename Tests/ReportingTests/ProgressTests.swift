import RunModel
import Testing

@testable import Reporting

/// The line that is drawn while a run goes on.
@Suite struct ProgressLineTests {
    private static let item = Story.item("Create order", in: ["Orders"])

    /// The progress of a run after a number of requests and milliseconds.
    private func progress(
        done: Int, of total: Int, failures: Int = 0, at now: Int = 0, runCount: Int = 1
    ) -> RunProgress {
        var start = Story.start
        (start.itemCount, start.runCount) = (total, runCount)
        var progress = RunProgress()
        progress.fold(.runStarted(start), at: 0)
        for number in 0..<done {
            progress.fold(.itemStarted(Self.item), at: now)
            if number < failures { progress.fold(Story.failed("t", Self.item), at: now) }
            progress.fold(.itemFinished(Self.item), at: now)
        }
        return progress
    }

    private func line(
        _ progress: RunProgress, columns: Int = 80, at now: Int, _ line: ProgressLine = .init()
    ) -> String {
        line.text(progress, columns: columns, at: now)
    }

    @Test func `it shows counts, failures and times`() {
        var progress = progress(done: 30, of: 120, failures: 2)
        #expect(line(progress, at: 500) == "30/120 · 2 failed · 0s")
        #expect(line(progress, at: 65_000) == "30/120 · 2 failed · 1m 5s · 3m 15s left")
        progress.fold(.itemStarted(Self.item), at: 65_000)
        #expect(
            line(progress, at: 65_500)
                == "30/120 · 2 failed · 1m 5s · 3m 16s left · Orders / Create order")
        #expect(
            line(progress, at: 69_000).hasSuffix(" · Orders / Create order · waiting 4s"))
        progress.fold(.itemFinished(Self.item), at: 70_000)
        #expect(line(progress, at: 70_000).hasPrefix("31/120 · "))
    }

    @Test func `another attempt of a request is shown until it is over`() {
        var progress = progress(done: 1, of: 2)
        progress.fold(.itemStarted(Self.item), at: 300)
        progress.fold(
            Story.attempt(1, Self.item, Story.answer(503), reason: "status 503"), at: 400)
        #expect(line(progress, at: 500) == "1/2 · 0s · Orders / Create order · attempt 2")
        progress.fold(.itemFinished(Self.item), at: 600)
        progress.fold(.itemStarted(Self.item), at: 600)
        #expect(line(progress, at: 700) == "2/2 · 0s · Orders / Create order")
    }

    @Test func `it is empty before a run, in its first moment, and after it`() {
        #expect(line(RunProgress(), at: 5_000).isEmpty)
        var progress = progress(done: 0, of: 5)
        #expect(line(progress, at: 299).isEmpty)
        #expect(line(progress, at: 300) == "0/5 · 0s")
        progress.fold(Story.end(), at: 4_000)
        #expect(line(progress, at: 5_000).isEmpty)
    }

    @Test func `scripts that jump send more requests than planned`() {
        #expect(line(progress(done: 7, of: 5), at: 60_000) == "7 requests · 1m 0s")
    }

    @Test func `the collection is named if there are several`() {
        let progress = progress(done: 1, of: 5, runCount: 3)
        #expect(line(progress, at: 500) == "collection 1/3 · 1/5 · 0s")
    }

    @Test(
        "It never reaches the last column, and what matters most stays",
        arguments: [
            (60, "30/120 · 2 failed · 5s · 15s left · Orders / … · waiting 4s"),
            (50, "30/120 · 2 failed · 5s · 15s left"), (20, "30/120 · 2 failed"),
            (10, "30/120"), (4, ""), (0, ""),
        ])
    func narrow(columns: Int, expected: String) {
        var progress = progress(done: 30, of: 120, failures: 2)
        progress.fold(.itemStarted(Story.item("Create orders", in: ["Orders"])), at: 1_000)
        let text = line(progress, columns: columns, at: 5_000)
        #expect(text == expected)
        #expect(DisplayWidth.of(text) < max(1, columns))
    }

    @Test func `a hostile name cannot break out of the line`() {
        var progress = progress(done: 0, of: 5)
        progress.fold(.itemStarted(Story.item("a\nb\u{1B}[2J")), at: 0)
        #expect(line(progress, at: 500) == "0/5 · 0s · a b␛[2J")
    }

    @Test func `colours and plain characters`() {
        let progress = progress(done: 1, of: 5, failures: 1)
        #expect(
            line(progress, at: 500, ProgressLine(usesColor: true)).contains(
                "\u{1B}[38;5;160m1 failed\u{1B}[0m"))
        #expect(line(progress, at: 500, ProgressLine(usesUnicode: false)) == "1/5 - 1 failed - 0s")
    }

    @Test func `as a bar it shows the share`() {
        let progress = progress(done: 1, of: 3)
        #expect(
            line(progress, at: 500, ProgressLine(style: .bar, usesUnicode: false))
                == "[==========                    ] 33% 1/3 - 0s")
        #expect(
            line(progress, at: 500, ProgressLine(style: .bar)).hasPrefix("██████████░░░░░"))
    }
}

/// The `progress` report.
@Suite struct ProgressReportTests {
    private func text(_ events: [RunEvent], _ options: ProgressReport.Options) throws -> String {
        let sink = CollectedText()
        let report = ProgressReport(sink: sink, options: options)
        for event in events { try report.receive(event) }
        try report.finish()
        return sink.text
    }

    private func options(isDrawn: Bool = false) -> ProgressReport.Options {
        .init(conclusion: .init(hidden: [.summary]), isDrawn: isDrawn)
    }

    private func events(_ count: Int) -> [RunEvent] {
        var start = Story.start
        (start.itemCount, start.iterationCount) = (count / 2, 2)
        let item = Story.item("Get")
        let each: [RunEvent] = [.itemStarted(item), Story.request(item), .itemFinished(item)]
        return [.runStarted(start)] + Array(repeating: each, count: count).flatMap(\.self)
            + [Story.end()]
    }

    @Test func `it writes a line for each tenth, and a result`() throws {
        let lines = try text(events(1_000), options()).split(separator: "\n")
        #expect(lines.first == "Shop: 500 requests, 2 iterations")
        #expect(lines.count == 12)
        #expect(lines[1] == "  10% (100/1000)")
        #expect(lines[10] == "  100% (1000/1000)")
        #expect(lines[11] == "1000 requests, 0 assertions, 0 failures, 1531ms")
    }

    @Test func `a few requests make as many lines`() throws {
        let lines = try text(events(4), options()).split(separator: "\n")
        #expect(lines[1...4] == ["  20% (1/4)", "  50% (2/4)", "  70% (3/4)", "  100% (4/4)"])
    }

    @Test func `next to a bar it writes only the end`() throws {
        let bar = String(repeating: "█", count: 30)
        #expect(
            try text(events(4), options(isDrawn: true)) == """
                Shop: 2 requests, 2 iterations
                \(bar) 100%
                4 requests, 0 assertions, 0 failures, 1531ms

                """)
    }

    @Test func `it shows what failed`() throws {
        let text = try text(Story.full, options())
        #expect(text.contains("\n3 requests, 3 assertions, 3 failures, 1531ms\n\n  #  failure"))
        #expect(text.contains(" 3.  TransportError  cannot connect to 'shop.test:443'"))
        #expect(text.hasSuffix("warning: variable 'x' is not defined\n  --> (2 times)\n"))
        #expect(!text.contains("executed"))
    }
}
