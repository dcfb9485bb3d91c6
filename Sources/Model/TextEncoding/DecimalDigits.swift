/// Numbers in decimal digits of a fixed width.
public enum DecimalDigits {
    /// The number, with zeros in front up to a width.
    public static func encode(_ number: Int, width: Int) -> String {
        let digits = String(number)
        let missing = width - digits.utf8.count
        return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
    }
}
