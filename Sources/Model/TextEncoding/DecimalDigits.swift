/// Numbers in decimal digits.
public enum DecimalDigits {
    /// Appends a number; its text would take twice as long to make and to append.
    public static func append(_ number: Int, to bytes: inout [UInt8]) {
        guard number >= 0 else {
            bytes += String(number).utf8
            return
        }
        var power = 1
        while number / power >= 10 { power *= 10 }
        bytes.append(addingCapacity: longest) { output in
            while power > 0 {
                output.append(UInt8(ascii: "0") + UInt8(number / power % 10))
                power /= 10
            }
        }
    }

    /// How many digits the largest number has.
    private static let longest = 19

    /// The number, with zeros in front up to a width.
    public static func encode(_ number: Int, width: Int) -> String {
        let digits = String(number)
        let missing = width - digits.utf8.count
        return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
    }
}
