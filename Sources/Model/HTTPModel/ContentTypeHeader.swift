/// The value of a `Content-Type` header (RFC 9110 §8.3): a media type with its parameters.
///
/// It reads what servers and authors write, without complaints: a missing value is an empty media
/// type.
public struct ContentTypeHeader: Sendable, Hashable {
    /// The type and subtype in lower case, as `application/json`; empty if the header has none.
    public let mediaType: String
    private let parameters: [String]

    /// Splits a value; the absence of the header is an empty value.
    public init(_ value: String) {
        var parts = Self.split(value)
        mediaType = Self.plain(parts.removeFirst())
        parameters = parts
    }

    /// Splits the value of the header, if there is one.
    public init(_ headers: HTTPHeaders) {
        self.init(headers["Content-Type"] ?? "")
    }

    /// The value of a parameter without its quotes; nil if it is missing or empty.
    public func parameter(_ name: String) -> String? {
        for parameter in parameters {
            guard let equals = parameter.firstIndex(of: "=") else { continue }
            let key = Self.bare(parameter[..<equals])
            guard HTTPHeaders.same(String(key), name) else { continue }
            let value = Self.bare(parameter[parameter.index(after: equals)...])
            return value.isEmpty ? nil : String(value)
        }
        return nil
    }

    /// The charset, as it is spelled.
    public var charset: String? { parameter("charset") }

    /// Whether the media type is `application/json` or a format built on JSON, as
    /// `image/vnd.x+json`.
    public var isJSON: Bool { mediaType.hasSuffix("/json") || mediaType.hasSuffix("+json") }

    /// Returns a media type without white space, in lower case, as most servers write it.
    private static func plain(_ type: String) -> String {
        let isPlain = type.utf8.allSatisfy {
            (0x21...0x40).contains($0) || (0x5B...0x7E).contains($0)
        }
        if isPlain { return type }
        let scalars = type.unicodeScalars.filter { !$0.properties.isWhitespace }
        return String(scalars).lowercased()
    }

    /// Splits at semicolons that are not in quotes; never empty.
    private static func split(_ value: String) -> [String] {
        guard value.utf8.contains(UInt8(ascii: ";")) else { return [value] }
        var parts: [String] = []
        var start = value.startIndex
        var isQuoted = false
        for index in value.utf8.indices {
            switch value.utf8[index] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ";") where !isQuoted:
                parts.append(String(value[start..<index]))
                start = value.utf8.index(after: index)
            default: break
            }
        }
        return parts + [String(value[start...])]
    }

    /// Without white space and quotes around it.
    private static func bare(_ text: Substring) -> Substring {
        func isOuter(_ byte: UInt8) -> Bool { " \t\"'".utf8.contains(byte) }
        let start = text.utf8.drop(while: isOuter)
        guard let last = start.lastIndex(where: { !isOuter($0) }) else { return "" }
        return Substring(start[...last])
    }
}
