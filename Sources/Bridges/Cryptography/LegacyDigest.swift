/// A hash function that protects nothing any more, but that old protocols are made of.
public enum LegacyDigest {
    /// The MD4 (RFC 1320) of the bytes, which NTLM asks for.
    ///
    /// OpenSSL has it only in a provider that many systems lack.
    public static func md4(of bytes: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
        let padding = [UInt8](repeating: 0, count: (119 - bytes.count % 64) % 64)
        let message = bytes + [0x80] + padding + littleEndian(UInt64(bytes.count) * 8)
        for start in stride(from: 0, to: message.count, by: 64) {
            let words = (0..<16).map { word in
                (0..<4).reduce(UInt32(0)) { sum, byte in
                    sum | UInt32(message[start + 4 * word + byte]) << (8 * UInt32(byte))
                }
            }
            state = zip(state, mixed(state, with: words)).map(&+)
        }
        return state.flatMap(littleEndian)
    }

    /// A state after the three rounds over a block of 16 words.
    private static func mixed(_ state: [UInt32], with words: [UInt32]) -> [UInt32] {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        func mix(_ value: UInt32, _ index: Int, _ constant: UInt32, _ shift: UInt32) {
            let sum = a &+ value &+ words[index] &+ constant
            (a, d, c, b) = (d, c, b, sum << shift | sum >> (32 - shift))
        }
        for step in 0..<16 { mix(b & c | ~b & d, step, 0, [3, 7, 11, 19][step % 4]) }
        for step in 0..<16 {
            let index = step % 4 * 4 + step / 4
            mix(b & c | b & d | c & d, index, 0x5A82_7999, [3, 5, 9, 13][step % 4])
        }
        for step in [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15].enumerated() {
            mix(b ^ c ^ d, step.element, 0x6ED9_EBA1, [3, 9, 11, 15][step.offset % 4])
        }
        return [a, b, c, d]
    }

    private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
