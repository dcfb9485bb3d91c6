/// Splits a command line as a shell does: quotes, escapes, and lines that go on.
///
/// Nothing is expanded: variables and substitutions stay as they are written.
struct ShellWords {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var words: [String] = []
    private var word: String.UnicodeScalarView?

    /// Returns the commands of a text, each as its words; comments and empty lines are left out.
    static func commands(in text: String) -> [[String]] {
        var reader = ShellWords(scalars: Array(text.unicodeScalars))
        var commands: [[String]] = []
        while reader.index < reader.scalars.count {
            let words = reader.command()
            if !words.isEmpty { commands.append(words) }
        }
        return commands
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if word == nil { word = String.UnicodeScalarView() }
        word?.append(scalar)
    }

    private mutating func endWord() {
        if let word { words.append(String(word)) }
        word = nil
    }

    /// Reads to the end of a command.
    private mutating func command() -> [String] {
        words = []
        while let scalar = current {
            index += 1
            switch scalar {
            case "\n", ";", "|", "&":
                endWord()
                return words
            case " ", "\t", "\r": endWord()
            case "#" where word == nil:
                while let scalar = current, scalar != "\n" {
                    _ = scalar
                    index += 1
                }
            case "'": readQuoted()
            case "\"": readDoubleQuoted()
            case "$" where current == "'":
                index += 1
                readEscaped()
            case "\\", "^":
                readEscape(scalar)
            default: append(scalar)
            }
        }
        endWord()
        return words
    }

    /// A backslash, or the caret that continues a line of Windows' shell.
    private mutating func readEscape(_ scalar: Unicode.Scalar) {
        if current == "\r" { index += 1 }
        if current == "\n" {
            index += 1
        } else if scalar == "^" {
            append(scalar)
        } else if let next = current {
            index += 1
            append(next)
        }
    }

    private mutating func readQuoted() {
        word = word ?? String.UnicodeScalarView()
        while let scalar = current {
            index += 1
            if scalar == "'" { return }
            append(scalar)
        }
    }

    private mutating func readDoubleQuoted() {
        word = word ?? String.UnicodeScalarView()
        while let scalar = current {
            index += 1
            if scalar == "\"" { return }
            guard scalar == "\\", let next = current else {
                append(scalar)
                continue
            }
            index += 1
            if next == "\n" { continue }
            if !["\"", "\\", "$", "`"].contains(next) { append(scalar) }
            append(next)
        }
    }

    /// Reads the rest of `$'…'`.
    private mutating func readEscaped() {
        word = word ?? String.UnicodeScalarView()
        while let scalar = current {
            index += 1
            if scalar == "'" { return }
            guard scalar == "\\", let next = current else {
                append(scalar)
                continue
            }
            index += 1
            switch next {
            case "n": append("\n")
            case "r": append("\r")
            case "t": append("\t")
            case "x": appendCode(digits: 2)
            case "u": appendCode(digits: 4)
            default: append(next)
            }
        }
    }

    private mutating func appendCode(digits: Int) {
        let end = min(index + digits, scalars.count)
        let text = String(String.UnicodeScalarView(scalars[index..<end]))
        guard let code = UInt32(text, radix: 16), let scalar = Unicode.Scalar(code) else { return }
        index = end
        append(scalar)
    }
}
