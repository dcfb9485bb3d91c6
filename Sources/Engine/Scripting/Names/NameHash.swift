/// A hash of the bytes of a name (FNV-1a), by which names are compared without making text of them.
struct NameHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Adds a byte of the name.
    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    /// Returns the hash of a name.
    static func of(_ name: String) -> UInt64 {
        var hash = NameHash()
        for byte in name.utf8 { hash.add(byte) }
        return hash.value
    }
}
