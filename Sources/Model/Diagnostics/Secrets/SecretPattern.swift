@_spi(_Unicode) import Swift
import TextEncoding

/// A sequence of bytes by which a secret is recognised, and where it counts.
struct SecretPattern: Sendable, Hashable {
    /// The bytes, in the form of the text that they are searched in.
    let bytes: [UInt8]
    /// Where it counts.
    let strength: SecretStrength

    /// The bytes of the secret, of its composed and decomposed forms, and of its form in the path
    /// of a URL, in which a backslash becomes a slash.
    static func normalForms(of secret: String) -> [[UInt8]] {
        var forms = [Array(secret.utf8)]
        if secret.utf8.contains(UInt8(ascii: "\\")) {
            forms.append(Array(secret.replacing("\\", with: "/").utf8))
        }
        if secret.utf8.allSatisfy({ $0 < 0x80 }) { return forms }
        for scalars in [Array(secret._nfc), Array(secret._nfd)] {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            let bytes = Array(String(text).utf8)
            if !forms.contains(bytes) { forms.append(bytes) }
        }
        return forms
    }

    static func plainForms(_ forms: [[UInt8]], _ strength: SecretStrength) -> [Self] {
        forms.compactMap { form in
            let bytes = PlainText(form).bytes
            // What is left of a secret of blanks and escapes could be ordinary text.
            let isLong = bytes.count >= SecretStrength.unmistakableLength
            if bytes.isEmpty { return nil }
            return Self(bytes: bytes, strength: isLong ? strength : .word)
        }
    }

    /// The secret in base64, wherever in the encoded bytes it begins, and in hexadecimal digits;
    /// also if it was percent-encoded or escaped for JSON before.
    static func encodings(of secret: String) -> [Self] {
        let escaped = [
            secret, PercentEncoding.strict.encode(secret),
            secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""),
        ]
        var forms: Set<[UInt8]> = []
        for text in Set(escaped) {
            let bytes = Array(text.utf8)
            for digits in base64(of: bytes) + [Hexadecimal.encode(bytes)] {
                forms.insert(PlainText(Array(digits.utf8)).bytes)
            }
            forms.insert(Array(Hexadecimal.encode(bytes, uppercase: true).utf8))
        }
        return forms.filter { $0.count >= SecretStrength.unmistakableLength }
            .map { Self(bytes: $0, strength: .anywhere) }
    }

    /// The digits that the bytes alone decide, at each of the three places where they can begin.
    private static func base64(of secret: [UInt8]) -> [String] {
        (0..<3).flatMap { offset in
            let bytes = [UInt8](repeating: 0, count: offset) + secret
            let certain = (8 * offset + 5) / 6..<8 * bytes.count / 6
            return [Base64.encode(bytes), Base64.encodeURLSafe(bytes)].map { encoded in
                String(decoding: Array(encoded.utf8)[certain], as: UTF8.self)
            }
        }
    }
}

/// All patterns of a secret.
struct SecretPatterns {
    /// The patterns to search for in texts as they are.
    let raw: [SecretPattern]
    /// The patterns to search for in texts without escapes.
    let plain: [SecretPattern]
    /// Whether the secret must be searched for in texts as they are even if these have no escapes.
    let needsRawSearch: Bool

    init(of secret: String) {
        let strength = SecretStrength(of: secret)
        let forms = SecretPattern.normalForms(of: secret)
        raw = forms.map { SecretPattern(bytes: $0, strength: strength) }
        let same = strength == .value ? [] : SecretPattern.plainForms(forms, strength)
        needsRawSearch =
            same.count < forms.count || same.contains { $0.strength != strength }
        plain =
            strength == .anywhere
            ? same + SecretPattern.encodings(of: secret) : same
    }
}
