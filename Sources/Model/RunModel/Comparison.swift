/// The two values that a failed assertion compared, as text of several lines that reports can
/// compare.
///
/// Scripts spell a value as JSON with two spaces of indentation if it is an object or an array, and
/// as the text itself if it is a string; they give the beginning of a long one. Secrets are masked
/// in that text before it is cut to `keptBytes`, so that a cut cannot hide part of a secret from
/// the mask.
public struct Comparison: Sendable, Hashable {
    /// The most bytes of a value that reports receive.
    public static let keptBytes = 16_384

    /// The value that the script had.
    public var actual: String
    /// The value that the script expected.
    public var expected: String
    /// Whether either of them was cut.
    public var isCut: Bool

    /// Creates a comparison.
    public init(actual: String, expected: String, isCut: Bool = false) {
        self.actual = actual
        self.expected = expected
        self.isCut = isCut
    }

    /// The comparison with both values cut to what reports keep.
    public var bounded: Comparison {
        Comparison(
            actual: Self.cut(actual), expected: Self.cut(expected),
            isCut: isCut || max(actual.utf8.count, expected.utf8.count) > Self.keptBytes)
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > keptBytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: keptBytes)
        while text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }
}
