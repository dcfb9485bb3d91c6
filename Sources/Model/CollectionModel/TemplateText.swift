/// Looks at text in UTF-8 that may hold `{{variable}}` tokens without resolving them.
enum TemplateText {
    private static let openBrace = UInt8(ascii: "{")
    private static let closeBrace = UInt8(ascii: "}")

    /// The ranges of the tokens, braces included: innermost ones, as NewmanReference §4.2 scans
    /// them.
    static func tokens(in bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var open: Int?
        var index = 0
        while index + 1 < bytes.count {
            let byte = bytes[index]
            let isPair = byte == bytes[index + 1]
            if byte == openBrace, isPair {
                open = index
                index += index + 2 < bytes.count && bytes[index + 2] == openBrace ? 1 : 2
            } else if byte == closeBrace, isPair, let start = open {
                ranges.append(start..<(index + 2))
                open = nil
                index += 2
            } else {
                if byte == closeBrace || byte == openBrace { open = nil }
                index += 1
            }
        }
        return ranges
    }

    /// The text with characters outside tokens replaced; nil keeps the character.
    static func mapOutsideTokens(
        _ text: String, _ replacement: (Unicode.Scalar) -> String?
    ) -> String {
        let bytes = Array(text.utf8)
        var result = ""
        var start = 0
        func copy(upTo end: Int) {
            for scalar in String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars {
                if let other = replacement(scalar) {
                    result += other
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        for token in tokens(in: bytes) {
            copy(upTo: token.lowerBound)
            result += String(decoding: bytes[token], as: UTF8.self)
            start = token.upperBound
        }
        copy(upTo: bytes.count)
        return result
    }

    /// The text with its tokens replaced by a placeholder of the same length, so that a parser sees
    /// no structure inside them.
    static func veiled(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(openBrace) else { return bytes }
        var veiled = bytes
        for token in tokens(in: bytes) {
            for index in token { veiled[index] = UInt8(ascii: "x") }
        }
        return veiled
    }
}
