/// UUIDs as text.
public enum UUIDText {
    /// Returns the random UUID (RFC 9562 §5.4) that 16 random bytes make.
    public static func random(_ bytes: [UInt8]) -> String {
        precondition(bytes.count == 16, "a UUID is made of 16 bytes")
        var bytes = bytes
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hexadecimal.encode(bytes).utf8)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
    }
}
