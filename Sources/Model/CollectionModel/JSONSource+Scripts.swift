public import JSON

extension JSONSource {
    /// The first 64 KiB of a collection of this text if it takes milliseconds to read, and a script
    /// that is not empty seems to be there; else nil.
    ///
    /// It is a guess, for what is worth doing while the collection is read.
    public var startWithScript: [UInt8]? {
        let length = 1 << 16
        guard bytes.count > length, Self.hasScript(bytes.span.extracting(first: length)) else {
            return nil
        }
        return Array(bytes.prefix(length))
    }

    private static func hasScript(_ text: Span<UInt8>) -> Bool {
        let name = Array("\"exec\"".utf8)
        var index = 0
        while index < text.count - name.count {
            guard text[index] == name[0], name.indices.allSatisfy({ text[index + $0] == name[$0] })
            else {
                index += 1
                continue
            }
            index += name.count
            // What an empty script consists of: `: ["", ""]`.
            while index < text.count, Self.isEmptyScript(text[index]) { index += 1 }
            if index < text.count, text[index] != UInt8(ascii: "]") { return true }
        }
        return false
    }

    private static func isEmptyScript(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",")
    }
}
