public import Diagnostics

/// A workflow command of GitHub Actions: a line of output that the runner executes.
public enum WorkflowCommand {
    /// How much GitHub shows of a title, and how much of a message a person reads.
    private static let titleCharacters = 200
    private static let messageCharacters = 4_000

    /// Returns a command that annotates the run: `::error title=…::…`.
    public static func annotation(
        _ kind: String, title: String, message: String, at place: Place = Place()
    ) -> String {
        var command = "::\(kind) "
        if let file = place.file {
            command += "file=\(property(file)),"
            if let position = place.position {
                command += "line=\(position.line),col=\(position.column),"
            }
        }
        return command + "title=\(property(clipped(title, titleCharacters)))"
            + "::\(data(clipped(message, messageCharacters)))\n"
    }

    /// Returns the text as the data of a command, on one line.
    static func data(_ text: String) -> String {
        var escaped = ""
        for scalar in TerminalText.printable(text, keepsLines: true).unicodeScalars {
            switch scalar {
            case "%": escaped += "%25"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Returns the text as the value of a property, with the characters that end one escaped, too.
    static func property(_ text: String) -> String {
        var escaped = ""
        for scalar in data(text).unicodeScalars {
            switch scalar {
            case ":": escaped += "%3A"
            case ",": escaped += "%2C"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func clipped(_ text: String, _ count: Int) -> String {
        let head = text.prefix(count)
        return head.endIndex == text.endIndex ? text : head + "…"
    }
}
