/// Short names for texts, which any process gives in the same way.
enum Digest {
    /// The name of a text, by the hash function FNV-1a of 64 bits.
    static func of(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}
