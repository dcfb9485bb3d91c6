import Diagnostics
import JSON

/// The variables of a `.env` file, in the form on which its many readers agree.
///
/// - A line is `NAME=VALUE`, with or without `export` before it.
/// - A value without quotes ends with its line, or before a space and `#`.
/// - In single quotes and backticks every character is literal. In double quotes, `\n`, `\r`, `\t`,
///   `\"`, `\\` and `\$` mean the same as in a shell. A quoted value can have several lines.
/// - Except in single quotes and backticks, `${NAME}` and `${NAME:-OTHERWISE}` are replaced. But
///   `$NAME` is not, as in Python's dotenv: it is more likely part of a password.
struct DotenvFile {
    /// A variable of the file.
    struct Variable: Equatable {
        var name: String
        var value: String
    }

    /// The variables in order.
    private(set) var variables: [Variable] = []
    /// Warnings about the file.
    private(set) var warnings: [Diagnostic] = []

    private let source: JSONSource
    /// How many warnings are reported.
    private static let limit = 50
    /// How many bytes references may add: each can double a value that doubles another.
    private static let growthLimit = 16 << 20
    private var growth = 0

    /// The values of all variables so far, by name.
    private var values: [String: String]
    private let process: (String) -> String?
    private var index = 0

    /// Reads a file after others; variables that `process` returns win over those of files.
    init(
        _ source: JSONSource, after earlier: [Variable] = [],
        process: @escaping (String) -> String?
    ) throws(InputError) {
        // A line may hold a secret.
        self.source = source.hidingText()
        values = Dictionary(earlier.map { ($0.name, $0.value) }) { $1 }
        self.process = process
        if source.bytes.starts(with: "\u{FEFF}".utf8) { index = 3 }
        while let byte = skipSpace(andLines: true) {
            if byte == UInt8(ascii: "#") { skipLine() } else { try readVariable() }
        }
    }

    // MARK: Lines

    private mutating func readVariable() throws(InputError) {
        let start = index
        var name = word()
        if name == "export", let byte = current, Self.isSpace(byte) {
            _ = skipSpace()
            name = word()
        }
        let next = skipSpace()
        guard !name.isEmpty, next == UInt8(ascii: "=") else {
            throw error("a line must be NAME=VALUE", at: start)
        }
        index += 1
        let value: String
        switch skipSpace() {
        case UInt8(ascii: "\"")?: value = try doubleQuoted()
        case let quote? where quote == UInt8(ascii: "'") || quote == UInt8(ascii: "`"):
            value = try literal(endingWith: quote)
        default: value = try unquoted()
        }
        try endLine()
        variables.append(Variable(name: name, value: value))
        values[name] = value
    }

    /// Only a comment may follow a value.
    private mutating func endLine() throws(InputError) {
        let end = index
        guard let byte = skipSpace(), !Self.isLineEnd(byte) else { return }
        guard byte == UInt8(ascii: "#") else {
            throw error("something follows the value's closing quotation mark", at: end)
        }
        skipLine()
    }

    // MARK: Values

    private mutating func literal(endingWith quote: UInt8) throws(InputError) -> String {
        let start = index
        index += 1
        while let byte = current, byte != quote { index += 1 }
        if current == nil { throw unclosed(start) }
        index += 1
        return text(start + 1..<index - 1)
    }

    private mutating func doubleQuoted() throws(InputError) -> String {
        let start = index
        var value: [UInt8] = []
        index += 1
        while let byte = current, byte != UInt8(ascii: "\"") {
            switch byte {
            case UInt8(ascii: "\\"): appendEscape(to: &value)
            case UInt8(ascii: "$"): try appendReference(to: &value)
            default:
                value.append(byte)
                index += 1
            }
        }
        if current == nil { throw unclosed(start) }
        index += 1
        return String(decoding: value, as: UTF8.self)
    }

    private mutating func appendEscape(to value: inout [UInt8]) {
        index += 1
        guard let byte = current, let escaped = Self.escaped(byte) else {
            return value.append(UInt8(ascii: "\\"))
        }
        value.append(escaped)
        index += 1
    }

    /// What a character means after a backslash; nil if it means itself.
    private static func escaped(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "$"): byte
        default: nil
        }
    }

    /// A value without quotes.
    ///
    /// `#` after space begins a comment, and space around the value is ignored.
    private mutating func unquoted() throws(InputError) -> String {
        var value: [UInt8] = []
        var length = 0
        while let byte = current, !Self.isLineEnd(byte) {
            if byte == UInt8(ascii: "#"), length < value.count || value.isEmpty && isAfterSpace {
                break
            }
            if byte == UInt8(ascii: "$") {
                try appendReference(to: &value)
                length = value.count
                continue
            }
            if byte == UInt8(ascii: "\\"), index + 1 < source.bytes.count,
                source.bytes[index + 1] == UInt8(ascii: "$")
            {
                index += 1
            }
            value.append(source.bytes[index])
            index += 1
            if !Self.isSpace(byte) { length = value.count }
        }
        return String(decoding: value[..<length], as: UTF8.self)
    }

    private var isAfterSpace: Bool { index > 0 && Self.isSpace(source.bytes[index - 1]) }

    /// Appends the value of a `${NAME}`; any other dollar is literal.
    private mutating func appendReference(to value: inout [UInt8]) throws(InputError) {
        let start = index
        index += 1
        guard current == UInt8(ascii: "{") else {
            value.append(UInt8(ascii: "$"))
            return
        }
        index += 1
        let name = word()
        let otherwise = defaultValue()
        guard !name.isEmpty, current == UInt8(ascii: "}") else {
            value += source.bytes[start..<index]
            return
        }
        index += 1
        let found = process(name) ?? values[name]
        if let replacement = found?.isEmpty == false ? found : otherwise ?? found {
            value += replacement.utf8
            growth += replacement.utf8.count
            guard growth <= Self.growthLimit else {
                throw error("references make values of more than 16 MB", at: start)
            }
        } else if warnings.count < Self.limit {
            warnings.append(
                Diagnostic(
                    .warning, "variable '\(name)' is not set, and nothing takes its place",
                    at: source.place(at: start),
                    help: ["'${\(name):-VALUE}' has a value for this case"]))
        }
    }

    /// The text after `:-` in a reference, up to its end.
    private mutating func defaultValue() -> String? {
        guard source.bytes[index...].starts(with: ":-".utf8) else { return nil }
        index += 2
        let start = index
        while let byte = current, byte != UInt8(ascii: "}"), !Self.isLineEnd(byte) { index += 1 }
        return text(start..<index)
    }

    // MARK: Bytes

    private var current: UInt8? { index < source.bytes.count ? source.bytes[index] : nil }

    /// Skips space, and line ends if asked, up to the next byte.
    @discardableResult
    private mutating func skipSpace(andLines: Bool = false) -> UInt8? {
        while let byte = current, Self.isSpace(byte) || andLines && Self.isLineEnd(byte) {
            index += 1
        }
        return current
    }

    private mutating func skipLine() {
        while let byte = current, !Self.isLineEnd(byte) { index += 1 }
    }

    /// The letters, digits, `_`, `.` and `-` from here on.
    private mutating func word() -> String {
        let start = index
        while let byte = current, Self.isInName(byte) { index += 1 }
        return text(start..<index)
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: source.bytes[range], as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func isInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    // MARK: Errors

    private func error(_ message: String, at offset: Int) -> InputError {
        InputError(diagnostics: [Diagnostic(.error, message, at: source.place(at: offset))])
    }

    private func unclosed(_ start: Int) -> InputError {
        error("the quotation mark that opens here is never closed", at: start)
    }
}
