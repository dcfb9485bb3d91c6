/// Looks at text that may hold `{{variable}}` tokens without resolving them.
enum TemplateText {
    /// The ranges of the tokens, braces included: innermost ones, as reference §4.2 scans them.
    static func tokens(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var open: Int?
        var index = 0
        while index + 1 < scalars.count {
            if scalars[index] == "{", scalars[index + 1] == "{" {
                open = index
                index += scalars.dropFirst(index + 2).first == "{" ? 1 : 2
            } else if scalars[index] == "}", scalars[index + 1] == "}", let start = open {
                ranges.append(start..<(index + 2))
                open = nil
                index += 2
            } else {
                if scalars[index] == "}" || scalars[index] == "{" { open = nil }
                index += 1
            }
        }
        return ranges
    }

    /// The text with characters outside tokens replaced; nil keeps the character.
    static func mapOutsideTokens(
        _ text: String, _ replacement: (Unicode.Scalar) -> String?
    ) -> String {
        let scalars = Array(text.unicodeScalars)
        var tokens = self.tokens(in: scalars)[...]
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            while let token = tokens.first, index >= token.upperBound { tokens.removeFirst() }
            if let token = tokens.first, token.contains(index) {
                result.append(scalar)
            } else if let other = replacement(scalar) {
                result.append(contentsOf: other.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text with the characters of its tokens replaced by a placeholder of the same length, so
    /// that a parser sees no structure inside them.
    static func veiled(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var veiled = scalars
        for token in tokens(in: scalars) {
            for index in token { veiled[index] = "x" }
        }
        return veiled
    }
}
