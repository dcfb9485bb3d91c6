import RunModel
import TextEncoding

/// The borderless list of failures: number, error name, test, message and location.
///
/// The details are next to the names, and below them on a narrow terminal.
struct FailureTable {
    /// The run whose failures it lists.
    let summary: RunSummary
    /// The terminal's columns, or nil for as many as the text needs.
    let width: Int?
    /// How much of each exchange it shows.
    let details: FailureDetails
    /// Whether it names the runs that each failure happened in.
    var namesRuns = false

    private var digits: Int { String(summary.failureLog.entryCount).utf8.count }

    /// The narrowest terminal with room for two columns.
    private static let leastWidth = 60

    func append(to text: inout TerminalText) {
        if let width, width < Self.leastWidth {
            appendList(width, to: &text)
        } else {
            appendTable(to: &text)
        }
        let left = summary.failureLog.entryCount - summary.failures.count
        if left > 0 {
            let indent = String(repeating: " ", count: digits + 4)
            text.add("\n\(indent)and \(left) more failures, not listed\n")
        }
    }

    private func appendList(_ width: Int, to text: inout TerminalText) {
        let indent = String(repeating: " ", count: digits + 4)
        text.add("  ")
        text.add("failures", .underlinedRed)
        text.add("\n")
        for failure in summary.failures {
            text.add("\n")
            let details = FailureDetail(failure: failure, details: details).lines
            let lines = cells(nameLines(failure) + details, max(20, width - indent.count))
            for (row, line) in lines.enumerated() {
                text.add(row == 0 ? " \(number(failure)).  " : indent)
                text.add(text.painted(line.text, line.ink) + "\n")
            }
        }
    }

    private func appendTable(to text: inout TerminalText) {
        let (nameWidth, detailWidth) = columnWidths()
        let indent = String(repeating: " ", count: digits + 2)
        text.add(String(repeating: " ", count: digits + 1))
        text.add("#", .underlinedRed)
        text.add("  ")
        text.add("failure", .underlinedRed)
        text.add(String(repeating: " ", count: max(0, nameWidth - 7) + 2))
        text.add("detail", .underlinedRed)
        text.add("\n")
        for failure in summary.failures {
            text.add("\n")
            let names = cells(nameLines(failure), nameWidth)
            let shown = FailureDetail(
                failure: failure, details: details, runs: namesRuns ? runs(of: failure) : nil
            ).lines
            let details = cells(shown, detailWidth)
            for row in 0..<max(names.count, details.count) {
                text.add(row == 0 ? " \(number(failure))." : indent)
                let name = row < names.count ? names[row] : Line("")
                let detail = row < details.count ? details[row] : Line("")
                append(name, detail, nameWidth, to: &text)
            }
        }
    }

    private typealias Line = FailureDetail.Line

    private func append(
        _ name: Line, _ detail: Line, _ nameWidth: Int, to text: inout TerminalText
    ) {
        if !name.text.isEmpty || !detail.text.isEmpty {
            text.add("  " + text.painted(name.text, name.ink))
        }
        if !detail.text.isEmpty {
            let room = nameWidth - DisplayWidth.of(name.text) + 2
            text.add(String(repeating: " ", count: max(0, room)))
            text.add(text.painted(detail.text, detail.ink))
        }
        text.add("\n")
    }

    private func number(_ failure: RunFailure) -> String {
        DecimalDigits.encode(failure.number, width: digits)
    }

    private func nameLines(_ failure: RunFailure) -> [Line] {
        var lines = [Line(TerminalText.printable(failure.failure.name, keepsLines: false))]
        if namesRuns {
            lines.append(Line(share(of: failure), .gray))
        } else if let item = failure.item, let number = summary.start?.iterationNumber(of: item) {
            let planned = summary.start?.iterationCount ?? 1
            let iterations = planned > 0 ? planned : summary.iterations.total
            let text =
                failure.count > 1
                ? "\(failure.count) of \(iterations) iterations"
                : "iteration: \(number)"
            lines.append(Line(text, .gray))
        }
        return lines
    }

    /// In how many of the runs it happened.
    private func share(of failure: RunFailure) -> String {
        let count = summary.runs.total
        if count > 1, failure.runCount == count { return "all \(count) runs" }
        return "\(failure.runCount) of \(count) runs"
    }

    private static let shownRuns = 20

    /// The names of the runs that it happened in; nil if these are all.
    private func runs(of failure: RunFailure) -> String? {
        if failure.runCount == summary.runs.total { return nil }
        let shown = failure.runs.prefix(Self.shownRuns)
        let left = failure.runCount - shown.count
        return "in " + shown.joined(separator: ", ") + (left > 0 ? " and \(left) more" : "")
    }

    private func cells(_ lines: [Line], _ width: Int) -> [Line] {
        guard self.width != nil else { return lines }
        return lines.flatMap { line in
            LineBreaker.wrap(line.text[...], width: width).map { Line(String($0), line.ink) }
        }
    }

    /// The widths of names and details: names get at most a fifth of the terminal, details the
    /// rest.
    private func columnWidths() -> (name: Int, detail: Int) {
        let natural = summary.failures.reduce(7) { widest, failure in
            nameLines(failure).reduce(widest) { max($0, DisplayWidth.of($1.text)) }
        }
        guard let width else { return (natural, .max) }
        let name = min(natural, max(12, width / 5))
        return (name, max(20, width - digits - 2 - name - 5))
    }
}
