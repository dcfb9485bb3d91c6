/// The names that a script has behind a point: what it may ask of the built-in types.
enum MemberNames {
    /// The names, or nil where the script makes code of text, which may have any.
    static func inScript(_ code: String) -> Set<Substring>? {
        var names: Set<Substring> = []
        let text = code.utf8
        var index = text.startIndex
        var isMember = false
        while index < text.endIndex {
            let byte = text[index]
            if isWordByte(byte) {
                let end = text[index...].firstIndex { !isWordByte($0) } ?? text.endIndex
                let word = code[index..<end]
                if word == "eval" || word == "Function" { return nil }
                if isMember { names.insert(word) }
                isMember = false
                index = end
                continue
            }
            if byte == UInt8(ascii: ".") {
                isMember = true
            } else if byte > UInt8(ascii: " ") {
                isMember = false
            }
            text.formIndex(after: &index)
        }
        return names
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
