import COpenSSL

/// Compares secrets in a time that does not depend on where they differ.
public enum ConstantTime {
    /// Whether the bytes are the same; only the lengths may be guessed from the time it takes.
    public static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && (a.isEmpty || CRYPTO_memcmp(a, b, a.count) == 0)
    }

    /// Whether the texts are the same UTF-8.
    public static func areEqual(_ a: String, _ b: String) -> Bool {
        areEqual(Array(a.utf8), Array(b.utf8))
    }
}
