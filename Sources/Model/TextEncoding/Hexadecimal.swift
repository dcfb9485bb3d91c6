/// Bytes as hexadecimal digits.
public enum Hexadecimal {
    private static let lowerDigits = Array("0123456789abcdef".utf8)
    private static let upperDigits = Array("0123456789ABCDEF".utf8)

    /// Returns two digits for each byte, in lower case by default.
    public static func encode(_ bytes: [UInt8], uppercase: Bool = false) -> String {
        String(decoding: digits(of: bytes, uppercase: uppercase), as: UTF8.self)
    }

    /// Returns two digits for each byte, in lower case by default, as bytes of ASCII.
    public static func digits(of bytes: [UInt8], uppercase: Bool = false) -> [UInt8] {
        let digits = uppercase ? upperDigits : lowerDigits
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        }
        return output
    }

    /// Appends the two lower-case digits of a byte.
    static func append(_ byte: UInt8, to text: inout [UInt8]) {
        text.append(lowerDigits[Int(byte >> 4)])
        text.append(lowerDigits[Int(byte & 15)])
    }

    /// The value of an ASCII digit of either case; nil if it is not a digit.
    public static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// The upper-case digit of a number below 16.
    static func upperDigit(_ value: UInt8) -> UInt8 { upperDigits[Int(value)] }
}
