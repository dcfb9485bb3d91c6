/// Lays out JSON with one element on a line, with every token unchanged.
///
/// It reads tokens, not values: numbers keep their digits and objects their repeated names, and a
/// text that was cut is laid out as far as it goes.
struct JSONIndenter {
    private let source: [UInt8]
    private var output: [UInt8] = []
    private var openings: [UInt8] = []
    private var index = 0

    /// The deepest indentation, which bounds the output for hostile nesting.
    private static let deepestIndentation = 40

    private init(_ source: [UInt8]) {
        self.source = source
        output.reserveCapacity(source.count * 2)
    }

    /// Returns the laid-out text, or nil if it is not JSON.
    ///
    /// A text that was cut may end anywhere.
    static func indent(_ text: [UInt8], isCut: Bool) -> [UInt8]? {
        var indenter = JSONIndenter(text)
        guard indenter.run(), isCut || indenter.openings.isEmpty else { return nil }
        return indenter.output
    }

    /// Reads all tokens; false if one cannot be part of JSON.
    private mutating func run() -> Bool {
        while index < source.count {
            let byte = source[index]
            switch byte {
            case UInt8(ascii: " "), 0x09, 0x0A, 0x0D: index += 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // `]` and `}` come two after `[` and `{`.
                guard openings.popLast() == byte - 2 else { return false }
                breakLine()
                copy()
            case UInt8(ascii: ","):
                copy()
                breakLine()
            case UInt8(ascii: ":"):
                copy()
                output.append(UInt8(ascii: " "))
            case UInt8(ascii: "\""): copyString()
            default: guard copyWord() else { return false }
            }
        }
        return true
    }

    private mutating func copy() {
        output.append(source[index])
        index += 1
    }

    private mutating func open(_ byte: UInt8) {
        copy()
        while index < source.count, Self.isBlank(source[index]) { index += 1 }
        if index < source.count, source[index] == byte + 2 {
            copy()
            return
        }
        openings.append(byte)
        breakLine()
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private mutating func breakLine() {
        output.append(0x0A)
        let depth = min(openings.count, Self.deepestIndentation)
        output += repeatElement(UInt8(ascii: " "), count: depth * 2)
    }

    /// Copies a number or one of the three words; false for anything else.
    private mutating func copyWord() -> Bool {
        let end = source[index...].firstIndex { !Self.isPartOfWord($0) } ?? source.endIndex
        let word = source[index..<end]
        guard let first = word.first else { return false }
        let isNumber = first == UInt8(ascii: "-") || (0x30...0x39).contains(first)
        let isWhole = end < source.endIndex
        guard
            isNumber
                || Self.words.contains(where: {
                    isWhole ? $0.elementsEqual(word) : $0.starts(with: word)
                })
        else { return false }
        output += word
        index = end
        return true
    }

    private static let words = ["true", "false", "null"].map { Array($0.utf8) }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), 0x30...0x39, 0x41...0x5A,
            0x61...0x7A:
            true
        default: false
        }
    }

    private mutating func copyString() {
        let start = index
        index += 1
        while index < source.count, source[index] != UInt8(ascii: "\"") {
            index += source[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, source.count)
        output += source[start..<index]
    }
}
