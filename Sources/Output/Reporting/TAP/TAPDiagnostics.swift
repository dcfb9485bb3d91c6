import HTTPModel
import RunModel

/// The YAML block below a failed test point that explains it.
///
/// Its strings are quoted on one line, which even the small YAML readers of TAP consumers
/// understand.
struct TAPDiagnostics {
    let failure: NamedFailure
    /// Whether the start of the response's body is shown.
    let showsBody: Bool

    private static let excerptBytes = 1_024

    func append(to text: inout String) {
        text += "  ---\n"
        line("message", failure.failure.message, to: &text)
        line("type", failure.failure.name, to: &text)
        line("at", failure.location, to: &text)
        if let comparison = failure.failure.comparison {
            line("expected", comparison.expected, to: &text)
            line("actual", comparison.actual, to: &text)
        }
        if let frames = failure.failure.frames { line("stack", frames, to: &text) }
        if let record = failure.record {
            line("request", ExchangeText.request(record), to: &text)
            if let response = record.response {
                line("response", ExchangeText.answer(response), to: &text)
                if showsBody { appendBody(response, to: &text) }
            }
        }
        text += "  ...\n"
    }

    private func appendBody(_ response: HTTPResponse, to text: inout String) {
        guard let body = ExchangeText.body(response, limit: Self.excerptBytes) else { return }
        line("body", body.text, to: &text)
        if !body.isWhole { line("shown", ExchangeText.cut(body.text, of: response), to: &text) }
    }

    private func line(_ key: String, _ value: String, to text: inout String) {
        text += "  \(key): \(Self.quoted(value))\n"
    }

    /// Returns a YAML string: between single quotes if no character needs an escape, else between
    /// double quotes.
    static func quoted(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy({ !isEscaped($0) }) {
            let parts = text.split(separator: "'", omittingEmptySubsequences: false)
            return "'" + parts.joined(separator: "''") + "'"
        }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            default:
                if !isEscaped(scalar) {
                    quoted.unicodeScalars.append(scalar)
                } else if scalar.value < 0x100 {
                    quoted += "\\x" + hexadecimal(scalar.value, digits: 2)
                } else {
                    quoted += "\\u" + hexadecimal(scalar.value, digits: 4)
                }
            }
        }
        return quoted + "\""
    }

    /// Whether YAML does not allow the character in a string, or a reader would not see what is
    /// there: line separators, and marks that reorder text.
    private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }
}
