import RunModel

/// The box of counts at the end of a run, with Newman's labels and column widths.
///
/// On a terminal that is narrower, columns are as wide as they must be, and notes are wrapped.
struct SummaryTable {
    /// The counts that it shows.
    let summary: RunSummary
    /// Whether the average times of name lookups and of first bytes are shown, too.
    let isVerbose: Bool
    /// The symbols that it is drawn with.
    let symbols: Symbols
    /// The label of the runs themselves, if they are counted, too.
    var runsLabel: String?
    /// The terminal's columns, or nil for as many as the table needs.
    var width: Int?

    /// The widths of the columns, without the space between them.
    private struct Widths {
        var label = 25
        var executed = 10
        var failed = 10

        /// What is left for a note, in one column.
        var inner: Int { label + executed + failed + 2 }
        var all: [Int] { [label, executed, failed] }

        /// The smallest that hold the labels.
        static let least = Widths(label: 19, executed: 9, failed: 7)
    }

    private var rows: [(label: String, tally: Tally)] {
        (runsLabel.map { [($0, begunRuns)] } ?? []) + [
            ("iterations", summary.iterations), ("requests", summary.requests),
            ("test-scripts", summary.testScripts),
            ("prerequest-scripts", summary.prerequestScripts),
            ("assertions", summary.assertions),
        ]
    }

    /// The runs without those that never began.
    private var begunRuns: Tally {
        var runs = summary.runs
        runs.total -= runs.skipped
        return runs
    }

    /// The time from the first start to the last end, if runs went on side by side.
    private var elapsed: String {
        guard runsLabel != nil, let seconds = summary.times?.seconds,
            seconds * 1_000 < summary.duration.milliseconds * 0.9
        else { return "" }
        return ", side by side in \(symbols.time(.milliseconds(Int(seconds * 1_000))))"
    }

    private var notes: [String] {
        var notes = [
            "total run duration: \(symbols.time(summary.duration))\(elapsed)",
            "total data received: \(HumanUnits.size(summary.bytesReceived)) (approx)",
        ]
        if summary.retries > 0 { notes.append("attempts that were retried: \(summary.retries)") }
        add(summary.responseTime, "average response time", to: &notes)
        if isVerbose {
            add(summary.nameLookupTime, "average DNS lookup time", to: &notes)
            add(summary.firstByteTime, "average first byte time", to: &notes)
        }
        return notes
    }

    func append(to text: inout TerminalText) {
        let widths = widths
        let bar = symbols.box.vertical
        appendRule(symbols.box.top, widths.all, to: &text)
        text.add(bar + Self.cell("", widths.label) + bar)
        text.add(Self.cell("executed", widths.executed) + bar)
        text.add(Self.cell("failed", widths.failed) + bar + "\n")
        for row in rows {
            appendRule(symbols.box.row, widths.all, to: &text)
            text.add(bar)
            text.add(Self.cell(row.label, widths.label), row.tally.failed > 0 ? .red : .green)
            text.add(bar + Self.cell(String(row.tally.total), widths.executed) + bar)
            let failures = Self.cell(String(row.tally.failed), widths.failed)
            text.add(text.painted(failures, row.tally.failed > 0 ? .red : nil) + bar + "\n")
        }
        appendRule(symbols.box.lastRow, widths.all, to: &text)
        appendNotes(widths.inner, to: &text)
    }

    private func appendNotes(_ inner: Int, to text: inout TerminalText) {
        let bar = symbols.box.vertical
        for (index, note) in notes.enumerated() {
            if index > 0 { appendRule(symbols.box.note, [inner], to: &text) }
            for line in LineBreaker.wrap(note[...], width: inner - 2) {
                let room = inner - 2 - DisplayWidth.of(String(line))
                text.add("\(bar) \(line)\(String(repeating: " ", count: max(0, room))) \(bar)\n")
            }
        }
        appendRule(symbols.box.bottom, [inner], to: &text)
    }

    private func appendRule(
        _ ends: (left: String, middle: String, right: String), _ widths: [Int],
        to text: inout TerminalText
    ) {
        let bars = widths.map { String(repeating: symbols.box.horizontal, count: $0) }
        text.add(ends.left + bars.joined(separator: ends.middle) + ends.right + "\n")
    }

    /// The widths of the columns, which grow until every note fits below or the terminal is full.
    private var widths: Widths {
        let room = width.map { $0 - 2 } ?? .max
        var widths = Widths().inner <= room ? Widths() : Widths.least
        let executed = rows.map { String($0.tally.total).count + 2 }.max() ?? 0
        let failed = rows.map { String($0.tally.failed).count + 2 }.max() ?? 0
        widths.executed = max(widths.executed, executed)
        widths.failed = max(widths.failed, failed)
        let widest = notes.map { DisplayWidth.of($0) + 2 }.max() ?? 0
        let missing = min(widest, room) - widths.inner
        guard missing > 0 else { return widths }
        widths.executed += (missing + 1) / 2
        widths.failed += missing / 2
        return widths
    }

    private func add(_ statistics: RunningStatistics, _ label: String, to notes: inout [String]) {
        guard statistics.mean > 0 else { return }
        let time = { symbols.time(HumanUnits.time(milliseconds: $0)) }
        notes.append(
            "\(label): \(time(statistics.mean)) [min: \(time(statistics.minimum)), "
                + "max: \(time(statistics.maximum)), s.d.: \(time(statistics.standardDeviation))]")
    }

    private static func cell(_ content: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - 1 - content.utf8.count)) + content + " "
    }
}
