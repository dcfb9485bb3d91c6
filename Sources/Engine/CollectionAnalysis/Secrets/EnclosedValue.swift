import Variables

/// A value in quotation marks or tags, with the name in front of it.
///
/// It is a member of JSON, an argument of GraphQL, an element or attribute of XML, or what is
/// assigned. The text need not be valid in any of them. Values that contain variables are left out,
/// and so are those of more than 4 KiB. Values without quotation marks or tags are left out because
/// they may be code.
struct EnclosedValue: Hashable {
    /// The name.
    let label: String
    /// The value as the text spells it.
    let value: String

    /// Returns the values of a text that are wanted by their names.
    static func all(in text: String, named isWanted: (String) -> Bool) -> [EnclosedValue] {
        let text = LabelledText(bytes: Array(text.utf8))
        var values: [EnclosedValue] = []
        // Nearly all texts have none, so the search makes no slices.
        let bytes = text.bytes.span
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == equals || byte == colon || byte == greater,
                let found = text.value(at: index - 1, where: isWanted)
            else { continue }
            if let value = found.value { values.append(value) }
            index = found.end
        }
        return values
    }
}

private let equals = UInt8(ascii: "=")
private let colon = UInt8(ascii: ":")
private let less = UInt8(ascii: "<")
private let greater = UInt8(ascii: ">")
private let backslash = UInt8(ascii: "\\")

/// Reads forwards from the signs between names and values.
private struct LabelledText {
    let bytes: [UInt8]

    private static let characterData = Array("<![CDATA[".utf8)
    /// The most bytes of a start tag.
    private static let longestTag = 1_000
    /// The most bytes of a value: a text in which each value ends with the text takes no quadratic
    /// time.
    private static let longestValue = 4_096

    /// What is after the sign at an index if a value is wanted there: the value, if it counts, and
    /// where the reading ended.
    func value(
        at sign: Int, where isWanted: (String) -> Bool
    ) -> (value: EnclosedValue?, end: Int)? {
        let label = bytes[sign] == greater ? elementName(before: sign) : name(before: sign)
        guard !label.isEmpty, let first = valueStart(after: sign) else { return nil }
        let name = String(decoding: bytes[label], as: UTF8.self)
        guard isWanted(name) else { return nil }
        let limit = min(bytes.count, first + Self.longestValue)
        let rest = bytes[first..<limit]
        let part = bytes[sign] == greater ? content(in: rest) : quoted(in: rest)
        guard let part else { return (nil, limit) }
        let value = String(decoding: part, as: UTF8.self)
        let counts = !value.isEmpty && !TemplateResolver.mayHoldToken(value)
        return (counts ? EnclosedValue(label: name, value: value) : nil, part.endIndex)
    }

    // MARK: Names

    /// The name before a colon or an equals sign, which may be in quotation marks.
    private func name(before sign: Int) -> Range<Int> {
        var end = sign
        while end > 0, Self.isBlank(bytes[end - 1]) { end -= 1 }
        while end > 0, bytes[end - 1] == backslash || Self.isQuote(bytes[end - 1]) { end -= 1 }
        var start = end
        while start > 0, Self.isNameByte(bytes[start - 1]) { start -= 1 }
        // The name of a variable of GraphQL is followed by its type.
        return start < end && bytes[start] == UInt8(ascii: "$") ? end..<end : start..<end
    }

    /// The name in the start tag that ends at an index.
    private func elementName(before end: Int) -> Range<Int> {
        guard
            let open = bytes[max(0, end - Self.longestTag)..<end].lastIndex(where: {
                $0 == less || $0 == greater
            }), bytes[open] == less, bytes[end - 1] != UInt8(ascii: "/")
        else { return end..<end }
        let name = bytes[(open + 1)..<end].prefix {
            Self.isNameByte($0) || $0 == colon
        }
        return name.startIndex..<name.endIndex
    }

    // MARK: Values

    /// Where the value after a sign begins; nil if it is not enclosed.
    private func valueStart(after sign: Int) -> Int? {
        var start = sign + 1
        if bytes[sign] == greater {
            while start < bytes.count, Self.isBlank(bytes[start]) { start += 1 }
            let isData = bytes[start...].starts(with: Self.characterData)
            return isData ? start + Self.characterData.count : start
        }
        while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while start < bytes.count, bytes[start] == backslash { start += 1 }
        return start < bytes.count && Self.isQuote(bytes[start]) ? start + 1 : nil
    }

    /// The content of an element without blanks around it; nil if it goes on behind the bytes.
    private func content(in rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let start = rest.startIndex
        let isData = bytes[..<start].suffix(Self.characterData.count) == Self.characterData[...]
        let text = rest.prefix { $0 != less && !(isData && $0 == UInt8(ascii: "]")) }
        if text.count == Self.longestValue { return nil }
        return text.prefix(through: text.lastIndex { !Self.isBlank($0) } ?? start - 1)
    }

    /// The bytes up to a quotation mark that has as many backslashes as the one in front; nil if
    /// there is none in the bytes.
    private func quoted(in rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let start = rest.startIndex
        let quote = bytes[start - 1]
        let depth = bytes[..<(start - 1)].reversed().prefix { $0 == backslash }.count
        var end = start
        var count = 0
        while end < rest.endIndex, !(bytes[end] == quote && count <= depth) {
            count = bytes[end] == backslash ? count + 1 : 0
            // An escaped backslash escapes nothing.
            if depth == 0, count == 2 { count = 0 }
            end += 1
        }
        return end == rest.endIndex ? nil : bytes[start..<(end - min(count, depth))]
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$")
    }
}
