import TextEncoding

/// One escape in a text: what it stands for, and how long it is.
///
/// These are percent-encoding, the escapes of JSON, of consoles and of JavaScript's `escape`,
/// character references of HTML and XML, and the line ends of quoted-printable.
struct Escape {
    /// What an escape stands for.
    enum Meaning {
        /// No escape begins here; the byte stands for itself.
        case literal
        /// Nothing that matters: a blank, or a backslash before what it escapes.
        case nothing
        /// A byte.
        case byte(UInt8)
        /// A character.
        case scalar(Unicode.Scalar)
    }

    /// How a byte is read.
    enum Kind {
        /// As it is.
        case plain
        /// Not at all: forms and broken lines do not matter.
        case blank
        /// It may begin an escape.
        case special
    }

    let meaning: Meaning
    let length: Int

    /// The kind of each byte.
    static let kinds: [Kind] = (0...255).map { (byte: UInt8) in
        switch byte {
        case ...0x20, UInt8(ascii: "+"), 0x7F: .blank
        case UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "="): .special
        default: .plain
        }
    }

    private static let none = Escape(meaning: .literal, length: 1)

    private init(meaning: Meaning, length: Int) {
        self.meaning = meaning
        self.length = length
    }

    /// Reads the escape at the index of a special byte.
    init(in text: [UInt8], at index: Int) {
        switch text[index] {
        case UInt8(ascii: "%"): self = Self.percent(text, index)
        case UInt8(ascii: "\\"): self = Self.backslashes(text, index)
        case UInt8(ascii: "="): self = Self.lineEnd(text, index)
        default: self = Self.reference(text, index)
        }
    }

    /// Reads `%` with two digits, or with `u` and four.
    private static func percent(_ text: [UInt8], _ index: Int) -> Escape {
        if index + 1 < text.count, text[index + 1] == UInt8(ascii: "u") {
            return unicode(text, at: index + 1, 1) ?? none
        }
        guard let byte = number(text, at: index + 1, digits: 2) else { return none }
        let isBlank = kinds[Int(byte)] == .blank
        return Escape(meaning: isBlank ? .nothing : .byte(UInt8(byte)), length: 3)
    }

    /// Reads backslashes, however many there are: text in JSON in JSON has more of them.
    private static func backslashes(_ text: [UInt8], _ index: Int) -> Escape {
        var end = index + 1
        while end < text.count, text[end] == UInt8(ascii: "\\") { end += 1 }
        let length = end - index
        guard end < text.count else { return Escape(meaning: .nothing, length: length) }
        switch text[end] {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"),
            UInt8(ascii: "f"):
            return Escape(meaning: .nothing, length: length + 1)
        case UInt8(ascii: "x"):
            guard let value = number(text, at: end + 1, digits: 2) else { break }
            return scalar(Unicode.Scalar(UInt8(value)), length: length + 3)
        case UInt8(ascii: "u"):
            if let escape = unicode(text, at: end, length) { return escape }
        default: break
        }
        return Escape(meaning: .nothing, length: length)
    }

    /// Reads `u` with four digits behind backslashes or a percent sign, or two of them for a
    /// surrogate pair; `length` is how many bytes there are before each `u`.
    private static func unicode(_ text: [UInt8], at start: Int, _ length: Int) -> Escape? {
        guard let unit = number(text, at: start + 1, digits: 4) else { return nil }
        if let value = Unicode.Scalar(unit) { return scalar(value, length: length + 5) }
        let second = start + 5 + length
        guard second < text.count, text[second] == UInt8(ascii: "u"),
            let low = number(text, at: second + 1, digits: 4), (0xD800..<0xDC00).contains(unit),
            (0xDC00..<0xE000).contains(low),
            let value = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { return nil }
        return scalar(value, length: 2 * (length + 5))
    }

    private static func scalar(_ scalar: Unicode.Scalar, length: Int) -> Escape {
        Escape(meaning: scalar.value <= 0x20 ? .nothing : .scalar(scalar), length: length)
    }

    /// Reads the `=` before the end of a line that quoted-printable has broken.
    private static func lineEnd(_ text: [UInt8], _ index: Int) -> Escape {
        var end = index + 1
        if end < text.count, text[end] == 0x0D { end += 1 }
        guard end < text.count, text[end] == 0x0A else { return none }
        return Escape(meaning: .nothing, length: end + 1 - index)
    }

    // MARK: Character references

    private static let named: [[UInt8]: Unicode.Scalar] = [
        Array("amp".utf8): "&", Array("lt".utf8): "<", Array("gt".utf8): ">",
        Array("quot".utf8): "\"", Array("apos".utf8): "'", Array("nbsp".utf8): "\u{A0}",
    ]
    private static let longestReference = 10

    /// Reads a reference: a name, `#` and a number, or `#x` and digits.
    private static func reference(_ text: [UInt8], _ index: Int) -> Escape {
        let limit = min(text.count, index + longestReference)
        guard let end = text[index..<limit].firstIndex(of: UInt8(ascii: ";")),
            let value = character(text[index + 1..<end])
        else { return none }
        return scalar(value, length: end + 1 - index)
    }

    private static func character(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard name.first == UInt8(ascii: "#") else { return named[Array(name)] }
        var digits = name.dropFirst()
        var radix = 10
        if let mark = digits.first, mark | 0x20 == UInt8(ascii: "x") {
            digits = digits.dropFirst()
            radix = 16
        }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: radix)
            .flatMap(Unicode.Scalar.init)
    }

    /// Returns the number that hexadecimal digits at an index spell.
    private static func number(_ text: [UInt8], at start: Int, digits: Int) -> UInt32? {
        guard start + digits <= text.count else { return nil }
        var value: UInt32 = 0
        for byte in text[start..<start + digits] {
            guard let digit = Hexadecimal.value(of: byte) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
