extension JSONParser {
    /// Reads a string whose opening quote is at the index.
    mutating func string() throws(JSONSyntaxError) -> String {
        let start = index + 1
        index = endOfPlainText(from: start)
        if peek() == UInt8(ascii: "\"") {
            index += 1
            return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
        }
        characters.removeAll(keepingCapacity: true)
        characters += bytes[start..<index]
        hasLoneSurrogate = false
        let text = try escapedString()
        if hasLoneSurrogate { note(.loneSurrogate, at: start - 1) }
        return text
    }

    /// Continues a string at its first backslash, or at a byte that does not belong there.
    private mutating func escapedString() throws(JSONSyntaxError) -> String {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: characters, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape()
            case ..<0x20: throw fault(.controlCharacter(byte))
            default:
                characters.append(byte)
                index += 1
            }
        }
        throw fault(.truncated(expected: "the closing quote of a string"))
    }

    /// The place of the next quote, backslash or control character.
    private func endOfPlainText(from start: Int) -> Int {
        let bytes = bytes.span
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            index += 1
        }
        return index
    }

    private mutating func escape() throws(JSONSyntaxError) {
        let start = index
        index += 1
        guard let byte = peek() else {
            throw fault(.truncated(expected: "the closing quote of a string"))
        }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): characters.append(byte)
        case UInt8(ascii: "b"): characters.append(0x08)
        case UInt8(ascii: "f"): characters.append(0x0C)
        case UInt8(ascii: "n"): characters.append(0x0A)
        case UInt8(ascii: "r"): characters.append(0x0D)
        case UInt8(ascii: "t"): characters.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try unicodeEscape(start)
            hasLoneSurrogate = hasLoneSurrogate || scalar == nil
            characters += String(scalar ?? "\u{FFFD}").utf8
        default: throw JSONSyntaxError(reason: .badEscape, offset: start)
        }
    }

    /// Reads the digits after `\u`, and the second half of a surrogate pair; nil for half a pair.
    private mutating func unicodeEscape(_ start: Int) throws(JSONSyntaxError) -> Unicode.Scalar? {
        let first = try hexadecimal(start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        let isHigh = first & 0xFC00 == 0xD800
        guard isHigh, bytes[index...].starts(with: "\\u".utf8) else { return nil }
        let before = index
        index += 2
        let second = try hexadecimal(before)
        guard second & 0xFC00 == 0xDC00 else {
            index = before
            return nil
        }
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
    }

    private mutating func hexadecimal(_ start: Int) throws(JSONSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = peek().flatMap(Self.hexadecimalDigit) else {
                throw JSONSyntaxError(reason: .badEscape, offset: start)
            }
            value = value << 4 | digit
            index += 1
        }
        return value
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x41 + 10
        case 0x61...0x66: UInt32(byte) - 0x61 + 10
        default: nil
        }
    }
}
