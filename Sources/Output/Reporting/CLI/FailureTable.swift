import RunModel
import TextEncoding

/// The borderless list of failures: number, error name, and what failed where.
struct FailureTable {
    /// What it shows.
    let summary: RunSummary
    /// The terminal's columns, or nil for as many as the text takes.
    let width: Int?

    private var digits: Int { String(summary.failureCount).utf8.count }
    private var isManyIterations: Bool { (summary.start?.iterationCount ?? 1) > 1 }

    func append(to text: inout TerminalText) {
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
            let details = cells(detailLines(failure), detailWidth)
            for row in 0..<max(names.count, details.count) {
                text.add(row == 0 ? " \(number(failure))." : indent)
                let name = row < names.count ? names[row] : Line("")
                let detail = row < details.count ? details[row] : Line("")
                append(name, detail, nameWidth, to: &text)
            }
        }
        let left = summary.failureCount - summary.failures.count
        if left > 0 { text.add("\n\(indent)  and \(left) more failures, not listed\n") }
    }

    /// A line of a cell and its colour.
    private struct Line {
        var text: String
        var ink: Ink?
        init(_ text: String, _ ink: Ink? = nil) {
            self.text = text
            self.ink = ink
        }
    }

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
        if isManyIterations, let item = failure.item {
            lines.append(Line("iteration: \(item.iteration + 1)", .gray))
        }
        return lines
    }

    private func detailLines(_ failure: RunFailure) -> [Line] {
        var lines: [Line] = []
        if let name = failure.assertionName {
            lines.append(Line(TerminalText.printable(name, keepsLines: false)))
        }
        let message = TerminalText.printable(failure.failure.message, keepsLines: true)
        lines += message.split(separator: "\n").map { Line(String($0)) }
        lines.append(Line("at \(failure.location)", .gray))
        if let item = failure.item {
            let path = TerminalText.printable(item.path, keepsLines: false)
            lines.append(Line("inside \"\(path)\"", .gray))
        }
        return lines
    }

    private func cells(_ lines: [Line], _ width: Int) -> [Line] {
        guard self.width != nil else { return lines }
        return lines.flatMap { line in
            LineBreaker.wrap(line.text[...], width: width).map { Line(String($0), line.ink) }
        }
    }

    /// The widths of names and details: a fifth of the terminal at most for names, the rest after it.
    private func columnWidths() -> (name: Int, detail: Int) {
        let natural = summary.failures.reduce(7) { widest, failure in
            nameLines(failure).reduce(widest) { max($0, DisplayWidth.of($1.text)) }
        }
        guard let width, width > 20 else { return (natural, .max) }
        let name = min(natural, max(12, width / 5))
        return (name, max(20, width - digits - 2 - name - 5))
    }
}
