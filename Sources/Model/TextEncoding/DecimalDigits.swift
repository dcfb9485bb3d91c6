/// Numbers in decimal digits of a fixed width.
public enum DecimalDigits {
    /// The number, with zeros in front up to a width.
    public static func encode(_ number: Int, width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
