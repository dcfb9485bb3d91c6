import RunModel

/// The box of counts at the end of a run, with Newman's labels and column widths.
struct SummaryTable {
    /// The counts that it shows.
    let summary: RunSummary
    /// Whether the average times of name lookups and of first bytes are shown, too.
    let isVerbose: Bool
    /// The symbols that it is drawn with.
    let symbols: Symbols
    /// Whether the runs themselves are counted, too.
    var countsRuns = false

    private static let labelWidth = 25
    private static let smallestCountWidth = 10

    private var rows: [(label: String, tally: Tally)] {
        (countsRuns ? [("collections", summary.runs)] : []) + [
            ("iterations", summary.iterations), ("requests", summary.requests),
            ("test-scripts", summary.testScripts),
            ("prerequest-scripts", summary.prerequestScripts),
            ("assertions", summary.assertions),
        ]
    }

    private var notes: [String] {
        var notes = [
            "total run duration: \(symbols.time(summary.duration))",
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
        let notes = notes
        let (executed, failed) = countWidths(notes)
        let widths = [Self.labelWidth, executed, failed]
        let bar = symbols.box.vertical
        appendRule(symbols.box.top, widths, to: &text)
        text.add(bar + Self.cell("", Self.labelWidth) + bar + Self.cell("executed", executed) + bar)
        text.add(Self.cell("failed", failed) + bar + "\n")
        for row in rows {
            appendRule(symbols.box.row, widths, to: &text)
            text.add(bar)
            text.add(Self.cell(row.label, Self.labelWidth), row.tally.failed > 0 ? .red : .green)
            text.add(bar + Self.cell(String(row.tally.total), executed) + bar)
            let failures = Self.cell(String(row.tally.failed), failed)
            text.add(text.painted(failures, row.tally.failed > 0 ? .red : nil) + bar + "\n")
        }
        let inner = Self.labelWidth + executed + failed + 2
        appendRule(symbols.box.lastRow, widths, to: &text)
        for (index, note) in notes.enumerated() {
            if index > 0 { appendRule(symbols.box.note, [inner], to: &text) }
            let room = inner - 2 - DisplayWidth.of(note)
            text.add("\(bar) \(note)\(String(repeating: " ", count: max(0, room))) \(bar)\n")
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

    /// The widths of the two columns of counts.
    ///
    /// Both grow until every note fits below.
    private func countWidths(_ notes: [String]) -> (executed: Int, failed: Int) {
        let executed = rows.map { String($0.tally.total).count + 2 }.max() ?? 0
        let failed = rows.map { String($0.tally.failed).count + 2 }.max() ?? 0
        var widths = (max(Self.smallestCountWidth, executed), max(Self.smallestCountWidth, failed))
        for note in notes {
            let missing =
                DisplayWidth.of(note) + 2 - (Self.labelWidth + widths.0 + widths.1 + 2)
            guard missing > 0 else { continue }
            widths.0 += (missing + 1) / 2
            widths.1 += missing / 2
        }
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
