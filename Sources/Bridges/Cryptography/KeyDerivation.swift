import COpenSSL

/// Keys made of other secrets.
public enum KeyDerivation {
    /// PBKDF2 with HMAC (RFC 8018 §5.2).
    public static func pbkdf2(
        _ digest: DigestAlgorithm, password: [UInt8], salt: [UInt8], iterations: Int, length: Int
    ) throws(CryptographyError) -> [UInt8] {
        ERR_clear_error()
        var output = [UInt8](repeating: 0, count: length)
        let text = password.map(CChar.init(bitPattern:))
        guard let rounds = Int32(exactly: iterations), let size = Int32(exactly: length),
            PKCS5_PBKDF2_HMAC(
                text, Int32(clamping: text.count), salt, Int32(clamping: salt.count), rounds,
                digest.function, size, &output) == 1
        else { throw .last("PBKDF2") }
        return output
    }

    /// HKDF (RFC 5869): extraction, then expansion to so many bytes.
    public static func hkdf(
        _ digest: DigestAlgorithm, secret: [UInt8], salt: [UInt8], information: [UInt8],
        length: Int
    ) throws(CryptographyError) -> [UInt8] {
        let key = try digest.authenticationCode(of: secret, key: salt)
        guard length <= 255 * key.count else {
            throw CryptographyError(operation: "HKDF", reason: "at most 255 digests can be made")
        }
        var output: [UInt8] = []
        var block: [UInt8] = []
        var number: UInt8 = 1
        while output.count < length {
            block = try digest.authenticationCode(of: block + information + [number], key: key)
            output += block
            number &+= 1
        }
        return Array(output.prefix(length))
    }
}
