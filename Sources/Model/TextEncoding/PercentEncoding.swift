/// How text is percent-encoded for a place in a URL or a form: by what stays as it is there.
///
/// Spaces, control characters and all that is not ASCII are always encoded. Postman's rules keep
/// `%`, so that what is encoded already stays.
public struct PercentEncoding: Sendable, Hashable {
    /// A bit for each ASCII character that stays.
    private var kept: UInt128 = 0
    /// Whether a space is written as `+`, and a `+` read as one.
    private var writesSpaceAsPlus = false

    /// All but RFC 3986's unreserved characters.
    public static let strict = PercentEncoding(visibleExcept: "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}")

    /// As `strict`, with `+` for a space (`application/x-www-form-urlencoded`).
    public static let form: PercentEncoding = {
        var encoding = strict
        encoding.writesSpaceAsPlus = true
        return encoding
    }()

    /// What Postman encodes in the path of a URL.
    public static let postmanPath = PercentEncoding(visibleExcept: "\"<>`#?{}")
    /// What Postman encodes in the name of a query parameter.
    public static let postmanQueryName = PercentEncoding(visibleExcept: "\"#&'<>=")
    /// What Postman encodes in the value of a query parameter.
    public static let postmanQueryValue = PercentEncoding(visibleExcept: "\"#&'<>")
    /// What Postman encodes in the user and the password of a URL.
    public static let postmanUserinfo = PercentEncoding(visibleExcept: "\"<>`#?{}/:;=@[\\]^|")

    /// Makes the encoding of all but ASCII's visible characters, and of these ones among them.
    public init(visibleExcept encoded: String) {
        for byte in UInt8(0x21)..<0x7F where !encoded.utf8.contains(byte) {
            kept |= 1 << UInt128(byte)
        }
    }

    // MARK: - Encoding

    /// The text encoded.
    public func encode(_ text: String) -> String {
        guard text.hasByte(where: { !keeps($0) }) else { return text }
        return String(decoding: encoded(Array(text.utf8)), as: UTF8.self)
    }

    /// The text encoded.
    public func encode(_ text: Substring) -> String { encode(String(text)) }

    /// The bytes encoded.
    public func encode(_ bytes: some Sequence<UInt8>) -> [UInt8] { encoded(Array(bytes)) }

    private func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        for byte in bytes {
            if keeps(byte) {
                output.append(byte)
            } else if byte == UInt8(ascii: " "), writesSpaceAsPlus {
                output.append(UInt8(ascii: "+"))
            } else {
                output.append(UInt8(ascii: "%"))
                output.append(Hexadecimal.upperDigit(byte >> 4))
                output.append(Hexadecimal.upperDigit(byte & 15))
            }
        }
        return output
    }

    // MARK: - Decoding

    /// The text with each `%XX` decoded, and `+` in a form; what is malformed stays as it is.
    public func decode(_ text: String) -> String {
        String(decoding: decoded(Array(text.utf8)), as: UTF8.self)
    }

    /// The text with each `%XX` decoded, and `+` in a form; what is malformed stays as it is.
    public func decode(_ text: Substring) -> String { decode(String(text)) }

    /// The bytes with each `%XX` decoded, and `+` in a form; what is malformed stays as it is.
    public func decode(_ bytes: some Sequence<UInt8>) -> [UInt8] { decoded(Array(bytes)) }

    private func decoded(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(Hexadecimal.value(of:)),
                let low = rest.dropFirst().first.flatMap(Hexadecimal.value(of:))
            {
                output.append(high << 4 | low)
                rest.removeFirst(2)
            } else {
                let isSpace = writesSpaceAsPlus && byte == UInt8(ascii: "+")
                output.append(isSpace ? UInt8(ascii: " ") : byte)
            }
        }
        return output
    }

    private func keeps(_ byte: UInt8) -> Bool { kept >> UInt128(byte) & 1 == 1 }
}
