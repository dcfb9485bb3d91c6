import TextEncoding

/// Text of others in Markdown, as GitHub reads it.
enum Markdown {
    /// Returns the text on one line, with every character that Markdown interprets escaped.
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

    /// Returns the text on one line of HTML.
    static func html(_ text: String) -> String {
        HTMLText.escape(TerminalText.printable(text, keepsLines: false), isAttribute: false)
    }

    /// Returns the text as a block of code, in a fence that is longer than any in it.
    static func block(_ text: String, language: String = "text") -> String {
        var longest = 2
        var count = 0
        for byte in text.utf8 {
            count = byte == UInt8(ascii: "`") ? count + 1 : 0
            longest = max(longest, count)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\(language)\n\(TerminalText.printable(text, keepsLines: true))\n\(fence)\n"
    }
}
