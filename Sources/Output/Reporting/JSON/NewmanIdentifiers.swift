import TextEncoding

/// Identifiers for the objects of Newman's report that have none here.
///
/// Newman gives each a random UUID. These are made from a name, so that the same run gives the same
/// report.
enum NewmanIdentifiers {
    /// Returns an identifier in the form of a random UUID.
    static func uuid(_ name: String) -> String {
        var digits = Array(checksum(name + "a") + checksum(name + "b"))
        digits[12] = "4"
        digits[16] = "8"
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return parts.joined(separator: "-")
    }

    /// Returns sixteen hexadecimal digits that are the same for the same text (FNV-1a).
    static func checksum(_ text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
        return Hexadecimal.encode((0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) })
    }
}
