/// The names that a script has behind a point or in brackets: what it may ask of the built-in types.
struct MemberNames {
    /// The names.
    private(set) var names: Set<Substring> = []
    /// Whether the script makes code of text, which may have any name.
    private(set) var mayBeAny = false

    init(in code: String) {
        let text = code.utf8
        var index = text.startIndex
        var isMember = false
        var isBracket = false
        while index < text.endIndex {
            let byte = text[index]
            if Self.isWordByte(byte) {
                let end = text[index...].firstIndex { !Self.isWordByte($0) } ?? text.endIndex
                let word = code[index..<end]
                if word == "eval" || word == "Function" { mayBeAny = true }
                if isMember { names.insert(word) }
                isMember = false
                isBracket = false
                index = end
                continue
            }
            if byte == UInt8(ascii: ".") {
                isMember = true
            } else if byte > UInt8(ascii: " ") {
                // A name in quotation marks right after a bracket: text["has"].
                isMember = isBracket && Self.isQuotationMark(byte)
                isBracket = byte == UInt8(ascii: "[")
            }
            text.formIndex(after: &index)
        }
    }

    private static func isQuotationMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
            true
        default: byte >= 0x80
        }
    }
}
