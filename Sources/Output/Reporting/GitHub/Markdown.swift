/// Foreign text in Markdown, as GitHub reads it.
enum Markdown {
    /// The text on one line, where it means nothing but itself.
    static func text(_ text: String) -> String {
        var escaped = ""
        for scalar in html(text).unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$", "!", "@":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The text on one line of HTML.
    static func html(_ text: String) -> String {
        var escaped = ""
        for scalar in TerminalText.printable(text, keepsLines: false).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The text as a block of code, in a fence that is longer than any in it.
    static func block(_ text: String) -> String {
        var longest = 2
        var count = 0
        for byte in text.utf8 {
            count = byte == UInt8(ascii: "`") ? count + 1 : 0
            longest = max(longest, count)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)text\n\(TerminalText.printable(text, keepsLines: true))\n\(fence)\n"
    }
}
