import CollectionModel

/// Writes a resolved URL as it goes over the wire (reference §6.5): UTF-8 percent-encoding of what
/// the part at hand cannot hold; `%XX` triplets, dot segments and doubled slashes stay.
enum URLEncoding {
    /// The part of the URL that a character stands in; later parts forbid more.
    private enum Part {
        case query, path, userinfo
    }

    /// The absolute URL without fragment, or nil where there is no host.
    static func wireText(of url: URLDefinition, encodes: Bool) -> String? {
        guard let host = url.host, !host.isEmpty else { return nil }
        func encode(_ text: String, _ part: Part) -> String {
            encodes ? encoded(text, part) : text
        }
        var text = (url.scheme?.isEmpty == false ? url.scheme ?? "" : "http").lowercased() + "://"
        if let user = url.user, !user.isEmpty || url.password != nil {
            text += encode(user, .userinfo)
            if let password = url.password { text += ":" + encode(password, .userinfo) }
            text += "@"
        }
        text += lowercasedASCII(host)
        if let port = url.port, !port.isEmpty { text += ":" + port }
        let path = url.pathText
        text += path.isEmpty ? "/" : encode(path, .path)
        if let query = url.queryText { text += "?" + encode(query, .query) }
        return text
    }

    private static func lowercasedASCII(_ host: String) -> String {
        host.utf8.allSatisfy { $0 < 0x80 } ? host.lowercased() : host
    }

    private static func encoded(_ text: String, _ part: Part) -> String {
        guard text.utf8.contains(where: { mustEncode($0, part) }) else { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if mustEncode(byte, part) {
                bytes += [UInt8(ascii: "%"), hex(byte >> 4), hex(byte & 0x0F)]
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func mustEncode(_ byte: UInt8, _ part: Part) -> Bool {
        if byte <= 0x20 || byte >= 0x7F { return true }
        let character = Unicode.Scalar(byte)
        return switch part {
        case .query: "\"#'<>".unicodeScalars.contains(character)
        case .path: "\"<>`#?{}".unicodeScalars.contains(character)
        case .userinfo: "\"<>`#?{}/:;=@[\\]^|".unicodeScalars.contains(character)
        }
    }

    private static func hex(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
    }
}

/// The form encoding of `application/x-www-form-urlencoded` bodies as Postman writes it (§6.4):
/// RFC 3986's unreserved characters stay, a space becomes `%20`.
enum FormEncoding {
    /// The text, encoded.
    static func encoded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch Unicode.Scalar(byte) {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                let digits = String(byte, radix: 16, uppercase: true)
                if byte < 0x10 { bytes.append(UInt8(ascii: "0")) }
                bytes += digits.utf8
            }
        }
        return bytes
    }
}
