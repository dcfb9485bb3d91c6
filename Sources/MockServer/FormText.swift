/// The parameters of a query or of a form body, decoded.
struct FormText {
    /// The parameters in order.
    let parameters: [(name: String, value: String)]

    init(_ text: some StringProtocol) {
        parameters = text.split(separator: "&").map { part in
            let mark = part.firstIndex(of: "=")
            let name = part[..<(mark ?? part.endIndex)]
            let value = mark.map { part[part.index(after: $0)...] } ?? ""
            return (
                Self.decoded(name, plusIsSpace: true), Self.decoded(value, plusIsSpace: true)
            )
        }
    }

    /// The first value of that name.
    subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    /// The first name that stands there twice, which OAuth forbids (RFC 6749 §3.2).
    var repeatedName: String? {
        var seen: Set<String> = []
        return parameters.first { !seen.insert($0.name).inserted }?.name
    }

    /// Decodes `%XX`; what is not a valid triplet stays as it is.
    static func decoded(_ text: some StringProtocol, plusIsSpace: Bool) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = digit(rest.first),
                let low = digit(rest.dropFirst().first)
            {
                bytes.append(high << 4 | low)
                rest.removeFirst(2)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Encodes everything but RFC 3986's unreserved characters.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch Unicode.Scalar(byte) {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~":
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 0x10 ? "%0" + digits : "%" + digits
            }
        }
        return result
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        guard let byte else { return nil }
        return Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
