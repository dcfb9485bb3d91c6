/// The hash function FNV-1a of 64 bits, by which any process gives a text the same short name.
public enum FNV1a {
    /// The value that the function starts with.
    public static let basis: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Returns the hash of a text; another start gives other hashes.
    public static func hash(of text: String, from start: UInt64 = basis) -> UInt64 {
        text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// Returns the hash of a text in 16 hexadecimal digits.
    public static func digits(of text: String, from start: UInt64 = basis) -> String {
        let digits = String(hash(of: text, from: start), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
