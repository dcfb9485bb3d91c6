@_spi(_Unicode) import Swift
import TextEncoding

/// A sequence of bytes by which a secret is recognised, and where it counts.
struct SecretPattern: Sendable, Equatable {
    /// The bytes, in the form of the text that they are searched in.
    let bytes: [UInt8]
    /// Where it counts.
    let strength: SecretStrength

    /// The bytes of the secret, of its composed and decomposed forms, of its form in the path of a
    /// URL, in which a backslash becomes a slash, of its form as a host, and of its characters in
    /// other charsets.
    static func normalForms(of secret: String) -> [[UInt8]] {
        var forms = [Array(secret.utf8)]
        if secret.utf8.contains(UInt8(ascii: "\\")) {
            forms.append(Array(secret.replacing("\\", with: "/").utf8))
        }
        if secret.utf8.allSatisfy({ $0 < 0x80 }) { return forms }
        var others: [[UInt8]] = [Array(secret._nfc), Array(secret._nfd)].map { scalars in
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            return Array(String(text).utf8)
        }
        if others[0].count <= longestHost {
            others.append(Array(Punycode.encodeHost(secret._nfc).utf8))
        }
        others += SecretCharset.allCases.map { $0.bytes(of: secret) }
        for bytes in others where !forms.contains(bytes) { forms.append(bytes) }
        return forms
    }

    /// The most bytes of a secret that is looked for as a host: no host has as many.
    private static let longestHost = 1_000

    /// The bytes as a host, a scheme or the name of a header in HTTP/2 shows them.
    static func caseFolded(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    static func plainForms(_ forms: [[UInt8]], _ strength: SecretStrength) -> [Self] {
        // An equals sign at the end of a line counts as a soft break of quoted-printable.
        let sign = UInt8(ascii: "=")
        let shorter = forms.filter { $0.last == sign }.map { Self.withoutEnd($0, sign) }
        return (forms + shorter).compactMap { form in
            let bytes = PlainText(form).bytes
            // What is left of a secret of blanks and escapes could be ordinary text.
            let isLong = bytes.count >= SecretStrength.unmistakableLength
            if bytes.isEmpty { return nil }
            return Self(bytes: bytes, strength: isLong ? strength : .word)
        }
    }

    /// How URLs, forms and JSON show a secret that is too short to be searched for without escapes,
    /// if they do not show it as it is.
    static func shortForms(of bytes: [UInt8]) -> [[UInt8]] {
        let strict = PercentEncoding.strict.encode(bytes)
        let forms = [
            strict, percentLowercased(strict), PercentEncoding.form.encode(bytes), escaped(bytes),
        ]
        return forms.reduce(into: []) { result, form in
            if form != bytes, !result.contains(form) { result.append(form) }
        }
    }

    /// The percent-encoded bytes with small letters as digits.
    private static func percentLowercased(_ bytes: [UInt8]) -> [UInt8] {
        var digits = 0
        return bytes.map { byte in
            defer { digits = byte == UInt8(ascii: "%") ? 2 : digits - 1 }
            return digits > 0 ? caseFolded([byte])[0] : byte
        }
    }

    private static func withoutEnd(_ bytes: [UInt8], _ end: UInt8) -> [UInt8] {
        Array(bytes.prefix((bytes.lastIndex { $0 != end } ?? -1) + 1))
    }

    /// The secret in base64, wherever in the encoded bytes it begins, in hexadecimal digits and in
    /// quoted-printable; also if it was percent-encoded, escaped for JSON or written in another
    /// charset before.
    ///
    /// A secret that may be kept for the whole run is also known in base64 of base64, and of
    /// UTF-16.
    static func encodings(of secret: String, for lifetime: Redactor.Lifetime) -> [Self] {
        let bytes = Array(secret.utf8)
        var texts = [bytes]
        func add(_ text: [UInt8]) { if !texts.contains(text) { texts.append(text) } }
        add(PercentEncoding.strict.encode(bytes))
        add(escaped(bytes))
        if !bytes.allSatisfy({ $0 < 0x80 }) { add(SecretCharset.latin1.bytes(of: secret)) }
        var forms = [quotedPrintable(bytes)]
        forms.reserveCapacity(32)
        var endings: [[UInt8]] = []
        for text in texts {
            forEachBase64(of: text) { addDigits($0, to: &forms) }
            if text.count < SecretStrength.unmistakableLength {
                forEachBase64(of: text, isLast: true) { addDigits($0, to: &endings) }
            }
            forms.append(Hexadecimal.digits(of: text))
            forms.append(Hexadecimal.digits(of: text, uppercase: true))
        }
        if lifetime == .run || lifetime == .use { addLayers(of: secret, to: &forms) }
        let long =
            forms.filter { $0.count >= SecretStrength.unmistakableLength }
            + endings.filter { $0.count >= shortestBase64 }
        return long.map { Self(bytes: $0, strength: .anywhere) }
    }

    /// The fewest digits at the end of base64 that are looked for: four characters decide as many.
    private static let shortestBase64 = 5

    /// The bytes with the escapes of JSON.
    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        let (backslash, quote) = (UInt8(ascii: "\\"), UInt8(ascii: "\""))
        guard bytes.contains(where: { $0 == backslash || $0 == quote }) else { return bytes }
        var output: [UInt8] = []
        for byte in bytes {
            if byte == backslash || byte == quote { output.append(backslash) }
            output.append(byte)
        }
        return output
    }

