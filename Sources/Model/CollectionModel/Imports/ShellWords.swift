/// Splits a command line as a shell does: quotes, escapes, and lines that go on.
///
/// Nothing is expanded: variables and substitutions stay as they are written. Commands for the
/// shells of Windows are recognized, but not read.
struct ShellWords {
    /// A command of a text.
    struct Command {
        /// The words, without redirections.
        var words: [String] = []
        /// The line of the text in which it begins.
        var line: Int
        /// The shell of Windows whose escapes it has; nil for a command of a Unix shell.
        var windowsShell: String?
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var command = Command(line: 1)
    private var word: String.UnicodeScalarView?
    /// Whether the next word is the file of a redirection.
    private var isRedirecting = false

    /// Returns the commands of a text; comments and empty lines are left out.
    static func commands(in text: String) -> [Command] {
        var reader = ShellWords(scalars: Array(text.unicodeScalars))
        var commands: [Command] = []
        var line = 1
        while reader.index < reader.scalars.count {
            let start = reader.index
            reader.readCommand(line: line)
            if !reader.command.words.isEmpty { commands.append(reader.command) }
            line += reader.scalars[start..<reader.index].count { $0 == "\n" }
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
        guard let word else { return }
        if !isRedirecting { command.words.append(String(word)) }
        isRedirecting = false
        self.word = nil
    }

    /// Reads to the end of a command.
    private mutating func readCommand(line: Int) {
        command = Command(line: line)
        isRedirecting = false
        while let scalar = current {
            index += 1
            switch scalar {
            case "\n", ";", "|", "&":
                endWord()
                return
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
            case "\\": readEscape()
            case "^", "`": readWindowsEscape(scalar)
            case ">", "<": readRedirection()
            default: append(scalar)
            }
        }
        endWord()
    }

    private mutating func readEscape() {
        if current == "\r" { index += 1 }
        if let next = current {
            index += 1
            if next != "\n" { append(next) }
        }
    }

    /// Reads a caret of cmd or a backtick of PowerShell, if it continues a line or escapes a
    /// character that needs that.
    private mutating func readWindowsEscape(_ scalar: Unicode.Scalar) {
        let escaped = "\r\n\"" + (scalar == "^" ? "&|<>^%\\" : "")
        if let next = current, escaped.unicodeScalars.contains(next) {
            command.windowsShell = scalar == "^" ? "cmd" : "PowerShell"
            if next == "\r" { index += 1 }
            if current == "\n" { index += 1 }
        } else {
            append(scalar)
        }
    }

    /// Leaves out a redirection: the number before it, and the file behind it.
    private mutating func readRedirection() {
        let isNumber = word?.allSatisfy { ("0"..."9").contains($0) } ?? false
        if isNumber { word = nil }
        endWord()
        while let next = current, [">", "<", "&", "|"].contains(next) { index += 1 }
        isRedirecting = true
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
        var backtickCount = 0
        while let scalar = current {
            index += 1
            if scalar == "\"" {
                // A substitution has two backticks; PowerShell has one before a quote.
                if backtickCount % 2 == 1 { command.windowsShell = "PowerShell" }
                return
            }
            guard scalar == "\\", let next = current else {
                if scalar == "`" { backtickCount += 1 }
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
