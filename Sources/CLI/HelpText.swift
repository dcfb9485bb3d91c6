/// Lays out the help of a command from its table of options.
struct HelpText {
    /// The columns that the text may take.
    let width: Int

    private static let indent = 34

    /// The options under their headings.
    func options(_ options: [OptionLabel]) -> String {
        var text = ""
        for group in OptionGroup.allCases {
            let members = options.filter { $0.group == group }
            if members.isEmpty { continue }
            text += "\n\(group.rawValue):\n"
            for option in members { text += line(option.synopsis, option.help) }
        }
        return text
    }

    /// A name and what it means, the meaning wrapped and aligned.
    func line(_ name: String, _ meaning: String) -> String {
        let start = "  " + name
        var lines = wrapped(meaning)
        var text = start
        if start.count + 2 > Self.indent {
            text += "\n" + String(repeating: " ", count: Self.indent)
        } else {
            text += String(repeating: " ", count: Self.indent - start.count)
        }
        text += lines.removeFirst() + "\n"
        for line in lines { text += String(repeating: " ", count: Self.indent) + line + "\n" }
        return text
    }

    private func wrapped(_ text: String) -> [String] {
        let limit = max(30, width - Self.indent)
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count <= limit {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
