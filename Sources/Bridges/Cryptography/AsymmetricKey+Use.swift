import COpenSSL

// What keys do.
extension AsymmetricKey {
    /// How RSA signatures are padded; other keys take none.
    public enum Padding: Sendable, Hashable {
        /// RSASSA-PKCS1-v1_5.
        case pkcs1
        /// RSASSA-PSS with a salt of so many bytes.
        case pss(saltLength: Int)
    }

    /// The signature of the bytes; that of a curve's key is `r` and `s`, of the curve's width each.
    public func signature(
        of bytes: [UInt8], _ digest: DigestAlgorithm?, _ padding: Padding? = nil
    ) throws(CryptographyError) -> [UInt8] {
        ERR_clear_error()
        guard let context = EVP_MD_CTX_new() else { throw .last("signature") }
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        guard EVP_DigestSignInit(context, &parameters, digest?.function, nil, key) == 1,
            Self.set(padding, on: parameters)
        else { throw .last("signature") }
        var length = Int(EVP_PKEY_get_size(key))
        var output = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &output, &length, bytes, bytes.count) == 1 else {
            throw .last("signature")
        }
        let signature = Array(output.prefix(length))
        guard case .ellipticCurve(let curve) = kind else { return signature }
        return try Self.fixedWidth(signature, curve.width)
    }

    /// Whether the signature is that of the bytes.
    public func verifies(
        _ signature: [UInt8], of bytes: [UInt8], _ digest: DigestAlgorithm?,
        _ padding: Padding? = nil
    ) throws(CryptographyError) -> Bool {
        ERR_clear_error()
        var given = signature
        if case .ellipticCurve(let curve) = kind {
            guard let der = Self.der(signature, curve.width) else { return false }
            given = der
        }
        guard let context = EVP_MD_CTX_new() else { throw .last("verification") }
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &parameters, digest?.function, nil, key) == 1,
            Self.set(padding, on: parameters)
        else { throw .last("verification") }
        let verdict = EVP_DigestVerify(context, given, given.count, bytes, bytes.count)
        // If the bytes are not a signature at all, the reason stays in the queue.
        ERR_clear_error()
        return verdict == 1
    }

    private static func set(_ padding: Padding?, on parameters: OpaquePointer?) -> Bool {
        switch padding {
        case nil: true
        case .pkcs1: EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PADDING) == 1
        case .pss(let length):
            EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, Int32(clamping: length)) == 1
        }
    }

    /// `r` and `s` of the DER that libcrypto makes.
    private static func fixedWidth(
        _ der: [UInt8], _ width: Int
    ) throws(CryptographyError) -> [UInt8] {
        let pair = der.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return d2i_ECDSA_SIG(nil, &position, buffer.count)
        }
        guard let pair else { throw .last("ECDSA signature") }
        defer { ECDSA_SIG_free(pair) }
        var r = [UInt8](repeating: 0, count: width)
        var s = r
        guard BN_bn2binpad(ECDSA_SIG_get0_r(pair), &r, Int32(width)) == Int32(width),
            BN_bn2binpad(ECDSA_SIG_get0_s(pair), &s, Int32(width)) == Int32(width)
        else { throw .last("ECDSA signature") }
        return r + s
    }

    /// The DER of `r` and `s`; nil if they have another width.
    private static func der(_ signature: [UInt8], _ width: Int) -> [UInt8]? {
        guard signature.count == 2 * width, let pair = ECDSA_SIG_new() else { return nil }
        defer { ECDSA_SIG_free(pair) }
        let r = BN_bin2bn(Array(signature.prefix(width)), Int32(width), nil)
        let s = BN_bin2bn(Array(signature.suffix(width)), Int32(width), nil)
        // The pair takes over both numbers.
        guard ECDSA_SIG_set0(pair, r, s) == 1 else { return nil }
        var start: UnsafeMutablePointer<UInt8>?
        let length = i2d_ECDSA_SIG(pair, &start)
        guard length > 0, let start else { return nil }
        defer { CRYPTO_free(start, #file, #line) }
        return Array(UnsafeBufferPointer(start: start, count: Int(length)))
    }

    /// Encrypts, or decrypts, by RSA-OAEP with the same hash for label and mask.
    public func oaep(
        _ bytes: [UInt8], isEncrypting: Bool, _ digest: DigestAlgorithm, label: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        ERR_clear_error()
        let operation = isEncrypting ? "RSA-OAEP encryption" : "RSA-OAEP decryption"
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            throw .last(operation)
        }
        defer { EVP_PKEY_CTX_free(context) }
        let start = isEncrypting ? EVP_PKEY_encrypt_init : EVP_PKEY_decrypt_init
        guard start(context) == 1,
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1,
            EVP_PKEY_CTX_set_rsa_oaep_md(context, digest.function) == 1,
            EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest.function) == 1
        else { throw .last(operation) }
        if !label.isEmpty {
            // Once set, the copy belongs to the context.
            let copy = CRYPTO_memdup(label, label.count, #file, #line)
            let length = Int32(clamping: label.count)
            guard EVP_PKEY_CTX_set0_rsa_oaep_label(context, copy, length) == 1 else {
                CRYPTO_free(copy, #file, #line)
                throw .last(operation)
            }
        }
        var length = Int(EVP_PKEY_get_size(key))
        var output = [UInt8](repeating: 0, count: length)
        let run = isEncrypting ? EVP_PKEY_encrypt : EVP_PKEY_decrypt
        guard run(context, &output, &length, bytes, bytes.count) == 1 else {
            throw .last(operation)
        }
        return Array(output.prefix(length))
    }

    /// The secret that this private key and somebody's public key agree on.
    public func sharedSecret(with other: AsymmetricKey) throws(CryptographyError) -> [UInt8] {
        ERR_clear_error()
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            throw .last("key agreement")
        }
        defer { EVP_PKEY_CTX_free(context) }
        var length = 0
        guard EVP_PKEY_derive_init(context) == 1,
            EVP_PKEY_derive_set_peer(context, other.key) == 1,
            EVP_PKEY_derive(context, nil, &length) == 1
        else { throw .last("key agreement") }
        var output = [UInt8](repeating: 0, count: length)
        guard EVP_PKEY_derive(context, &output, &length) == 1 else { throw .last("key agreement") }
        return Array(output.prefix(length))
    }
}
