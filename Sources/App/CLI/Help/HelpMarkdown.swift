/// Writes help texts as Markdown, for the articles of the documentation.
///
/// `posthaste help --markdown WORD...` prints it: `run network` is the table of the network options
/// of `run`, `exit-codes` is a topic.
enum HelpMarkdown {
    /// The blocks with a blank line between them.
    static func text(_ blocks: [HelpBlock]) -> String {
        blocks.map(text).joined(separator: "\n")
    }

    private static func text(_ block: HelpBlock) -> String {
        switch block {
        case .paragraph(let words): escaped(words) + "\n"
        case .lines(let lines): "```\n" + lines.map { $0 + "\n" }.joined() + "```\n"
        case .heading(let words): "### \(escaped(words))\n"
        case .entries(let entries):
            entries.map { "- \(code($0.name)): \(escaped($0.meaning))\n" }.joined()
        case .options(let labels):
            "| Option | Meaning |\n| --- | --- |\n" + labels.map(row).joined()
        }
    }

    private static func row(_ label: OptionLabel) -> String {
        let short = label.short.map { code("-\($0)") + ", " } ?? ""
        let name = code(label.name + label.placeholder)
        let cells = [short + name, escaped(label.help)].map { $0.replacing("|", with: "\\|") }
        return "| \(cells[0]) | \(cells[1]) |\n"
    }

    private static func code(_ text: String) -> String { "`\(text)`" }

    /// A text in which nothing is mark-up but code: words in single quotes, and options.
    private static func escaped(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).reduce(into: Phrase()) {
            $0.add(String($1))
        }.markdown
    }

    /// Words that are joined again, those between two quotation marks as code.
    private struct Phrase {
        private var words: [String] = []
        private var quoted: [String] = []

        /// The text so far.
        var markdown: String { (words + quoted.map(Self.plain)).joined(separator: " ") }

        mutating func add(_ word: String) {
            let isInQuotes = !quoted.isEmpty
            guard isInQuotes || word.drop(while: { $0 == "(" }).hasPrefix("'") else {
                words.append(word.hasPrefix("--") ? Self.option(word) : Self.plain(word))
                return
            }
            quoted.append(word)
            let rest = isInQuotes ? word[...] : word.drop { $0 == "(" }.dropFirst()
            guard rest.contains("'") else { return }
            words.append(Self.code(quoted.joined(separator: " ")))
            quoted = []
        }

        /// The text between the first quotation mark and the last as code.
        private static func code(_ text: String) -> String {
            guard let first = text.firstIndex(of: "'"), let last = text.lastIndex(of: "'"),
                first < last
            else { return plain(text) }
            let inner = text[text.index(after: first)..<last]
            return "\(plain(String(text[..<first])))`\(inner)`"
                + plain(String(text[text.index(after: last)...]))
        }

        private static func option(_ word: String) -> String {
            let name = word.prefix { $0.isLetter || $0.isNumber || "-=_".contains($0) }
            return "`\(name)`" + plain(String(word.dropFirst(name.count)))
        }

        private static func plain(_ text: String) -> String {
            var result = ""
            for character in text {
                if "\\`*_<>[]#".contains(character) { result += "\\" }
                result.append(character)
            }
            return result
        }
    }
}
