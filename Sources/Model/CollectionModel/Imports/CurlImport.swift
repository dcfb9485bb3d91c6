/// Makes requests of command lines for curl.
public struct CurlImport {
    /// A command that was copied for a shell of Windows, whose escapes mean something else here.
    public struct WindowsCommand: Error, Hashable {
        /// The name of the shell.
        public let shell: String
        /// The line of the command.
        public let line: Int
    }

    /// The requests, in the order of their commands.
    public private(set) var requests: [ImportedRequest] = []
    /// The lines of the commands that lose something, by what they lose.
    private var lossLines: [(loss: String, lines: [Int])] = []
    private var commandCount = 0

    /// What has no place in a request, each once; with its lines if there are several commands.
    public var losses: [String] {
        lossLines.map { loss, lines in
            if commandCount == 1 { return loss }
            if lines.count == 1 { return "\(loss) (line \(lines[0]))" }
            return "\(loss) (lines \(lines.map(String.init).joined(separator: ", ")))"
        }
    }

    /// Reads a text with commands; other commands than curl are ignored.
    ///
    /// - Throws: If a command was copied for a shell of Windows.
    public init(_ text: String) throws(WindowsCommand) {
        for command in ShellWords.commands(in: text) {
            let start = command.words.firstIndex(where: Self.isCurl)
            if let shell = command.windowsShell, start != nil || Self.isCmdlet(command.words) {
                throw WindowsCommand(shell: shell, line: command.line)
            }
            guard let start else { continue }
            commandCount += 1
            read(command.words[(start + 1)...], line: command.line)
        }
    }

    private static func isCurl(_ word: String) -> Bool {
        ["curl", "curl.exe"].contains(word) || word.hasSuffix("/curl")
    }

    /// Whether a browser copied the command as a call of PowerShell.
    private static func isCmdlet(_ words: [String]) -> Bool {
        ["Invoke-WebRequest", "Invoke-RestMethod"].contains { words.contains($0) }
    }

    /// Reads the words behind `curl`; `--next` begins another command with options of its own.
    private mutating func read(_ words: ArraySlice<String>, line: Int) {
        var command = CurlCommand()
        for word in CurlWords(Array(words)).words {
            if case .option("next", _, _) = word {
                finish(command, line: line)
                command = CurlCommand()
            } else {
                command.read(word)
            }
        }
        finish(command, line: line)
    }

    private mutating func finish(_ command: CurlCommand, line: Int) {
        var command = command
        requests += command.requests()
        for loss in command.losses {
            if let index = lossLines.firstIndex(where: { $0.loss == loss }) {
                if lossLines[index].lines.last != line { lossLines[index].lines.append(line) }
            } else {
                lossLines.append((loss, [line]))
            }
        }
    }
}
