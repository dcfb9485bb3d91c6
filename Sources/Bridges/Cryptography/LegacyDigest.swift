import COpenSSL

/// A hash function that protects nothing any more, but that old protocols are made of.
public enum LegacyDigest {
    /// The MD4 of the bytes, which NTLM asks for.
    public static func md4(of bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        ERR_clear_error()
        // In the default context, this provider would take the place of the one for all others.
        let context = OSSL_LIB_CTX_new()
        defer { OSSL_LIB_CTX_free(context) }
        guard let provider = OSSL_PROVIDER_load(context, "legacy") else {
            throw CryptographyError(
                operation: "MD4", reason: "OpenSSL's legacy provider is not installed")
        }
        defer { OSSL_PROVIDER_unload(provider) }
        let function = EVP_MD_fetch(context, "MD4", nil)
        defer { EVP_MD_free(function) }
        var output = [UInt8](repeating: 0, count: 16)
        var length: UInt32 = 0
        guard function != nil,
            EVP_Digest(bytes, bytes.count, &output, &length, function, nil) == 1
        else { throw .last("MD4") }
        return output
    }
}
