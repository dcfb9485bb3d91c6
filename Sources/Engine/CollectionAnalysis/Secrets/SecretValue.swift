import TextEncoding

/// Judges a value: whether it can be a secret at all, and how random it looks.
enum SecretValue {
    /// Words of texts that stand for a value, and are none.
    private static let placeholders: Set = [
        "example", "sample", "demo", "dummy", "fake", "mock", "placeholder", "changeme", "todo",
        "your", "replace", "insert", "redacted", "hidden", "made", "here", "xxx", "xxxx",
        "undefined", "null", "none", "empty", "foo", "bar", "abc", "abcd", "invalid", "wrong",
        "tbd", "unset",
    ]
    private static let wholes: Set = [
        "true", "false", "null", "none", "secret", "password", "token", "test", "string", "bearer",
        "basic", "header", "body", "apikey", "api-key", "value", "user", "admin", "guest",
        "required", "optional", "include", "access", "refresh",
    ]

    /// Whether a text of a file can be a secret: no variable, no placeholder, no reference to
    /// where the secret is.
    static func isLiteral(_ text: String) -> Bool {
        let text = text.trimmed
        guard text.utf8.count >= 6, !text.contains("{{"), !text.contains("${"),
            !isReference(text), Set(text).count > 2
        else { return false }
        let lower = text.lowercased()
        if wholes.contains(lower) || isSample(text) { return false }
        if lower.hasPrefix("to be ") || lower.hasPrefix("not ") { return false }
        if text.hasPrefix("__"), text.hasSuffix("__") { return false }
        let brackets: [Character: Character] = ["<": ">", "[": "]", "{": "}", "%": "%", "*": "*"]
        if let first = text.first, let close = brackets[first], text.last == close { return false }
        return placeholders.isDisjoint(with: SuspiciousName.words(of: text))
    }

    /// Whether a text is a credential of AWS's documentation, which opens nothing.
    static func isSample(_ text: String) -> Bool {
        text.hasSuffix("EXAMPLE") || text.hasSuffix("EXAMPLEKEY")
    }

    /// Whether a text says where the secret is; `NAME=env:VARIABLE` does, too.
    private static func isReference(_ text: String) -> Bool {
        let source = text.split(separator: "=", maxSplits: 1).last ?? ""
        return ["env:", "file:", "cmd:", "vault:", "op://", "arn:", "keyvault:", "secret://"]
            .contains { text.hasPrefix($0) || source.hasPrefix($0) }
    }

    /// Whether a text looks like letters and digits at random, and not like words, an address or an
    /// id.
    static func isRandom(_ text: String) -> Bool {
        guard text.utf8.count >= 20, !text.contains(where: \.isWhitespace),
            !text.contains("://"), !text.hasPrefix("/"), !UUIDText.isForm(of: text)
        else { return false }
        let digits = text.filter(\.isNumber).count
        let letters = text.filter(\.isLetter).count
        guard digits >= 3, letters >= 3 else { return false }
        let isHexadecimal = text.allSatisfy(\.isHexDigit)
        return entropy(of: text) >= (isHexadecimal ? 3.0 : 3.6)
    }

    /// Shannon's entropy of a text, in bits for each byte.
    static func entropy(of text: String) -> Double {
        var counts: [UInt8: Int] = [:]
        for byte in text.utf8 { counts[byte, default: 0] += 1 }
        let total = Double(text.utf8.count)
        return counts.values.reduce(0) { sum, count in
            let share = Double(count) / total
            return sum - share * log2(share)
        }
    }

    /// The binary logarithm of a number between 0 and 1, by halving and squaring.
    private static func log2(_ number: Double) -> Double {
        var exponent = Double(number.exponent)
        var rest = number.significand
        var bit = 0.5
        for _ in 0..<24 {
            rest *= rest
            if rest >= 2 {
                rest /= 2
                exponent += bit
            }
            bit /= 2
        }
        return exponent
    }
}
