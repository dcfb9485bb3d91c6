import Diagnostics
import HTTPModel
import RunModel
import TextEncoding

/// The lines about one failure in the terminal's list: what failed, why, and the exchange.
struct FailureDetail {
    /// A line with its colour.
    struct Line {
        var text: String
        var ink: Ink?

        init(_ text: String, _ ink: Ink? = nil) {
            self.text = text
            self.ink = ink
        }
    }

    let failure: RunFailure
    let details: FailureDetails
    /// The runs that it happened in; nil if they are not shown.
    var runs: String?

    private static let shortLines = 10
    private static let fullLines = 100
    private static let longestLine = 200

    /// The lines in order.
    var lines: [Line] {
        var lines: [Line] = []
        if let name = failure.assertionName { lines.append(Line(Self.oneLine(name))) }
        lines += Self.lines(failure.failure.message)
        lines += difference
        lines += scriptLine
        lines.append(Line("at \(failure.location)", .gray))
        if let item = failure.item {
            let file = item.source.map { " (\($0))" } ?? ""
            lines.append(Line("inside \"\(Self.oneLine(item.path))\"" + Self.oneLine(file), .gray))
        }
        if let runs { lines.append(Line(Self.oneLine(runs), .yellow)) }
        return lines + consequences + exchange
    }

    // MARK: Parts

    private var difference: [Line] {
        guard let difference = ValueDifference(failure.failure) else { return [] }
        let shown = zip(difference.lines, difference.text).map { line, text in
            let ink: Ink? =
                switch line {
                case .same, .gap: .gray
                case .expected: .green
                case .actual: .red
                }
            return Line(Self.oneLine(text), ink)
        }
        return [Line(ValueDifference.legend, .gray)] + shown
    }

    /// The line of the script, after its number.
    private var scriptLine: [Line] {
        guard let text = failure.failure.lineText, let position = failure.failure.position
        else { return [] }
        return [Line("\(position.line) | \(Self.oneLine(text).trimmed)", .gray)]
    }

    private var consequences: [Line] {
        guard failure.consequenceCount > 0 else { return [] }
        let names = failure.consequences.map { Self.oneLine($0) }
        let left = failure.consequenceCount - names.count
        let more = left > 0 ? " and \(left) more" : ""
        return [Line("therefore also failed: \(names.joined(separator: ", "))\(more)", .gray)]
    }

    private var exchange: [Line] {
        guard details != .none, let record = failure.exchange else { return [] }
        var request = ExchangeText.request(record)
        if let response = record.response, details == .short {
            request += " [\(ExchangeText.answer(response))]"
        }
        var lines = [Line(Self.oneLine(request), .cyan)]
        lines += record.hops.map {
            Line(Self.oneLine("redirected by \(ExchangeText.hop($0))"), .gray)
        }
        if details == .full { lines += Self.lines(record.request.headers) }
        guard let response = record.response else { return lines }
        if details == .full {
            lines.append(Line(Self.oneLine(ExchangeText.answer(response)), .cyan))
            lines += Self.lines(response.headers)
        }
        return lines + body(of: response)
    }

    private func body(of response: HTTPResponse) -> [Line] {
        guard let body = ExchangeText.body(response, limit: RequestRecord.excerptBytes)
        else { return [] }
        let limit = details == .full ? Self.fullLines : Self.shortLines
        let all = body.text.split(separator: "\n", omittingEmptySubsequences: false)
        var lines = all.prefix(limit).map { line in
            let end = line.dropFirst(Self.longestLine).isEmpty ? "" : "…"
            return Line("| \(Self.oneLine(String(line.prefix(Self.longestLine))))\(end)", .gray)
        }
        if all.count > limit || !body.isWhole {
            lines.append(Line("| … (\(HumanUnits.size(response.bodySize)) in all)", .gray))
        }
        return lines
    }

    private static func lines(_ headers: HTTPHeaders) -> [Line] {
        headers.fields.map { Line(oneLine("\($0.name): \($0.value)"), .gray) }
    }

    private static func lines(_ text: String) -> [Line] {
        TerminalText.printable(text, keepsLines: true).split(separator: "\n").map {
            Line(String($0))
        }
    }

    private static func oneLine(_ text: String) -> String {
        TerminalText.printable(text, keepsLines: false)
    }
}
