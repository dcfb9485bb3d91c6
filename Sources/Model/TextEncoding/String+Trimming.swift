extension StringProtocol {
    /// The text without white space and control characters at its ends.
    public var trimmed: String {
        let isInk: (Unicode.Scalar) -> Bool = { scalar in
            scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
        }
        let scalars = self.unicodeScalars
        guard let first = scalars.firstIndex(where: isInk),
            let last = scalars.lastIndex(where: isInk)
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }
}
