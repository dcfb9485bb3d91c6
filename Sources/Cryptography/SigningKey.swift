import COpenSSL

/// A private RSA or elliptic curve key, which signs.
///
/// It is read from PEM (PKCS#8, PKCS#1, SEC1; encrypted ones with their passphrase) or from the DER
/// of PKCS#8. It verifies nothing and makes no keys.
public final class SigningKey {
    /// What kind of key it is, which decides what it can sign with.
    public enum Kind: Sendable, Hashable {
        /// An RSA key.
        case rsa(bits: Int)
        /// A key on a curve, by libcrypto's name of it: `prime256v1`, `secp384r1`, `secp521r1`.
        case ellipticCurve(String)
    }

    /// The kind of the key.
    public let kind: Kind
    /// Owned; freed with this object.
    private let key: OpaquePointer

    /// Reads a key from its PEM text; of several blocks the first private key counts.
    ///
    /// Line breaks may be written as `\n`, as they are where a key has been put into one line.
    public convenience init(
        pem text: String, passphrase: String? = nil
    ) throws(SigningKeyError) {
        let pem = text.contains("\n") ? text : text.replacing("\\n", with: "\n")
        guard pem.contains("-----BEGIN ") else { throw .notPEM }
        let passphrase = passphrase.flatMap { $0.isEmpty ? nil : $0 }
        guard let length = Int32(exactly: pem.utf8.count),
            let key = posthaste_read_private_key(pem, length, passphrase)
        else { throw .reading(pem, hasPassphrase: passphrase != nil) }
        try self.init(owning: key)
    }

    /// Reads a key from DER: PKCS#8, or the key type's own form.
    public convenience init(der bytes: [UInt8]) throws(SigningKeyError) {
        let key = bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &position, buffer.count)
        }
        guard let key else { throw .malformed(CryptographyError.last("private key").reason) }
        try self.init(owning: key)
    }

    /// Takes over a key that libcrypto made.
    private init(owning key: OpaquePointer) throws(SigningKeyError) {
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS: kind = .rsa(bits: Int(EVP_PKEY_get_bits(key)))
        case EVP_PKEY_EC: kind = .ellipticCurve(Self.curve(of: key))
        default:
            let name = EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "another kind"
            EVP_PKEY_free(key)
            throw .unsupported(name)
        }
        self.key = key
    }

    deinit { EVP_PKEY_free(key) }

    private static func curve(of key: OpaquePointer) -> String {
        var name = [CChar](repeating: 0, count: 80)
        var length = 0
        guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else { return "" }
        return String(decoding: name.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    // MARK: - Signing

    /// The signature of the bytes; that of an elliptic curve key is `r` and `s`, of the curve's width
    /// each, as JOSE and WebCrypto have it (IEEE P1363).
    public func signature(
        of bytes: [UInt8], by algorithm: SignatureAlgorithm
    ) throws(CryptographyError) -> [UInt8] {
        switch (kind, algorithm) {
        case (.rsa, .rsaPKCS1(let digest)):
            return try sign(bytes, digest, padding: RSA_PKCS1_PADDING)
        case (.rsa, .rsaPSS(let digest)):
            return try sign(bytes, digest, padding: RSA_PKCS1_PSS_PADDING)
        case (.ellipticCurve, .ecdsa(let digest)):
            return try fixedWidth(try sign(bytes, digest, padding: nil))
        default:
            throw CryptographyError(
                operation: algorithm.name, reason: "the key is of another kind")
        }
    }

    private func sign(
        _ bytes: [UInt8], _ digest: DigestAlgorithm, padding: Int32?
    ) throws(CryptographyError) -> [UInt8] {
        ERR_clear_error()
        let operation = "signing with \(digest.rawValue)"
        // The context is ours, the parameters' context belongs to it.
        guard let context = EVP_MD_CTX_new() else { throw .last(operation) }
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        guard EVP_DigestSignInit(context, &parameters, digest.function, nil, key) == 1 else {
            throw .last(operation)
        }
        if let padding, EVP_PKEY_CTX_set_rsa_padding(parameters, padding) != 1 {
            throw .last(operation)
        }
        if padding == RSA_PKCS1_PSS_PADDING,
            EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) != 1
        {
            throw .last(operation)
        }
        var length = Int(EVP_PKEY_get_size(key))
        var output = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &output, &length, bytes, bytes.count) == 1 else {
            throw .last(operation)
        }
        return Array(output.prefix(length))
    }

    /// Takes `r` and `s` out of the DER that libcrypto makes.
    private func fixedWidth(_ der: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let width = (Int(EVP_PKEY_get_bits(key)) + 7) / 8
        var output = [UInt8](repeating: 0, count: 2 * width)
        let pair = der.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return d2i_ECDSA_SIG(nil, &position, buffer.count)
        }
        guard let pair else { throw .last("ECDSA signature") }
        defer { ECDSA_SIG_free(pair) }
        let isWritten = output.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return BN_bn2binpad(ECDSA_SIG_get0_r(pair), start, Int32(width)) == width
                && BN_bn2binpad(ECDSA_SIG_get0_s(pair), start + width, Int32(width)) == width
        }
        guard isWritten else { throw .last("ECDSA signature") }
        return output
    }
}

/// A libcrypto key belongs to one thread at a time.
@available(*, unavailable)
extension SigningKey: Sendable {}

/// How a private key signs.
public enum SignatureAlgorithm: Sendable, Hashable {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    case rsaPKCS1(DigestAlgorithm)
    /// RSASSA-PSS with a salt as long as the digest (RFC 8017 §8.1).
    case rsaPSS(DigestAlgorithm)
    /// ECDSA (FIPS 186-5 §6).
    case ecdsa(DigestAlgorithm)

    fileprivate var name: String {
        switch self {
        case .rsaPKCS1(let digest): "RSA with \(digest.rawValue)"
        case .rsaPSS(let digest): "RSA-PSS with \(digest.rawValue)"
        case .ecdsa(let digest): "ECDSA with \(digest.rawValue)"
        }
    }
}
