import COpenSSL

/// A hash function of libcrypto, for digests and for HMAC.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// MD5, which Digest authentication still asks for.
    case md5 = "MD5"
    /// SHA-1, which OAuth 1.0 and Hawk still ask for.
    case sha1 = "SHA-1"
    /// SHA-256.
    case sha256 = "SHA-256"
    /// SHA-384.
    case sha384 = "SHA-384"
    /// SHA-512.
    case sha512 = "SHA-512"
    /// SHA-512 cut to 256 bits with its own initial value (FIPS 180-4 §5.3.6.2).
    case sha512_256 = "SHA-512-256"

    /// The digest of the bytes.
    public func digest(of bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &output, &length, function, nil) == 1 else {
            throw .last("\(rawValue) digest")
        }
        return Array(output.prefix(Int(length)))
    }

    /// The HMAC of the bytes under the key (RFC 2104).
    public func authenticationCode(
        of bytes: [UInt8], key: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard let keyLength = Int32(exactly: key.count) else {
            throw CryptographyError(operation: "HMAC \(rawValue)", reason: "key too long")
        }
        var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        // An empty Swift array may pass a null key, which HMAC() takes for "the key of before".
        let material = key.isEmpty ? [0] : key
        let code = HMAC(function, material, keyLength, bytes, bytes.count, &output, &length)
        guard code != nil else { throw .last("HMAC \(rawValue)") }
        return Array(output.prefix(Int(length)))
    }

    /// The method table of the algorithm: static in libcrypto, never freed.
    var function: OpaquePointer? {
        switch self {
        case .md5: EVP_md5()
        case .sha1: EVP_sha1()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        case .sha512_256: EVP_sha512_256()
        }
    }
}
