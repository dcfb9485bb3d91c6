/// Markup that stands in the source: only a literal makes one, so that nothing of a run can get into it.
struct Markup: ExpressibleByStringLiteral {
    fileprivate let text: String

    init(stringLiteral value: String) { text = value }
}

/// A piece of a document, to which texts are added escaped.
///
/// Whatever a text holds, it stays text: no element, attribute or script begins or ends in it, and what
/// HTML has no character for (control characters, noncharacters) is shown by a substitute.
struct HTML {
    /// The document so far, in UTF-8.
    private(set) var bytes: [UInt8] = []

    /// Whether nothing was added.
    var isEmpty: Bool { bytes.isEmpty }

    mutating func add(_ markup: Markup) { bytes += markup.text.utf8 }

    mutating func add(_ other: HTML) { bytes += other.bytes }

    mutating func add(number: Int) { bytes += String(number).utf8 }

    /// Adds a text as character data.
    mutating func add(text: String) { append(Array(text.utf8), isAttribute: false) }

    /// Adds UTF-8 as character data.
    mutating func add(text: [UInt8]) { append(text, isAttribute: false) }

    /// Adds ` name="value"`.
    mutating func attribute(_ name: Markup, _ value: String) {
        attribute(name, Array(value.utf8))
    }

    /// The same with a whole document as the value, as `srcdoc` has it.
    mutating func attribute(_ name: Markup, _ document: HTML) { attribute(name, document.bytes) }

    /// Adds what was written for the page where it was made, as a style sheet or script.
    mutating func add(asset: String) { bytes += asset.utf8 }

    /// Adds spaces up to a size.
    mutating func pad(to size: Int) {
        bytes += repeatElement(UInt8(ascii: " "), count: max(0, size - bytes.count))
    }

    /// The document, which is left empty.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func attribute(_ name: Markup, _ value: [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        bytes += name.text.utf8
        bytes += "=\"".utf8
        append(value, isAttribute: true)
        bytes.append(UInt8(ascii: "\""))
    }
}

// MARK: Escaping

extension HTML {
    /// Which bytes may begin something that cannot stand as it is.
    private static let needsCare: [Bool] = (0..<256).map { byte in
        switch UInt8(byte) {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F, 0xC2, 0xEF...0xF4: true
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
        default: false
        }
    }

    private mutating func append(_ text: [UInt8], isAttribute: Bool) {
        var copied = 0
        var index = 0
        while index < text.count {
            guard Self.needsCare[Int(text[index])],
                let (substitute, length) = Self.substitute(in: text, at: index, isAttribute)
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

    /// What stands in place of the bytes there, and how many they are; nil where they stand as they are.
    private static func substitute(
        in text: [UInt8], at index: Int, _ isAttribute: Bool
    ) -> (substitute: [UInt8], length: Int)? {
        switch text[index] {
        case UInt8(ascii: "&"): return (Array("&amp;".utf8), 1)
        case UInt8(ascii: "<"): return (Array("&lt;".utf8), 1)
        case UInt8(ascii: ">"): return (Array("&gt;".utf8), 1)
        case UInt8(ascii: "\""): return isAttribute ? (Array("&quot;".utf8), 1) : nil
        case 0x0D:
            // A parser would take either for a line feed.
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

    /// The length of a control character of Latin 1 or a noncharacter; nil for all others.
    private static func noncharacterLength(in text: [UInt8], at index: Int) -> Int? {
        let rest = text[(index + 1)...].prefix(3)
        guard let second = rest.first else { return nil }
        switch text[index] {
        case 0xC2: return second < 0xA0 ? 2 : nil
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
