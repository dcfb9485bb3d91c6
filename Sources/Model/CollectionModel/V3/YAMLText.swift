public import JSON

/// Writes values as YAML in the style of the app's files, so that version control shows small
/// changes (CollectionV3Reference §11.3).
///
/// Indentation of two spaces, also of lists in maps; quotes only if a plain text would be read as
/// something else; texts of several lines as literal blocks. It never folds or wraps a line.
public struct YAMLText {
    private var text = ""

    /// Returns a text as a scalar in one line: plain if that is read as the same, else in quotes.
    ///
    /// Unlike a document, it also quotes what YAML 1.1 takes for something else.
    public static func scalar(_ text: String) -> String {
        isTypedInOlderYAML(text) ? "\"" + text + "\"" : inline(text)
    }

    /// Returns the value as a document, which ends with a line feed.
    public static func document(_ value: JSONValue) -> String {
        var writer = YAMLText()
        switch value.kind {
        case .object(let object) where !object.members.isEmpty:
            writer.write(object, indent: 0)
        default:
            writer.write(value, indent: 0)
            writer.text += "\n"
        }
        return writer.text
    }

    // MARK: Structure

    private mutating func write(_ object: JSONObject, indent: Int) {
        for (index, member) in object.members.enumerated() {
            if index > 0 || indent == 0 { pad(indent) }
            text += Self.inline(member.key) + ":"
            writeMember(member.value, indent: indent)
        }
    }

    /// Writes the value after a key and its line feed.
    private mutating func writeMember(_ value: JSONValue, indent: Int) {
        switch value.kind {
        case .object(let object) where !object.members.isEmpty:
            text += "\n"
            pad(indent + 1)
            write(object, indent: indent + 1)
        case .array(let elements) where !elements.isEmpty:
            text += "\n"
            for element in elements { writeElement(element, indent: indent + 1) }
        default:
            text += " "
            write(value, indent: indent + 1)
            text += "\n"
        }
    }

    private mutating func writeElement(_ element: JSONValue, indent: Int) {
        pad(indent)
        text += "- "
        switch element.kind {
        case .object(let object) where !object.members.isEmpty:
            write(object, indent: indent + 1)
        case .array(let elements) where !elements.isEmpty:
            text.removeLast()
            text += "\n"
            for inner in elements { writeElement(inner, indent: indent + 1) }
        default:
            write(element, indent: indent + 1)
            text += "\n"
        }
    }

    private mutating func pad(_ indent: Int) {
        text += String(repeating: "  ", count: indent)
    }

    // MARK: Scalars

    /// Writes a scalar, or an empty list or map, without a line feed at the end.
    private mutating func write(_ value: JSONValue, indent: Int) {
        switch value.kind {
        case .null: text += "null"
        case .boolean(let flag): text += flag ? "true" : "false"
        case .number(let number): text += number.literal
        case .array: text += "[]"
        case .object: text += "{}"
        case .string(let string):
            if Self.fitsBlock(string) {
                writeBlock(string, indent: indent)
            } else {
                text += Self.inline(string)
            }
        }
    }

    private mutating func writeBlock(_ string: String, indent: Int) {
        var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
        let endings = lines.reversed().prefix { $0.isEmpty }.count
        text += endings == 0 ? "|-" : endings == 1 ? "|" : "|+"
        if endings > 0 { lines.removeLast() }
        for line in lines {
            text += "\n"
            if !line.isEmpty {
                pad(max(indent, 1))
                text += line
            }
        }
    }

    /// Whether a text can be a literal block.
    ///
    /// It has several lines, and the first one is neither empty nor indented, and no characters
    /// that only quotes can hold.
    private static func fitsBlock(_ text: String) -> Bool {
        guard text.utf8.contains(0x0A), let first = text.unicodeScalars.first,
            !["\n", " ", "\t"].contains(first)
        else { return false }
        return text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || isPrintable($0) }
    }

    /// A text in one line: plain if that is read as the same text, else in quotes.
    private static func inline(_ text: String) -> String {
        if isPlain(text) { return text }
        let isSingle =
            text.contains("\"") && !text.contains("'")
            && text.unicodeScalars.allSatisfy(isPrintable)
        if isSingle { return "'" + text + "'" }
        return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            if isPrintable(scalar) { return String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
        case 0x10000...0x10FFFF: true
        default: false
        }
    }

    // MARK: Plain texts

    /// Whether a text without quotes is read as the same text (YAML 1.2, core schema).
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, text.unicodeScalars.last != " ",
            !text.hasSuffix(":"), text.unicodeScalars.allSatisfy(isPrintable),
            !text.contains(": "), !text.contains(" #"), !isTyped(text)
        else { return false }
        switch first {
        case " ", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`":
            return false
        case "-", "?", ":":
            let second = text.unicodeScalars.dropFirst().first
            return second.map { $0 != " " } ?? false && !text.hasPrefix("---")
        default: return !text.hasPrefix("...")
        }
    }

    /// The words with another meaning in YAML 1.1, which many programs still follow.
    private static let olderWords: Set = ["y", "n", "yes", "no", "on", "off", "=", "<<"]

    /// Whether YAML 1.1 reads a plain text as a boolean, a date, a time or a number.
    private static func isTypedInOlderYAML(_ text: String) -> Bool {
        if text.utf8.count <= 3, olderWords.contains(text.lowercased()) { return true }
        let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        guard let first = unsigned.utf8.first, (0x30...0x39).contains(first) else { return false }
        if unsigned.hasPrefix("0b") { return unsigned.dropFirst(2).allSatisfy("01_".contains) }
        return unsigned.contains(where: ":_-".contains)
            && unsigned.utf8.allSatisfy {
                (0x30...0x39).contains($0) || Array("+-:._TtZz ".utf8).contains($0)
            }
    }

    private static let words: Set = [
        "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", ".nan",
        ".NaN", ".NAN",
    ]

    /// Whether a plain text would be `null`, a boolean or a number.
    private static func isTyped(_ text: String) -> Bool {
        if words.contains(text) { return true }
        let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        if [".inf", ".Inf", ".INF"].contains(unsigned) { return true }
        guard let first = unsigned.utf8.first, first == 0x2E || (0x30...0x39).contains(first) else {
            return false
        }
        if unsigned.hasPrefix("0o") || unsigned.hasPrefix("0x") {
            return unsigned.count > 2 && unsigned.dropFirst(2).allSatisfy(\.isHexDigit)
        }
        return Double(String(unsigned)) != nil
            || unsigned.hasSuffix(".") && Double(String(unsigned.dropLast())) != nil
    }
}
