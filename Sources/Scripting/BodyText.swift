/// The text of a body in the charset that its header names.
enum BodyText {
    /// Decodes the charsets that Postman's runtime knows; any other is taken for UTF-8.
    static func decode(_ bytes: [UInt8], charset: String) -> String {
        switch charset.lowercased() {
        case "latin1", "iso-8859-1", "iso8859-1", "binary", "windows-1252":
            latin1(bytes)
        case "ascii", "us-ascii":
            latin1(bytes.map { $0 & 0x7F })
        case "utf-16", "utf-16le", "utf16le", "ucs-2", "ucs2":
            utf16(bytes)
        default:
            String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func latin1(_ bytes: [UInt8]) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
        return text
    }

    private static func utf16(_ bytes: [UInt8]) -> String {
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        return String(decoding: units, as: UTF16.self)
    }
}
