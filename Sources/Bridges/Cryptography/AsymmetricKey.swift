import COpenSSL

/// A private or public key of RSA, of an elliptic curve, or of Curve25519, for all that WebCrypto
/// does with keys.
///
/// It is read from DER, from raw bytes or from its numbers (`AsymmetricKey+Numbers`), or generated.
/// It has no names of algorithms and no usages.
public final class AsymmetricKey {
    /// What kind of key it is.
    public enum Kind: Sendable, Hashable {
        /// RSA with a modulus of so many bits.
        case rsa(bits: Int)
        /// A curve of NIST.
        case ellipticCurve(Curve)
        /// Ed25519, which signs.
        case ed25519
        /// X25519, which agrees on secrets.
        case x25519
    }

    /// The curves of NIST, by libcrypto's names.
    public enum Curve: String, Sendable, Hashable, CaseIterable {
        case p256 = "prime256v1"
        case p384 = "secp384r1"
        case p521 = "secp521r1"

        /// How many bytes a coordinate has.
        public var width: Int {
            switch self {
            case .p256: 32
            case .p384: 48
            case .p521: 66
            }
        }
    }

    /// The kind of the key.
    public let kind: Kind
    /// Whether this is a private key.
    public let isPrivate: Bool
    /// Owned; freed with this object.
    let key: OpaquePointer

    /// Takes ownership of a key that libcrypto made; nil if it made none.
    init(
        owning key: OpaquePointer?, isPrivate: Bool, _ operation: String
    ) throws(CryptographyError) {
        guard let key else { throw .last(operation) }
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS: kind = .rsa(bits: Int(EVP_PKEY_get_bits(key)))
        case EVP_PKEY_ED25519: kind = .ed25519
        case EVP_PKEY_X25519: kind = .x25519
        default:
            guard let curve = Self.curve(of: key) else {
                EVP_PKEY_free(key)
                throw CryptographyError(operation: operation, reason: "unsupported kind of key")
            }
            kind = .ellipticCurve(curve)
        }
        self.key = key
        self.isPrivate = isPrivate
    }

    deinit { EVP_PKEY_free(key) }

    private static func curve(of key: OpaquePointer) -> Curve? {
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_EC else { return nil }
        var name = [CChar](repeating: 0, count: 80)
        var length = 0
        guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else { return nil }
        let bytes = name.prefix(length).map(UInt8.init(bitPattern:))
        return Curve(rawValue: String(decoding: bytes, as: UTF8.self))
    }

    // MARK: - DER and raw bytes

    /// Reads a private key from PKCS#8.
    public convenience init(pkcs8 bytes: [UInt8]) throws(CryptographyError) {
        ERR_clear_error()
        let key = bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            let information = d2i_PKCS8_PRIV_KEY_INFO(nil, &position, buffer.count)
            defer { PKCS8_PRIV_KEY_INFO_free(information) }
            let isWhole = position == buffer.baseAddress.map { $0 + buffer.count }
            return isWhole ? information.flatMap { EVP_PKCS82PKEY($0) } : nil
        }
        try self.init(owning: key, isPrivate: true, "private key")
    }

    /// Reads a public key from a SubjectPublicKeyInfo.
    public convenience init(spki bytes: [UInt8]) throws(CryptographyError) {
        ERR_clear_error()
        let key = bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var position = buffer.baseAddress
            let key = d2i_PUBKEY(nil, &position, buffer.count)
            if position == buffer.baseAddress.map({ $0 + buffer.count }) { return key }
            EVP_PKEY_free(key)
            return nil
        }
        try self.init(owning: key, isPrivate: false, "public key")
    }

    /// Makes a key of Curve25519 from its 32 bytes.
    public convenience init(
        raw bytes: [UInt8], _ kind: Kind, isPrivate: Bool
    ) throws(CryptographyError) {
        ERR_clear_error()
        let type = kind == .ed25519 ? EVP_PKEY_ED25519 : EVP_PKEY_X25519
        let make = isPrivate ? EVP_PKEY_new_raw_private_key : EVP_PKEY_new_raw_public_key
        try self.init(
            owning: make(type, nil, bytes, bytes.count), isPrivate: isPrivate, "raw key")
    }

    /// The private key in PKCS#8.
    public func pkcs8() throws(CryptographyError) -> [UInt8] {
        guard isPrivate, let information = EVP_PKEY2PKCS8(key) else { throw .last("PKCS#8") }
        defer { PKCS8_PRIV_KEY_INFO_free(information) }
        return try Self.encoded("PKCS#8") { i2d_PKCS8_PRIV_KEY_INFO(information, $0) }
    }

    /// The public key, that of a private one too, as a SubjectPublicKeyInfo.
    public func spki() throws(CryptographyError) -> [UInt8] {
        try Self.encoded("public key") { i2d_PUBKEY(key, $0) }
    }

    /// Has libcrypto allocate and write the DER, and copies it.
    static func encoded(
        _ operation: String, _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32
    ) throws(CryptographyError) -> [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        let length = write(&start)
        guard length > 0, let start else { throw .last(operation) }
        defer { CRYPTO_free(start, #file, #line) }
        return Array(UnsafeBufferPointer(start: start, count: Int(length)))
    }

    // MARK: - Making

    /// Makes a new key pair; the public exponent is RSA's.
    public static func generate(
        _ kind: Kind, exponent: [UInt8] = [1, 0, 1]
    ) throws(CryptographyError) -> AsymmetricKey {
        ERR_clear_error()
        let operation = "new key"
        let name = typeName(of: kind)
        guard let context = EVP_PKEY_CTX_new_from_name(nil, name, nil) else {
            throw .last(operation)
        }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_keygen_init(context) == 1 else { throw .last(operation) }
        switch kind {
        case .rsa(let bits):
            let number = BN_bin2bn(exponent, Int32(clamping: exponent.count), nil)
            defer { BN_free(number) }
            guard EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(clamping: bits)) == 1,
                EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, number) == 1
            else { throw .last(operation) }
        case .ellipticCurve(let curve):
            guard EVP_PKEY_CTX_set_group_name(context, curve.rawValue) == 1 else {
                throw .last(operation)
            }
        case .ed25519, .x25519: break
        }
        var key: OpaquePointer?
        guard EVP_PKEY_generate(context, &key) == 1 else { throw .last(operation) }
        return try AsymmetricKey(owning: key, isPrivate: true, operation)
    }

    static func typeName(of kind: Kind) -> String {
        switch kind {
        case .rsa: "RSA"
        case .ellipticCurve: "EC"
        case .ed25519: "ED25519"
        case .x25519: "X25519"
        }
    }
}

/// A libcrypto key belongs to one thread at a time.
@available(*, unavailable)
extension AsymmetricKey: Sendable {}
