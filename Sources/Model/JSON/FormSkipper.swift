/// Moves in a text behind a value that has a form, without making anything of it.
///
/// It stops at what the form does not have, at an error, at a repeated name, at a surrogate in an
/// escape, and at the last bytes of the text. Then the value must be read in the usual way.
struct FormSkipper {
    /// The byte that comes next.
    private(set) var index: Int

    /// Moves behind a value; false if it does not have the form.
    mutating func skip(_ form: JSONForm, in text: Span<UInt8>) -> Bool {
        guard index <= text.count - 8 else { return false }
        switch text[index] {
        case UInt8(ascii: "\""): return skipString(form, in: text)
        case UInt8(ascii: "{"): return !form.members.isEmpty && skipObject(form, in: text)
        case UInt8(ascii: "["): return skipArray(form, in: text)
        case UInt8(ascii: "n"): return form.scalars.contains(.null) && skip("null", in: text)
        case UInt8(ascii: "t"): return form.scalars.contains(.boolean) && skip("true", in: text)
        case UInt8(ascii: "f"): return form.scalars.contains(.boolean) && skip("false", in: text)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return form.scalars.contains(.wholeNumber) && skipNumber(in: text)
        default: return false
        }
    }

    // MARK: Containers

    private mutating func skipArray(_ form: JSONForm, in text: Span<UInt8>) -> Bool {
        guard let elements = form.elements else { return false }
        index += 1
        if skip(UInt8(ascii: "]"), in: text) { return true }
        while skip(elements, in: text) {
            if skip(UInt8(ascii: "]"), in: text) { return true }
            guard skip(UInt8(ascii: ","), in: text) else { return false }
        }
        return false
    }

    private mutating func skipObject(_ form: JSONForm, in text: Span<UInt8>) -> Bool {
        var (present, given): (UInt64, UInt64) = (0, 0)
        index += 1
        if skip(UInt8(ascii: "}"), in: text) { return form.required == 0 }
        while let number = skipName(of: form.members, in: text) {
            let bit: UInt64 = 1 << UInt64(number)
            guard present & bit == 0, index < text.count else { return false }
            present |= bit
            if text[index] != UInt8(ascii: "n") { given |= bit }
            guard skip(form.members[number].form, in: text) else { return false }
            if skip(UInt8(ascii: "}"), in: text) { return form.required & ~given == 0 }
            guard skip(UInt8(ascii: ","), in: text) else { return false }
        }
        return false
    }

    /// Moves behind the name of a member and its colon; returns the member's index.
    private mutating func skipName(of members: [JSONForm.Member], in text: Span<UInt8>) -> Int? {
        guard index < text.count - 8, text[index] == UInt8(ascii: "\"") else { return nil }
        let start = index + 1
        let first = text.word(at: start)
        let length = first.bytesEndingText.firstByte
        index = start + length
        if length == 8, !skipPlainText(in: text) { return nil }
        let count = index - start
        let head = length == 8 ? first : first & (1 << UInt64(length * 8) - 1)
        guard skipQuote(in: text), skip(UInt8(ascii: ":"), in: text) else { return nil }
        return members.firstIndex { member in
            member.head == head && member.name.count == count
                && (count <= 8 || Self.isEqual(member.name, in: text, at: start, from: 8))
        }
    }

    private static func isEqual(
        _ name: [UInt8], in text: Span<UInt8>, at start: Int, from first: Int = 0
    ) -> Bool {
        for offset in first..<name.count where text[start + offset] != name[offset] {
            return false
        }
        return true
    }

    /// Moves behind a byte and the white space around it, if the byte comes next.
    @inline(__always)
    private mutating func skip(_ byte: UInt8, in text: Span<UInt8>) -> Bool {
        index = text.endOfSpace(from: index)
        guard index < text.count, text[index] == byte else { return false }
        index = text.endOfSpace(from: index + 1)
        return true
    }

    // MARK: Scalars

    private mutating func skip(_ word: StaticString, in text: Span<UInt8>) -> Bool {
        for byte in word.description.utf8 {
            guard index < text.count, text[index] == byte else { return false }
            index += 1
        }
        return true
    }

    private mutating func skipNumber(in text: Span<UInt8>) -> Bool {
        let start = index
        while index < text.count, text[index] >= 0x30, text[index] <= 0x39 { index += 1 }
        let length = index - start
        guard length == 1 || (length <= 15 && text[start] != UInt8(ascii: "0")),
            index < text.count
        else { return false }
        switch text[index] {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): return false
        default: return true
        }
    }

    private mutating func skipString(_ form: JSONForm, in text: Span<UInt8>) -> Bool {
        let start = index + 1
        index = start
        if !form.words.isEmpty {
            guard skipPlainText(in: text) else { return false }
            let count = index - start
            return skipQuote(in: text)
                && form.words.contains {
                    $0.count == count && Self.isEqual($0, in: text, at: start)
                }
        }
        let isEmpty = text[start] == UInt8(ascii: "\"")
        return (form.scalars.contains(.string) || (form.scalars.contains(.name) && !isEmpty))
            && skipText(in: text)
    }

    /// Moves to the closing quote of a text; false if it has an escape, or an error.
    private mutating func skipPlainText(in text: Span<UInt8>) -> Bool {
        while index <= text.count - 8 {
            let length = text.word(at: index).bytesEndingText.firstByte
            index += length
            if length < 8 { return text[index] == UInt8(ascii: "\"") }
        }
        return false
    }

    /// Moves behind the closing quote of a text.
    private mutating func skipText(in text: Span<UInt8>) -> Bool {
        repeat {
            index = JSONParser.endOfText(text, from: index)
            if skipQuote(in: text) { return true }
        } while skipUnicodeEscape(in: text)
        return false
    }

    private mutating func skipQuote(in text: Span<UInt8>) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: "\"") else { return false }
        index += 1
        return true
    }

    /// Moves behind an escape by a number; false if there is none, or one of a surrogate.
    private mutating func skipUnicodeEscape(in text: Span<UInt8>) -> Bool {
        guard index <= text.count - 8, text[index] == UInt8(ascii: "\\"),
            text[index + 1] == UInt8(ascii: "u")
        else { return false }
        var unit: UInt32 = 0
        for offset in 2..<6 {
            guard let digit = JSONParser.hexadecimalDigit(text[index + offset]) else {
                return false
            }
            unit = unit << 4 | digit
        }
        index += 6
        return unit & 0xF800 != 0xD800
    }
}
