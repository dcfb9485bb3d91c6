import COpenSSL

/// Unpredictable bytes from libcrypto's generator.
public enum RandomBytes {
    /// That many fresh bytes.
    public static func make(_ count: Int) throws(CryptographyError) -> [UInt8] {
        guard let length = Int32(exactly: count), length >= 0 else {
            throw CryptographyError(operation: "random bytes", reason: "impossible count \(count)")
        }
        var output = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&output, length) == 1 else { throw .last("random bytes") }
        return output
    }
}
