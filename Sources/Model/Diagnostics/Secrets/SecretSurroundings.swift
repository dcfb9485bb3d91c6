/// Decides by what is around a short secret whether it is one there.
struct SecretSurroundings {
    private let text: [UInt8]
    private let range: Range<Int>

    init(_ range: Range<Int>, in text: [UInt8]) {
        self.range = range
        self.text = text
    }

    /// Whether a secret of that strength counts here.
    func admits(_ strength: SecretStrength) -> Bool {
        switch strength {
        case .anywhere: true
        case .word: standsAlone && !isKey
        case .value: isWholeValue && !isKey
        }
    }

    private var before: UInt8? { range.lowerBound > 0 ? text[range.lowerBound - 1] : nil }
    private var after: UInt8? { byte(at: range.upperBound) }

    private func byte(at index: Int) -> UInt8? { text.indices.contains(index) ? text[index] : nil }

    /// Whether no letter or digit touches it.
    private var standsAlone: Bool { !Self.isWordByte(before) && !Self.isWordByte(after) }

    private static func isWordByte(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte >= 0x80 || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
            || (0x61...0x7A).contains(byte | 0x20)
    }

    /// Whether it names something: a member of JSON, a field of a form, a scheme.
    private var isKey: Bool {
        var index = range.upperBound
        if let quote = closingQuote { index = quote }
        let isQuoted = index != range.upperBound
        while isQuoted, let byte = byte(at: index), byte == 0x20 { index += 1 }
        switch byte(at: index) {
        case UInt8(ascii: ":"): return isQuoted || byte(at: index + 1) == UInt8(ascii: "/")
        case UInt8(ascii: "="): return !isQuoted
        default: return false
        }
    }

    /// The index behind the quotation mark that ends it; nil if it is not in quotation marks.
    private var closingQuote: Int? {
        guard let before, before == UInt8(ascii: "\"") || before == UInt8(ascii: "'") else {
            return nil
        }
        var index = range.upperBound
        while let byte = byte(at: index), byte == UInt8(ascii: "\\") { index += 1 }
        return byte(at: index) == before ? index + 1 : nil
    }

    /// Whether it is all of a value.
    private var isWholeValue: Bool {
        if closingQuote != nil { return true }
        if before == UInt8(ascii: ">"), after == UInt8(ascii: "<") { return true }
        return beginsValue && endsValue
    }

    private var beginsValue: Bool {
        guard let before else { return true }
        if before == UInt8(ascii: "=") { return true }
        let mark = before == 0x20 ? byte(at: range.lowerBound - 2) : before
        // A number of JSON stays one unless it is long enough to be a secret.
        return mark == UInt8(ascii: ":") && (range.count >= 4 || !isNumber)
    }

    private var isNumber: Bool { text[range].allSatisfy { (0x30...0x39).contains($0) } }

    private var endsValue: Bool {
        switch after {
        case nil, UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: ","), 0x0A, 0x0D,
            UInt8(ascii: "}"), UInt8(ascii: "]"):
            true
        default: false
        }
    }
}
