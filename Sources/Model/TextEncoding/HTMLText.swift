/// Text escaped for HTML documents.
///
/// No element, attribute or script begins or ends in escaped text. Characters that HTML cannot have
/// (control characters, noncharacters) are shown by a substitute, and so are the marks that turn
/// the direction of text, since what follows on the page would turn, too.
public enum HTMLText {
    /// Returns a text escaped for an attribute between double quotes, or as character data.
    public static func escape(_ text: String, isAttribute: Bool = true) -> String {
        if !isSpecial(text, isAttribute) { return text }
        var bytes: [UInt8] = []
        append(Array(text.utf8), to: &bytes, isAttribute: isAttribute)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a text, escaped as character data or for an attribute between double quotes.
    public static func append(
        _ text: String, to bytes: inout [UInt8], isAttribute: Bool = false
    ) {
        if isSpecial(text, isAttribute) {
            append(Array(text.utf8), to: &bytes, isAttribute: isAttribute)
        } else {
            bytes += text.utf8
        }
    }

    private static func isSpecial(_ text: String, _ isAttribute: Bool) -> Bool {
        let bytes = text.utf8.span
        let needsCare = (isAttribute ? needsCareInAttribute : needsCareInText).span
        for index in bytes.indices where needsCare[Int(bytes[index])] { return true }
        return false
    }

    /// Appends UTF-8, escaped as character data or for an attribute between double quotes.
    public static func append(
        _ text: [UInt8], to bytes: inout [UInt8], isAttribute: Bool = false
    ) {
        let needsCare = (isAttribute ? needsCareInAttribute : needsCareInText).span
        var copied = 0
        var index = 0
        while index < text.count {
            guard needsCare[Int(text[index])],
                let (substitute, length) = substitute(in: text, at: index)
            else {
                index += 1
                continue
            }
            bytes += text[copied..<index]
            bytes += substitute
            index += length
            copied = index
        }
        bytes += text[copied...]
    }

    /// Which bytes may begin something that needs a substitute in character data.
    private static let needsCareInText: [Bool] = (0..<256).map { byte in
        switch UInt8(byte) {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F, 0xC2, 0xE2, 0xEF...0xF4: true
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): true
        default: false
        }
    }

    /// The same for an attribute, in which a quotation mark would be the end.
    private static let needsCareInAttribute: [Bool] = (0..<256).map { byte in
        needsCareInText[byte] || UInt8(byte) == UInt8(ascii: "\"")
    }

    /// The substitute for the bytes at an index, and how many bytes it replaces; nil if they stay.
    private static func substitute(
        in text: [UInt8], at index: Int
    ) -> (substitute: [UInt8], length: Int)? {
        switch text[index] {
        case UInt8(ascii: "&"): return (Array("&amp;".utf8), 1)
        case UInt8(ascii: "<"): return (Array("&lt;".utf8), 1)
        case UInt8(ascii: ">"): return (Array("&gt;".utf8), 1)
        case UInt8(ascii: "\""): return (Array("&quot;".utf8), 1)
        case 0x0D:
            // A parser reads a carriage return as a line feed, and two characters as one.
            let isLineEnd = index + 1 < text.count && text[index + 1] == 0x0A
            return (isLineEnd ? [] : picture(0x0D), 1)
        case 0x7F: return (picture(0x21), 1)
        case 0..<0x20: return (picture(text[index]), 1)
        default:
            return noncharacterLength(in: text, at: index).map { (replacement, $0) }
        }
    }

    private static let replacement = Array("\u{FFFD}".utf8)

    /// The picture of a control character: U+2400 and following.
    private static func picture(_ byte: UInt8) -> [UInt8] { [0xE2, 0x90, 0x80 + byte] }

    /// The length of a control character of Latin 1, a mark that turns the direction of text
    /// (U+202A–202E, U+2066–2069), or a noncharacter; nil for all others.
    private static func noncharacterLength(in text: [UInt8], at index: Int) -> Int? {
        let rest = text[(index + 1)...].prefix(3)
        guard let second = rest.first else { return nil }
        switch text[index] {
        case 0xC2: return second < 0xA0 ? 2 : nil
        case 0xE2:
            guard rest.count > 1 else { return nil }
            let isMark =
                switch (second, rest[index + 2]) {
                case (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): true
                default: false
                }
            return isMark ? 3 : nil
        case 0xEF:
            guard rest.count > 1 else { return nil }
            let third = rest[index + 2]
            let isLast = second == 0xBF && third >= 0xBE
            let isInRange = second == 0xB7 && (0x90...0xAF).contains(third)
            return isLast || isInRange ? 3 : nil
        default:
            guard rest.count == 3 else { return nil }
            let isLast = second & 0x0F == 0x0F && rest[index + 2] == 0xBF && rest[index + 3] >= 0xBE
            return isLast ? 4 : nil
        }
    }
}
