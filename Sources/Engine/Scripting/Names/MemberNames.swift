/// The names that a script has after a point or in brackets, such as those of built-in members.
///
/// It reads the bytes of the script once, and makes text of wanted names only.
struct MemberNames {
    /// Hash → name, for the wanted names.
    private(set) var names: [UInt64: String] = [:]
    /// Whether the script makes code of text, which can use any name.
    private(set) var mayBeAny = false

    /// The word that is being read.
    private var word = NameHash()
    private var length = 0
    private var isMember = false
    private var isBracket = false

    private static let evaluating = (NameHash.of("eval"), NameHash.of("Function"))

    /// Reads a script in UTF-8 and keeps the names that are wanted.
    init(in code: [UInt8], isWanted: (UInt64) -> Bool) {
        for (offset, byte) in code.enumerated() {
            if Self.isWordByte(byte) {
                word.add(byte)
                length += 1
            } else {
                if length > 0 { endWord(at: offset, of: code, isWanted) }
                readMark(byte)
            }
        }
        if length > 0 { endWord(at: code.count, of: code, isWanted) }
    }

    private mutating func endWord(
        at offset: Int, of code: [UInt8], _ isWanted: (UInt64) -> Bool
    ) {
        let hash = word.value
        if hash == Self.evaluating.0 || hash == Self.evaluating.1 { mayBeAny = true }
        if isMember, isWanted(hash) {
            names[hash] = String(decoding: code[(offset - length)..<offset], as: UTF8.self)
        }
        word = NameHash()
        length = 0
        isMember = false
        isBracket = false
    }

    private mutating func readMark(_ byte: UInt8) {
        if byte == UInt8(ascii: ".") {
            isMember = true
        } else if byte > UInt8(ascii: " ") {
            // A name in quotation marks right after a bracket: text["has"].
            isMember = isBracket && Self.isQuotationMark(byte)
            isBracket = byte == UInt8(ascii: "[")
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
