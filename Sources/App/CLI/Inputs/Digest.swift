import TextEncoding

/// Short names for texts, which any process gives in the same way.
enum Digest {
    /// The name of a text.
    static func of(_ text: String) -> String { String(FNV1a.hash(of: text), radix: 16) }
}
