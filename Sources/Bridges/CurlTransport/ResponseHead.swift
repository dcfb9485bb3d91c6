import HTTPModel
import TextEncoding

/// The status line and headers of a response, out of the bytes that came.
struct ResponseHead {
    private(set) var status = 0
    private(set) var reason = ""
    private(set) var version = ""
    private(set) var headers = HTTPHeaders()

    /// Reads a head that libcurl has accepted; lines end with CRLF or LF.
    init(_ bytes: [UInt8]) {
        var fields: [HTTPField] = []
        fields.reserveCapacity(12)
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = bytes[start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end)]
            if start == bytes.startIndex {
                readStatusLine(line)
            } else if let first = line.first {
                if Self.isSpace(first), let last = fields.indices.last {
                    // An old-style folded line continues the one before it (RFC 9112 §5.2).
                    fields[last].value += " " + Self.text(line.withoutOuterBlanks)
                } else if let field = Self.field(line) {
                    fields.append(field)
                }
            }
            start = end + 1
        }
        headers = HTTPHeaders(fields)
    }

    /// The status of a head so far, by the digits of its status line.
    static func status(of bytes: [UInt8]) -> Int {
        guard let space = bytes.firstIndex(of: UInt8(ascii: " ")) else { return 0 }
        return bytes[(space + 1)...].prefix { (0x30...0x39).contains($0) }
            .reduce(0) { $0 &* 10 &+ Int($1 - 0x30) }
    }

    /// Splits `HTTP/1.1 200 OK`.
    private mutating func readStatusLine(_ line: ArraySlice<UInt8>) {
        let protocolName = line.prefix { $0 != UInt8(ascii: " ") }
        let rest = line[protocolName.endIndex...].dropFirst()
        let code = rest.prefix { $0 != UInt8(ascii: " ") }
        version = Self.text(protocolName.dropFirst("HTTP/".utf8.count))
        status = Int(Self.text(code)) ?? 0
        let own = Self.text(rest[code.endIndex...].withoutOuterBlanks)
        reason = own.isEmpty ? ReasonPhrase.of(status) : own
    }

    private static func field(_ line: ArraySlice<UInt8>) -> HTTPField? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        return HTTPField(
            name: text(line[..<colon].withoutOuterBlanks),
            value: text(line[(colon + 1)...].withoutOuterBlanks))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// UTF-8 if it is that, otherwise ISO 8859-1, the field's historical character set.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        return String(validating: bytes, as: UTF8.self)
            ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
