extension JSONSource {
    /// Creates a source from a file's bytes, in the encoding that they appear to have.
    ///
    /// That is UTF-16 if there is its byte order mark or if zero bytes are in its places, UTF-8 if
    /// the bytes are valid as such, and Latin-1 otherwise. Places count in the decoded text.
    public init(name: String, decoding bytes: [UInt8]) {
        self.init(name: name, bytes: Self.utf8(bytes))
    }

    private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFF, 0xFE): return utf16(bytes.dropFirst(2), isBigEndian: false)
        case (0xFE, 0xFF): return utf16(bytes.dropFirst(2), isBigEndian: true)
        default: break
        }
        // JSON starts with two ASCII characters, so that every other byte of UTF-16 is zero there.
        switch bytes.prefix(4).map({ $0 == 0 }) {
        case [false, true, false, true]: return utf16(bytes[...], isBigEndian: false)
        case [true, false, true, false]: return utf16(bytes[...], isBigEndian: true)
        default: break
        }
        return isUTF8(bytes) ? bytes : latin1(bytes)
    }

    /// Whether the bytes are valid UTF-8; looked at in pieces, so that no copy of all is made.
    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        let pieceSize = 32_768
        var start = 0
        while start < bytes.count {
            var end = min(start + pieceSize, bytes.count)
            // A character is not cut: its later bytes start with the bits 10.
            while end < bytes.count, end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            if end == start || String(validating: bytes[start..<end], as: UTF8.self) == nil {
                return false
            }
            start = end
        }
        return true
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2 + 1)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        if index < bytes.endIndex { units.append(0xFFFD) }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private static func latin1(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
            } else {
                text.append(0xC0 | byte >> 6)
                text.append(0x80 | byte & 0x3F)
            }
        }
        return text
    }
}
