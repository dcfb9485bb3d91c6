/// How text is percent-encoded for a place in a URL or a form.
enum PercentEncoding {
    /// All but RFC 3986's unreserved characters.
    case strict
    /// As `strict`, with `+` for a space (`application/x-www-form-urlencoded`).
    case form
    /// What Postman encodes in the name of a query parameter; `%XX` and `+` stay as they are.
    case postmanName
    /// What Postman encodes in the value of a query parameter.
    case postmanValue

    /// The text encoded.
    func encode(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if keeps(byte) {
                output.append(byte)
            } else if byte == UInt8(ascii: " "), self == .form {
                output.append(UInt8(ascii: "+"))
            } else {
                output.append(UInt8(ascii: "%"))
                output.append(Self.digits[Int(byte >> 4)])
                output.append(Self.digits[Int(byte & 15)])
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
    private static let postmanReserved = Set("\"#&'<>".utf8)

    private func keeps(_ byte: UInt8) -> Bool {
        if self == .postmanName && byte == UInt8(ascii: "=") { return false }
        if self == .postmanName || self == .postmanValue {
            return byte > 0x20 && byte < 0x7F && !Self.postmanReserved.contains(byte)
        }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            return true
        default: return false
        }
    }
}

/// Text in the form `a=b&c=d`, as queries, form bodies and callbacks have it.
enum FormText {
    /// The pairs in order, decoded.
    static func pairs(_ text: some StringProtocol) -> [(name: String, value: String)] {
        text.split(separator: "&").map { segment in
            (
                decode(segment.prefix { $0 != "=" }),
                decode(segment.drop { $0 != "=" }.dropFirst())
            )
        }
    }

    /// The pairs encoded.
    static func text(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { name, value in
            PercentEncoding.form.encode(name) + "=" + PercentEncoding.form.encode(value)
        }.joined(separator: "&")
    }

    /// The text with `%XX` and `+` decoded; what is malformed stays as it is.
    static func decode(_ text: some StringProtocol) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
