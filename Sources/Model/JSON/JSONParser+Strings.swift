extension JSONParser {
    /// How many bytes an abridged text has at most.
    private static let abridgedLength = 64

    /// Reads a string whose opening quote is at the index.
    mutating func string(isAbridged: Bool) throws(JSONSyntaxError) -> String {
        let start = index + 1
        if let (text, end) = shortTexts.text(at: start, in: bytes) {
            index = end + 1
            return text
        }
        index = endOfPlainText(from: start)
        if peek() == UInt8(ascii: "\"") {
            let end = isAbridged ? min(index, start + Self.abridgedLength) : index
            index += 1
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
        index = start
        hasLoneSurrogate = false
        let text = try escapedString(isAbridged: isAbridged)
        if hasLoneSurrogate { note(.loneSurrogate, at: start - 1) }
        return text
    }

    /// Reads a string with escapes, or with a byte that does not belong there.
    private mutating func escapedString(isAbridged: Bool) throws(JSONSyntaxError) -> String {
        characterCount = 0
        while true {
            if isAbridged, characterCount >= Self.abridgedLength {
                index = Self.endOfText(bytes.span, from: index)
                characterCount = Self.abridgedLength
            } else {
                let room = isAbridged ? Self.abridgedLength + 8 : .max
                Self.copyText(
                    bytes, at: &index, to: &characters, at: &characterCount, below: room)
            }
            guard let byte = peek() else {
                throw fault(.truncated(expected: "the closing quote of a string"))
            }
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: characters[..<characterCount], as: UTF8.self)
            case UInt8(ascii: "\\"): try escape()
            case ..<0x20: throw fault(.controlCharacter(byte))
            default:
                append(byte)
                index += 1
            }
        }
    }

    /// The place of the next quote, backslash or control character.
    private func endOfPlainText(from start: Int) -> Int {
        let bytes = bytes.span
        var index = start
        while index <= bytes.count - 8 {
            let length = bytes.word(at: index).bytesEndingText.firstByte
            index += length
            if length < 8 { return index }
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            index += 1
        }
        return index
    }

    // MARK: Escapes

    /// Copies characters and escapes of one letter, as long as there are eight bytes to read and
    /// room for them.
    private static func copyText(
        _ text: [UInt8], at place: inout Int, to copy: inout [UInt8], at size: inout Int,
        below room: Int
    ) {
        let bytes = text.span
        var copy = copy.mutableSpan
        let room = min(room, copy.count)
        var (index, count) = (place, size)
        defer { (place, size) = (index, count) }
        while index <= bytes.count - 8, count <= room - 8 {
            let word = bytes.word(at: index)
            copy.setWord(word, at: count)
            let length = word.bytesEndingText.firstByte
            index += length
            count += length
            if length == 8 { continue }
            guard let character = character(escapedAt: index, in: bytes) else { return }
            copy[count] = character
            index += 2
            count += 1
        }
    }

    /// The end of what would be copied.
    static func endOfText(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index <= bytes.count - 8 {
            let length = bytes.word(at: index).bytesEndingText.firstByte
            index += length
            if length == 8 { continue }
            guard character(escapedAt: index, in: bytes) != nil else { break }
            index += 2
        }
        return index
    }

    /// The character that stands escaped by one letter at an index.
    private static func character(escapedAt index: Int, in bytes: Span<UInt8>) -> UInt8? {
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\") else { return nil }
        return character(escapedBy: bytes[index + 1])
    }

    private mutating func append(_ byte: UInt8) {
        if characterCount == characters.count {
            characters += repeatElement(0, count: max(64, characters.count))
        }
        characters[characterCount] = byte
        characterCount += 1
    }

    private static func character(escapedBy letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: nil
        }
    }

    private mutating func escape() throws(JSONSyntaxError) {
        let start = index
        index += 1
        guard let byte = peek() else {
            throw fault(.truncated(expected: "the closing quote of a string"))
        }
        index += 1
        if let character = Self.character(escapedBy: byte) { return append(character) }
        guard byte == UInt8(ascii: "u") else {
            throw JSONSyntaxError(reason: .badEscape, offset: start)
        }
        let scalar = try unicodeEscape(start)
        hasLoneSurrogate = hasLoneSurrogate || scalar == nil
        for byte in String(scalar ?? "\u{FFFD}").utf8 { append(byte) }
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

    static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x41 + 10
        case 0x61...0x66: UInt32(byte) - 0x61 + 10
        default: nil
        }
    }
}
