import Diagnostics

/// Lays out help texts for a terminal.
struct HelpText {
    /// The columns that the text may take.
    let width: Int
    /// Whether headings and names stand out.
    var isStyled = false

    /// The column in which the meanings of options start.
    private static let indent = 34

    /// The blocks with a blank line between them.
    func text(_ blocks: [HelpBlock]) -> String {
        var text = ""
        var isUnderHeading = true
        for block in blocks {
            if !isUnderHeading { text += "\n" }
            isUnderHeading = false
            switch block {
            case .paragraph(let words): text += lines(of: words, width: width).joined()
            case .lines(let lines): text += lines.map { "  \($0)\n" }.joined()
            case .entries(let entries): text += self.entries(entries)
            case .options(let labels): text += entries(labels.map { ($0.synopsis, $0.help) })
            case .heading(let words):
                text += styled(words + ":", "1") + "\n"
                isUnderHeading = true
            }
        }
        return text
    }

    /// Lays out names and their meanings in two columns, or in one on a narrow terminal.
    private func entries(_ entries: [(name: String, meaning: String)]) -> String {
        let longest = entries.map(\.name.count).max() ?? 0
        let indent = longest <= 12 ? longest + 4 : width < 70 ? 8 : Self.indent
        return entries.map { entry($0.name, $0.meaning, at: indent) }.joined()
    }

    private func entry(_ name: String, _ meaning: String, at indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        let meanings = lines(of: meaning, width: width - indent)
        let label = "  " + styled(name, TerminalColor.cyan.rawValue)
        guard name.count + 4 <= indent, let first = meanings.first else {
            return label + "\n" + meanings.map { margin + $0 }.joined()
        }
        let padding = String(repeating: " ", count: indent - name.count - 2)
        return label + padding + first
            + meanings.dropFirst().map { margin + $0 }.joined()
    }

    /// The text in a style of the terminal (a code of "select graphic rendition").
    private func styled(_ text: String, _ code: String) -> String {
        isStyled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func lines(of text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > max(20, width) {
                lines.append(line + "\n")
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line + "\n"]
    }
}
