/// The encoding that a text file appears to have.
///
/// That is UTF-16 if there is its byte order mark or if zero bytes are in its places, UTF-8 if the
/// bytes are valid as such, and Latin-1 otherwise.
public enum FileEncoding: Sendable, Hashable {
    /// UTF-8, perhaps with a byte order mark.
    case utf8(hasMark: Bool)
    /// UTF-16, perhaps with a byte order mark.
    case utf16(isBigEndian: Bool, hasMark: Bool)
    /// ISO 8859-1.
    case latin1

    /// Recognises the encoding of a file's bytes.
    public init(of bytes: [UInt8]) {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFF, 0xFE):
            self = .utf16(isBigEndian: false, hasMark: true)
            return
        case (0xFE, 0xFF):
            self = .utf16(isBigEndian: true, hasMark: true)
            return
        default: break
        }
        // JSON starts with two ASCII characters, so that every other byte of UTF-16 is zero there.
        switch bytes.prefix(4).map({ $0 == 0 }) {
        case [false, true, false, true]: self = .utf16(isBigEndian: false, hasMark: false)
        case [true, false, true, false]: self = .utf16(isBigEndian: true, hasMark: false)
        default:
            self =
                Self.isUTF8(bytes)
                ? .utf8(hasMark: bytes.starts(with: Self.utf8Mark)) : .latin1
        }
    }

    private static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The name, for messages.
    public var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16: "UTF-16"
        case .latin1: "Latin-1"
        }
    }

    // MARK: Decoding

    /// The text of a file in this encoding as UTF-8, without a byte order mark.
    public func decoded(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .utf8(let hasMark): hasMark ? Array(bytes.dropFirst(Self.utf8Mark.count)) : bytes
        case .utf16(let isBigEndian, let hasMark):
            Self.utf16(bytes.dropFirst(hasMark ? 2 : 0), isBigEndian: isBigEndian)
        case .latin1: Self.latin1(bytes)
        }
    }

    /// Whether the bytes are valid UTF-8 (RFC 3629 §4).
    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        let text = bytes.span
        var index = 0
        while index < text.count {
            while index <= text.count - 32, text.isASCII(at: index) { index += 32 }
            if index == text.count { break }
            let ascii =
                index <= text.count - 8
                ? text.word(at: index).bytesBeyondASCII.firstByte : text[index] < 0x80 ? 1 : 0
            index += ascii
            if ascii == 8 || index == text.count { continue }
            let length = length(ofCharacterAt: index, in: text)
            if length == 0 { return false }
            index += length
        }
        return true
    }

    /// The bytes of a valid character; 0 if there is none.
    private static func length(ofCharacterAt index: Int, in text: Span<UInt8>) -> Int {
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch text[index] {
            case ..<0x80: (1, 0...0)
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        if length < 2 { return length }
        guard index <= text.count - length, second.contains(text[index + 1]) else { return 0 }
        for later in 2..<length where text[index + later] & 0xC0 != 0x80 { return 0 }
        return length
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

    // MARK: Encoding

    /// A text of UTF-8 as a file in this encoding; nil if the encoding lacks one of its characters.
    public func encoded(_ text: [UInt8]) -> [UInt8]? {
        switch self {
        case .utf8(let hasMark): return hasMark ? Self.utf8Mark + text : text
        case .utf16(let isBigEndian, let hasMark):
            let units = (hasMark ? [0xFEFF] : []) + String(decoding: text, as: UTF8.self).utf16
            return units.flatMap { unit -> [UInt8] in
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                return isBigEndian ? [high, low] : [low, high]
            }
        case .latin1:
            var bytes: [UInt8] = []
            for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
                guard let byte = UInt8(exactly: scalar.value) else { return nil }
                bytes.append(byte)
            }
            return bytes
        }
    }
}
