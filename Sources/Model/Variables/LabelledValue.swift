/// A value in a text with the name in front of it.
///
/// It is a member of JSON, an argument of GraphQL, a parameter of a form or a connection string, an
/// element or attribute of XML, or a line `name: value`. The text need not be valid in any of them.
/// Values that contain variables are left out, and so are those of more than 4 KiB.
public struct LabelledValue: Sendable, Hashable {
    /// The name.
    public let label: String
    /// The value as the text spells it.
    public let value: String
    /// Whether quotation marks or tags are around the value.
    public let isEnclosed: Bool

    /// Returns the values of a text that are wanted by their names.
    public static func all(
        in text: String, named isWanted: (String) -> Bool
    ) -> [LabelledValue] {
        let text = LabelledText(bytes: Array(text.utf8))
        var values: [LabelledValue] = []
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
            if found.value != nil || found.isTooLong { index = max(index, found.end) }
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

    /// What ends a value that nothing is around.
    private static let ends = Array("\"'<>&,;".utf8)
    /// What also ends one after a colon.
    private static let brackets = Array("{}[]()".utf8)
    private static let characterData = Array("<![CDATA[".utf8)
    /// The most bytes of a start tag.
    private static let longestTag = 1_000
    /// The most bytes of a value: a text in which each value ends with the text takes no quadratic
    /// time.
    private static let longestValue = 4_096

    /// What is read after a sign.
    struct Found {
        /// The value; nil if it contains a variable or is too long.
        var value: LabelledValue?
        /// Where the reading ended.
        var end: Int
        var isTooLong = false
    }

    /// What is after the sign at an index, if a value is wanted there and is not empty.
    func value(at sign: Int, where isWanted: (String) -> Bool) -> Found? {
        let label = bytes[sign] == greater ? elementName(before: sign) : name(before: sign)
        if label.isEmpty { return nil }
        let first = valueStart(after: sign)
        if first == bytes.count { return nil }
        let name = String(decoding: bytes[label], as: UTF8.self)
        guard isWanted(name) else { return nil }
        let limit = min(bytes.count, first + Self.longestValue)
        guard let part = self.value(in: bytes[first..<limit], after: sign) else {
            return Found(end: limit, isTooLong: true)
        }
        let value = String(decoding: part, as: UTF8.self)
        if value.isEmpty { return nil }
        if TemplateResolver.mayHoldToken(value) { return Found(end: part.endIndex) }
        let isEnclosed = bytes[sign] == greater || Self.isQuote(bytes[first - 1])
        return Found(
            value: LabelledValue(label: name, value: value, isEnclosed: isEnclosed),
            end: part.endIndex)
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

    private func valueStart(after sign: Int) -> Int {
        var start = sign + 1
        let isElement = bytes[sign] == greater
        while start < bytes.count, isElement ? Self.isBlank(bytes[start]) : isSpace(start) {
            start += 1
        }
        if isElement {
            let isData = bytes[start...].starts(with: Self.characterData)
            return isData ? start + Self.characterData.count : start
        }
        var mark = start
        while mark < bytes.count, bytes[mark] == backslash { mark += 1 }
        return mark < bytes.count && Self.isQuote(bytes[mark]) ? mark + 1 : start
    }

    private func isSpace(_ index: Int) -> Bool { bytes[index] == 0x20 || bytes[index] == 0x09 }

    /// The value that the bytes begin with; nil if they are the most of a value, and it goes on.
    private func value(in rest: ArraySlice<UInt8>, after sign: Int) -> ArraySlice<UInt8>? {
        let start = rest.startIndex
        var value: ArraySlice<UInt8>
        if bytes[sign] == greater {
            let isData = bytes[..<start].suffix(Self.characterData.count) == Self.characterData[...]
            value = rest.prefix { $0 != less && !(isData && $0 == UInt8(ascii: "]")) }
        } else if Self.isQuote(bytes[start - 1]) {
            return quoted(in: rest, by: bytes[start - 1])
        } else {
            let ends = bytes[sign] == colon ? Self.ends + Self.brackets : Self.ends
            value = rest.prefix { $0 > 0x20 && !ends.contains($0) }
        }
        if value.count == Self.longestValue { return nil }
        if bytes[sign] == greater {
            return value.prefix(through: value.lastIndex { !Self.isBlank($0) } ?? start - 1)
        }
        if bytes[sign] == equals { return value }
        // What is not all of the line may be code.
        let next = bytes[value.endIndex...].first { $0 != UInt8(ascii: " ") }
        return next.map { $0 == 0x0A || $0 == 0x0D } ?? true ? value : []
    }

    /// The bytes up to a quotation mark that has as many backslashes as the one in front; none if
    /// the text ends before.
    private func quoted(in rest: ArraySlice<UInt8>, by quote: UInt8) -> ArraySlice<UInt8>? {
        let start = rest.startIndex
        let depth = bytes[..<(start - 1)].reversed().prefix { $0 == backslash }.count
        var end = start
        var count = 0
        while end < rest.endIndex, !(bytes[end] == quote && count <= depth) {
            count = bytes[end] == backslash ? count + 1 : 0
            // An escaped backslash escapes nothing.
            if depth == 0, count == 2 { count = 0 }
            end += 1
        }
        if end == rest.endIndex { return rest.count == Self.longestValue ? nil : [] }
        return bytes[start..<(end - min(count, depth))]
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
