import COpenSSL

// Private keys as files hold them, encrypted ones among them.
extension AsymmetricKey {
    /// Reads a private key from its PEM text (PKCS#8, PKCS#1, SEC1); of several blocks the first
    /// private key counts.
    ///
    /// Line breaks may be written as `\n`, as they are where a key has been put into one line.
    public convenience init(
        pem text: String, passphrase: String? = nil
    ) throws(PrivateKeyError) {
        let pem = text.contains("\n") ? text : text.replacing("\\n", with: "\n")
        guard pem.contains("-----BEGIN ") else { throw .notPEM }
        let passphrase = passphrase.flatMap { $0.isEmpty ? nil : $0 }
        guard let length = Int32(exactly: pem.utf8.count),
            let key = posthaste_read_private_key(pem, length, passphrase)
        else { throw .reading(pem, hasPassphrase: passphrase != nil) }
        try self.init(ownPrivate: key)
    }

    /// Reads a private key from DER: PKCS#8, or the key type's own form.
    public convenience init(der bytes: [UInt8]) throws(PrivateKeyError) {
        let key = bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &position, buffer.count)
        }
        guard let key else { throw .malformed(CryptographyError.last("private key").reason) }
        try self.init(ownPrivate: key)
    }

    /// Takes over a private key that libcrypto made.
    private convenience init(ownPrivate key: OpaquePointer) throws(PrivateKeyError) {
        let name = EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "another kind"
        do throws(CryptographyError) {
            try self.init(owning: key, isPrivate: true, "private key")
        } catch {
            throw .unsupported(name)
        }
    }
}
