/// A number as ECMAScript reads it from text, by `Number(text)`.
public enum ScriptNumber: Sendable, Hashable {
    /// A decimal number, or an infinite one.
    case decimal(Double)
    /// A number after `0x`, `0o` or `0b`.
    case radix(Double)
    /// Nothing but white space, which counts as 0.
    case empty

    /// Reads a text, white space around the number ignored; nil if ECMAScript says `NaN`.
    public init?(_ text: String) {
        let scalars = text.unicodeScalars
        let body = scalars.drop(while: Self.isSpace)
        guard let last = body.lastIndex(where: { !Self.isSpace($0) }) else {
            self = .empty
            return
        }
        let digits = Array(Substring(body[...last]).utf8)
        guard let number = Self.radixNumber(digits) ?? Self.decimalNumber(digits) else {
            return nil
        }
        self = number
    }

    /// The number.
    public var value: Double {
        switch self {
        case .decimal(let number), .radix(let number): number
        case .empty: 0
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar == " " || (0x09...0x0D).contains(scalar.value) }
        return scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    }

    private static func radixNumber(_ text: [UInt8]) -> ScriptNumber? {
        guard text.count > 2, text[0] == UInt8(ascii: "0") else { return nil }
        let radix: Int
        switch text[1] | 0x20 {
        case UInt8(ascii: "x"): radix = 16
        case UInt8(ascii: "o"): radix = 8
        case UInt8(ascii: "b"): radix = 2
        default: return nil
        }
        var number = 0.0
        for byte in text.dropFirst(2) {
            let digit = Character(Unicode.Scalar(byte)).hexDigitValue ?? radix
            guard digit < radix else { return nil }
            number = number * Double(radix) + Double(digit)
        }
        return .radix(number)
    }

    /// Reads a sign, then `Infinity` or digits with a point and an exponent.
    private static func decimalNumber(_ text: [UInt8]) -> ScriptNumber? {
        var rest = text[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if rest.elementsEqual("Infinity".utf8) {
            return .decimal(isNegative ? -.infinity : .infinity)
        }
        let whole = takeDigits(&rest)
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = takeDigits(&rest)
        }
        if whole.isEmpty && fraction.isEmpty { return nil }
        guard isExponent(rest) else { return nil }
        // Swift reads neither `.5` nor `5.` everywhere; with a digit on both sides it does.
        let spelled = [0x30] + whole + [UInt8(ascii: ".")] + fraction + [0x30] + rest
        guard let number = Double(String(decoding: spelled, as: UTF8.self)) else { return nil }
        return .decimal(isNegative ? -number : number)
    }

    private static func takeDigits(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = text.prefix { $0 >= 0x30 && $0 <= 0x39 }
        text = text.dropFirst(digits.count)
        return digits
    }

    /// Whether the text is nothing, or `e`, a sign or none, and digits.
    private static func isExponent(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        guard first | 0x20 == UInt8(ascii: "e") else { return false }
        var rest = text.dropFirst()
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        return !takeDigits(&rest).isEmpty && rest.isEmpty
    }
}
