/// UUIDs as text.
public enum UUIDText {
    /// Returns the random UUID (RFC 9562 §5.4) that 16 random bytes make.
    public static func random(_ bytes: [UInt8]) -> String {
        precondition(bytes.count == 16, "a UUID is made of 16 bytes")
        var bytes = bytes
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if (4...10).contains(index), index.isMultiple(of: 2) { text.append(UInt8(ascii: "-")) }
            Hexadecimal.append(byte, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
