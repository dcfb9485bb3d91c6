public import JSON

extension JSONSource {
    /// Whether it takes milliseconds to read a collection of this text that seems to have scripts.
    ///
    /// It is a guess, for what is worth doing at the same time, and only the first 64 KiB are
    /// looked at.
    public var isLongAndHasScripts: Bool {
        bytes.count > 1 << 16 && startHasScript
    }

    /// Whether a script that is not empty seems to be in the first 64 KiB.
    private var startHasScript: Bool {
        let text = bytes.span.extracting(first: 1 << 16)
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
