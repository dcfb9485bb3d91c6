/// Renders diagnostics for a terminal or a log: headline, place, excerpt with a caret, help.
///
/// Messages quote files and servers, whose control characters are made visible. It does not decide
/// where they are written or which exit code follows.
public struct DiagnosticRenderer: Sendable {
    /// Whether ANSI colours are used.
    public var usesColor: Bool

    /// The longest line of an excerpt, in characters.
    ///
    /// Longer lines are cut around the caret.
    private static let excerptWidth = 96

    /// Creates a renderer.
    public init(usesColor: Bool) {
        self.usesColor = usesColor
    }

    /// Returns the diagnostic as lines of text, each with a line feed at its end; `items` is a
    /// phrase that replaces the diagnostic's own item.
    public func render(_ diagnostic: Diagnostic, items: String? = nil) -> String {
        var text = headline(diagnostic)
        text += placeLine(diagnostic.place, items: items)
        text += excerpt(diagnostic.place)
        for phrase in diagnostic.help {
            let phrase = ShownText.printable(phrase, keepsLines: true)
            text +=
                "  " + paint("help:", TerminalColor.cyan.rawValue) + " "
                + indentContinuation(phrase) + "\n"
        }
        return text
    }

    private func headline(_ diagnostic: Diagnostic) -> String {
        let color =
            switch diagnostic.severity {
            case .error: TerminalColor.red.bold
            case .warning: TerminalColor.yellow.bold
            case .note: TerminalColor.blue.bold
            }
        let message = ShownText.printable(diagnostic.message, keepsLines: false)
        return paint(diagnostic.severity.rawValue + ":", color) + " " + message + "\n"
    }

    private func placeLine(_ place: Place, items: String?) -> String {
        var parts: [String] = []
        if let file = place.file {
            parts.append(place.position.map { "\(file):\($0.line):\($0.column)" } ?? file)
        }
        if let path = place.jsonPath { parts.append("at \(path)") }
        if let items = items ?? place.item.map({ "in '\($0)'" }) { parts.append(items) }
        return parts.isEmpty
            ? ""
            : "  " + paint("-->", TerminalColor.blue.rawValue) + " "
                + ShownText.printable(parts.joined(separator: " "), keepsLines: false) + "\n"
    }

    private func excerpt(_ place: Place) -> String {
        guard let position = place.position, let line = place.lineText else { return "" }
        let scalars = line.unicodeScalars
        let count = scalars.count
        let caret = max(0, min(position.column - 1, count))
        let start = count <= Self.excerptWidth ? 0 : max(0, caret - Self.excerptWidth / 2)
        let end = min(count, start + Self.excerptWidth)
        var shown = start > 0 ? "…" : ""
        let lead = shown.unicodeScalars.count + caret - start
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.dropFirst(start).prefix(end - start))
        shown += ShownText.printable(String(text), keepsLines: false)
        if end < count { shown += "…" }
        let number = String(position.line)
        let margin = String(repeating: " ", count: number.count)
        let blue = TerminalColor.blue.rawValue
        let bar = paint("|", blue)
        let sign = String(repeating: " ", count: lead) + paint("^", TerminalColor.red.bold)
        return " \(margin) \(bar)\n \(paint(number, blue)) \(bar) \(shown)\n"
            + " \(margin) \(bar) \(sign)\n"
    }

    private func indentContinuation(_ phrase: String) -> String {
        phrase.split(separator: "\n", omittingEmptySubsequences: false).joined(
            separator: "\n        ")
    }

    private func paint(_ text: String, _ code: String) -> String {
        usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
