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
}
