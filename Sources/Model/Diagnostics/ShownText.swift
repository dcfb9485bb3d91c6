import TextEncoding

/// Makes text from servers fit to be shown at a terminal, in a log and on a page.
public enum ShownText {
    /// Returns one line without control characters, direction overrides or markup, cut to a length.
    public static func harmless(_ text: String, limit: Int) -> String {
        var output = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit {
                output.append("…")
                break
            }
            guard let shown = shown(scalar) else { continue }
            if shown == " ", output.last == " " || output.isEmpty { continue }
            output.append(shown)
            count += 1
        }
        return String(output).trimmed
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "<": return "‹"
        case ">": return "›"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: return " "
        case .format, .surrogate, .privateUse, .unassigned: return nil
        default: return scalar
        }
    }

    /// Returns the text with control characters shown by their pictures, and line feeds kept or
    /// replaced by spaces.
    public static func printable(_ text: String, keepsLines: Bool) -> String {
        var isClean = true
        for byte in text.utf8 where byte < 0x20 || byte > 0x7E {
            // The other bytes beyond ASCII belong to characters that are shown unchanged.
            guard byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2
            else { continue }
            isClean = false
            break
        }
        if isClean { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(printable(scalar, keepsLines: keepsLines))
        }
        return String(result)
    }

    /// Returns the character, or the one that is shown in place of a control character.
    public static func printable(
        _ scalar: Unicode.Scalar, keepsLines: Bool = false
    ) -> Unicode.Scalar {
        switch scalar.value {
        case 0x0A: keepsLines ? scalar : " "
        case 0x09, 0x0D: " "
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        // C1 controls, line separators, and the marks that reorder text.
        case 0x80...0x9F, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: scalar
        }
    }
}