    /// Adds digits of base64 in both alphabets.
    private static func addDigits(_ digits: [UInt8], to forms: inout [[UInt8]]) {
        forms.append(withoutPlus(digits))
        let (plus, slash) = (UInt8(ascii: "+"), UInt8(ascii: "/"))
        guard digits.contains(where: { $0 == plus || $0 == slash }) else { return }
        forms.append(
            digits.map { $0 == plus ? UInt8(ascii: "-") : $0 == slash ? UInt8(ascii: "_") : $0 })
    }

    /// Digits of base64 as a text without blanks has them: there, `+` is one.
    private static func withoutPlus(_ digits: [UInt8]) -> [UInt8] {
        let plus = UInt8(ascii: "+")
        return digits.contains(plus) ? digits.filter { $0 != plus } : digits
    }

    /// Adds the digits of the secret in base64 of base64, and in base64 of UTF-16.
    private static func addLayers(of secret: String, to forms: inout [[UInt8]]) {
        forEachBase64(of: Array(secret.utf8)) { inner in
            forEachBase64(of: inner) { forms.append(withoutPlus($0)) }
        }
        let wide = SecretCharset.utf16LittleEndian.bytes(of: secret)
        forEachBase64(of: wide) { forms.append(withoutPlus($0)) }
    }

    /// The bytes in quoted-printable (RFC 2045 §6.7), in one line.
    private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        for byte in bytes {
            if byte < 0x7F, byte != UInt8(ascii: "=") {
                encoded.append(byte)
            } else {
                encoded += "=\(Hexadecimal.encode([byte], uppercase: true))".utf8
            }
        }
        return PlainText(encoded).bytes
    }

    /// The lines of a key, each of which is a secret by itself; none of a secret of one line.
    static func keyLines(of secret: String) -> [Self] {
        let lineFeed = UInt8(ascii: "\n")
        guard secret.utf8.contains(lineFeed) else { return [] }
        let lines = secret.utf8.split(separator: lineFeed, maxSplits: longestKey)
        if lines.count < 2 { return [] }
        return lines.compactMap { line in
            let bytes = PlainText(Array(line)).bytes
            guard line.count >= shortestKeyLine, line.allSatisfy(isKeyByte),
                line.contains(where: isDigit), bytes.count >= SecretStrength.unmistakableLength
            else { return nil }
            return Self(bytes: bytes, strength: .anywhere)
        }
    }

    /// The fewest bytes of a line of a key, and the most lines.
    private static let shortestKeyLine = 16
    private static let longestKey = 1_000

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Whether a byte is a digit of base64, or ends a line.
    private static func isKeyByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x0D
            || "+/=_-".utf8.contains(byte)
    }

    /// Calls `body` with the digits that the bytes alone decide, at each of the three places where
    /// they can begin; also with the last digit, if nothing follows them.
    private static func forEachBase64(
        of secret: [UInt8], isLast: Bool = false, _ body: ([UInt8]) -> Void
    ) {
        // The digit before them has none, two or four of the first bits.
        for taken in stride(from: 0, through: 4, by: 2) {
            guard isLast else {
                body(Base64.certainDigits(of: secret, after: taken))
                continue
            }
            let count = (secret.count * 8 - taken + 5) / 6
            body(Array(Base64.certainDigits(of: secret + [0], after: taken).prefix(count)))
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

    init(of secret: String, for lifetime: Redactor.Lifetime) {
        let strength = SecretStrength(of: secret)
        var forms = SecretPattern.normalForms(of: secret)
        if strength == .anywhere {
            let folded = SecretPattern.caseFolded(forms[0])
            if folded != forms[0] { forms.append(folded) }
        }
        let shown = strength == .value ? forms + SecretPattern.shortForms(of: forms[0]) : forms
        raw = shown.map { SecretPattern(bytes: $0, strength: strength) }
        let same = strength == .value ? [] : SecretPattern.plainForms(forms, strength)
        // If a text has escapes, its next layer is read, too. There, a percent sign of the secret
        // is an escape together with what followed a blank.
        let joined = SecretPattern.plainForms(same.map(\.bytes), strength)
            .filter { !same.contains($0) }
        needsRawSearch =
            same.count < forms.count || same.contains { $0.strength != strength }
        var plain = same + joined
        if strength == .anywhere {
            plain += SecretPattern.encodings(of: secret, for: lifetime)
            plain += SecretPattern.keyLines(of: secret)
        } else if secret.utf8.count >= SecretStrength.wordLength {
            // In base64 or hexadecimal digits, it is not ordinary text any more.
            let ordinary = same.map(\.bytes)
            plain += SecretPattern.encodings(of: secret, for: lifetime)
                .filter { !ordinary.contains($0.bytes) }
        }
        self.plain = plain
    }
}
