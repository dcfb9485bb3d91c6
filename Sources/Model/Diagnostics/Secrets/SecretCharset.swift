import TextEncoding

/// The charsets in which programs write a secret that is not ASCII, or mistake it for another text.
///
/// In a text without escapes and blanks, ASCII characters of UTF-16 look as they do in UTF-8.
enum SecretCharset: CaseIterable {
    /// Latin-1, with UTF-8 for other characters: what is left of JavaScript's `escape`.
    case latin1
    /// UTF-8 that was read as Latin-1, and written as UTF-8 again.
    case misread
    case utf16LittleEndian
    case utf16BigEndian

    /// The bytes of a text.
    func bytes(of text: String) -> [UInt8] {
        switch self {
        case .latin1:
            text.unicodeScalars.flatMap { scalar in
                scalar.value < 0x100 ? [UInt8(scalar.value)] : Array(String(scalar).utf8)
            }
        case .misread: text.utf8.flatMap { Array(String(Unicode.Scalar($0)).utf8) }
        case .utf16LittleEndian: Self.utf16(text) { (UInt8($0 & 0xFF), UInt8($0 >> 8)) }
        case .utf16BigEndian: Self.utf16(text) { (UInt8($0 >> 8), UInt8($0 & 0xFF)) }
        }
    }

    /// The bytes of each code unit of a text, in the order that `bytes` gives them.
    private static func utf16(_ text: String, _ bytes: (UInt16) -> (UInt8, UInt8)) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count * 2)
        for unit in text.utf16 {
            let (first, second) = bytes(unit)
            output.append(first)
            output.append(second)
        }
        return output
    }
}
