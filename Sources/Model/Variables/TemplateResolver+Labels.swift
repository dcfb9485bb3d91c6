extension TemplateResolver {
    /// The names between the braces of a text, each with what the text calls the value there: the
    /// name of a member, an attribute, an element or a field; empty if there is none.
    ///
    /// The text may be JSON, GraphQL, XML, a form, or lines of names and values. Tokens keep it
    /// from being parsed as one of them.
    public static func labelledNames(in text: String) -> [(name: String, label: String)] {
        guard mayHoldToken(text) else { return [] }
        let bytes = Array(text.utf8)
        var end = 0
        var label = ""
        return TokenScanner(bytes).map { token in
            let reader = LabelReader(bytes[..<token.lowerBound], after: end)
            // In a value of several tokens, all of them have its label.
            if end == 0 || !reader.continuesValue { label = reader.label }
            end = token.upperBound
            return (token.name(in: bytes), label)
        }
    }
}

/// Reads backwards what is before a value.
private struct LabelReader {
    private var text: ArraySlice<UInt8>
    /// Whether the value began before the last token.
    let continuesValue: Bool

    /// What ends a value or is around it; the rest of a text before a token is in the same value.
    private static let marks = Array("\"'<>=:&,;{}[]()\r\n".utf8)
    private static let quotes = Array("\"'\\".utf8)
    private static let characterData = Array("<![CDATA[".utf8)
    /// The most bytes of a start tag.
    private static let longestTag = 1_000

    /// Reads the text before a token; the last token ends at the index.
    init(_ before: ArraySlice<UInt8>, after end: Int) {
        let value = before[end...].reversed().prefix { !Self.marks.contains($0) }
        text = before.dropLast(value.count)
        continuesValue = text.endIndex == end
        if text.suffix(Self.characterData.count).elementsEqual(Self.characterData) {
            text.removeLast(Self.characterData.count)
            drop(Self.isBlank)
        }
    }

    var label: String {
        text.last == UInt8(ascii: ">") ? elementName : nameBeforeSign
    }

    /// The name in the start tag that ends the text.
    private var elementName: String {
        let tag = text.dropLast().suffix(Self.longestTag)
        guard let start = tag.lastIndex(of: UInt8(ascii: "<")), start + 1 < tag.endIndex else {
            return ""
        }
        let content = tag[(start + 1)...]
        if content.contains(UInt8(ascii: ">")) { return "" }
        return String(
            decoding: content.prefix { !Self.isBlank($0) && $0 != UInt8(ascii: "/") },
            as: UTF8.self)
    }

    /// The name before a colon or an equals sign, either of which quotation marks may follow.
    private var nameBeforeSign: String {
        var rest = self
        rest.drop(Self.quotes.contains)
        rest.drop(Self.isBlank)
        guard let sign = rest.text.popLast(), sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=")
        else { return "" }
        rest.drop(Self.isBlank)
        rest.drop(Self.quotes.contains)
        let end = rest.text.endIndex
        rest.drop(Self.isNameByte)
        return String(decoding: text[rest.text.endIndex..<end], as: UTF8.self)
    }

    /// Removes the bytes at the end that meet a condition.
    private mutating func drop(_ condition: (UInt8) -> Bool) {
        while let last = text.last, condition(last) { text.removeLast() }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
            || "_-.$".utf8.contains(byte)
    }
}
