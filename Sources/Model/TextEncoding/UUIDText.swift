/// UUIDs as text.
public enum UUIDText {
    /// Returns the random UUID (RFC 9562 §5.4) that 16 random bytes make.
    public static func random(_ bytes: [UInt8]) -> String {
        precondition(bytes.count == 16, "a UUID is made of 16 bytes")
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<16 {
            var byte = bytes[index]
            switch index {
            case 6: byte = byte & 0x0F | 0x40
            case 8: byte = byte & 0x3F | 0x80
            default: break
            }
            if 4...10 ~= index, index % 2 == 0 { text.append(UInt8(ascii: "-")) }
            Hexadecimal.append(byte, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a text has the form of a UUID: 8, 4, 4, 4 and 12 hexadecimal digits.
    public static func isForm(of text: some StringProtocol) -> Bool {
        text.split(separator: "-", omittingEmptySubsequences: false).map(\.count)
            == [8, 4, 4, 4, 12] && text.allSatisfy { $0 == "-" || $0.isHexDigit }
    }
}
