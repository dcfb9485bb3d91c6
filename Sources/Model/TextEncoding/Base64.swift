/// Base64 in its two alphabets (RFC 4648 §4 and §5).
public enum Base64 {
    private static let standard = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The bytes in the standard alphabet, padded.
    public static func encode(_ bytes: [UInt8]) -> String {
        encode(bytes, alphabet: standard, pads: true)
    }

    /// The bytes in the alphabet that is safe in URLs and file names, without padding.
    public static func encodeURLSafe(_ bytes: [UInt8]) -> String {
        encode(bytes, alphabet: urlSafe, pads: false)
    }

    /// The digits of the standard alphabet that the bytes alone decide, if as many of their first
    /// bits belong to the digit before them.
    public static func certainDigits(of bytes: [UInt8], after taken: Int) -> [UInt8] {
        wholeDigits(of: bytes, after: taken, alphabet: standard).digits
    }

    /// The bytes of a text in either alphabet, padded or not; nil if it is not base64.
    public static func decode(_ text: String) -> [UInt8]? {
        var digits = Array(text.utf8)
        var padded = 0
        while digits.last == padding, padded < 2 {
            digits.removeLast()
            padded += 1
        }
        guard digits.count % 4 != 1, padded == 0 || (digits.count + padded) % 4 == 0,
            digits.allSatisfy({ value(of: $0) != nil })
        else { return nil }
        return decodeDigits(digits)
    }

    /// The bytes of a text in either alphabet, padded or not; other characters are ignored.
    public static func decodeLeniently(_ text: String) -> [UInt8] {
        decodeDigits(text.utf8)
    }

    private static func decodeDigits(_ digits: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(digits.count * 3 / 4)
        var pending: UInt32 = 0
        var bits = 0
        for digit in digits {
            guard let value = value(of: digit) else { continue }
            pending = pending << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        return output
    }

    private static func encode(_ bytes: [UInt8], alphabet: [UInt8], pads: Bool) -> String {
        var (digits, pending, bits) = wholeDigits(of: bytes, after: 0, alphabet: alphabet)
        if bits > 0 { digits.append(alphabet[Int(pending << UInt32(6 - bits) & 63)]) }
        while pads, digits.count % 4 != 0 { digits.append(padding) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The digits of six bits each, and the bits that are left at the end.
    private static func wholeDigits(
        of bytes: [UInt8], after taken: Int, alphabet: [UInt8]
    ) -> (digits: [UInt8], pending: UInt32, bits: Int) {
        var result = [UInt8](repeating: 0, count: max(0, bytes.count * 8 - taken) / 6)
        var digits = result.mutableSpan
        let (bytes, alphabet) = (bytes.span, alphabet.span)
        var (index, count) = (0, 0)
        var pending: UInt32 = 0
        var bits = -taken
        while index < bytes.count {
            // Three bytes are four digits.
            if bits == 0, index + 3 <= bytes.count {
                let high = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8
                let group = high | UInt32(bytes[index + 2])
                digits[count] = alphabet[Int(group >> 18)]
                digits[count + 1] = alphabet[Int(group >> 12 & 63)]
                digits[count + 2] = alphabet[Int(group >> 6 & 63)]
                digits[count + 3] = alphabet[Int(group & 63)]
                index += 3
                count += 4
                continue
            }
            pending = pending << 8 | UInt32(bytes[index])
            bits += 8
            index += 1
            while bits >= 6 {
                bits -= 6
                digits[count] = alphabet[Int(pending >> UInt32(bits) & 63)]
                count += 1
            }
        }
        return (result, pending, bits)
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
