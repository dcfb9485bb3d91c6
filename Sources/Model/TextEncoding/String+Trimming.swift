extension StringProtocol {
    /// The text without white space and control characters at its ends.
    public var trimmed: String { String(self).withoutMargins }
}

extension String {
    fileprivate var withoutMargins: String {
        guard let first = utf8.first, let last = utf8.last else { return "" }
        // Most texts have nothing to lose.
        if Self.isVisible(first), Self.isVisible(last) { return self }
        let isInk: (Unicode.Scalar) -> Bool = { scalar in
            scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
        }
        guard let start = unicodeScalars.firstIndex(where: isInk),
            let end = unicodeScalars.lastIndex(where: isInk)
        else { return "" }
        return String(unicodeScalars[start...end])
    }

    /// Whether a byte is a character of ASCII that can be seen.
    private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
}
