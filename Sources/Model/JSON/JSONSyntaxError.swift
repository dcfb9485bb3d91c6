public import Diagnostics
import TextEncoding

/// Why a text is not JSON.
public struct JSONSyntaxError: Error, Sendable, Hashable {
    /// What was found wrong.
    public enum Reason: Sendable, Hashable {
        /// The text holds nothing but white space.
        case empty
        /// The text ends inside a value.
        case truncated(expected: String)
        /// There is something else than the expected text.
        case unexpected(found: String, expected: String)
        /// A comma before a closing bracket.
        case trailingComma
        /// A comment, which JSON does not have.
        case comment
        /// A string in single quotes.
        case singleQuote
        /// A string with an unescaped line feed or other control character.
        case controlCharacter(UInt8)
        /// A backslash before a character that cannot be escaped, or a malformed `\u` escape.
        case badEscape
        /// A number that is not one: a leading zero, a lone minus, a missing digit.
        case badNumber
        /// More values nested in each other than allowed.
        case tooDeep(limit: Int)
        /// Something follows the value.
        case trailingText
    }

    /// What was found wrong.
    public var reason: Reason
    /// The offset in bytes of the trouble.
    public var offset: Int

    /// The error as a diagnostic with its place in the source.
    public func diagnostic(in source: JSONSource) -> Diagnostic {
        let wording = Self.wording(reason)
        return Diagnostic(
            .error, "not valid JSON: " + wording.message, at: source.place(at: offset),
            help: wording.help.map { [$0] } ?? [])
    }

    private static func wording(_ reason: Reason) -> (message: String, help: String?) {
        switch reason {
        case .empty: ("the file is empty", "export the collection or environment again")
        case .truncated(let expected):
            (
                "the file ends, but \(expected) is expected",
                "the file looks cut off; export or download it again"
            )
        case .unexpected(let found, let expected): ("expected \(expected), found \(found)", nil)
        case .trailingComma: ("a comma before the closing bracket", "remove the comma")
        case .comment: ("a comment", "JSON has no comments; remove it")
        case .singleQuote: ("a string in single quotes", "use double quotes")
        case .controlCharacter(let byte):
            (
                "a string with the unescaped control character \(Self.hex(byte))",
                byte == 0x0A
                    ? "close the string before the line ends, or write '\\n'"
                    : "write it as '\\u00\(Hexadecimal.encode([byte]))'"
            )
        case .badEscape:
            (
                "an escape that does not exist",
                "after '\\' write one of \" \\ / b f n r t, or 'u' and four hexadecimal digits"
            )
        case .badNumber: ("a malformed number", nil)
        case .tooDeep(let limit): ("values are nested deeper than \(limit) levels", nil)
        case .trailingText: ("text after the end of the value", "remove what follows")
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        "U+00" + Hexadecimal.encode([byte], uppercase: true)
    }
}
