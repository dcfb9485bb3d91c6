import COpenSSL

/// AES in the modes of WebCrypto; the length of the key, 16, 24 or 32 bytes, chooses the variant.
public struct BlockCipher {
    /// How blocks are put together.
    public enum Mode: String, Sendable, Hashable {
        /// Chained, padded as PKCS#7 says.
        case cbc = "CBC"
        /// A counter, all of whose 16 bytes count.
        case ctr = "CTR"
        /// Galois counter mode, whose tag follows the text.
        case gcm = "GCM"
        /// Wrapping of keys (RFC 3394).
        case keyWrap = "KW"
    }

    private let mode: Mode
    private let key: [UInt8]
    private let function: OpaquePointer

    /// Makes a cipher of a mode and a key.
    public init(_ mode: Mode, key: [UInt8]) throws(CryptographyError) {
        guard let function = Self.function(mode, bits: key.count * 8) else {
            throw CryptographyError(
                operation: "AES-\(mode.rawValue)", reason: "a key of \(key.count * 8) bits")
        }
        self.mode = mode
        self.key = key
        self.function = function
    }

    /// The method table: static in libcrypto, never freed.
    private static func function(_ mode: Mode, bits: Int) -> OpaquePointer? {
        switch (mode, bits) {
        case (.cbc, 128): EVP_aes_128_cbc()
        case (.cbc, 192): EVP_aes_192_cbc()
        case (.cbc, 256): EVP_aes_256_cbc()
        case (.ctr, 128): EVP_aes_128_ctr()
        case (.ctr, 192): EVP_aes_192_ctr()
        case (.ctr, 256): EVP_aes_256_ctr()
        case (.gcm, 128): EVP_aes_128_gcm()
        case (.gcm, 192): EVP_aes_192_gcm()
        case (.gcm, 256): EVP_aes_256_gcm()
        case (.keyWrap, 128): EVP_aes_128_wrap()
        case (.keyWrap, 192): EVP_aes_192_wrap()
        case (.keyWrap, 256): EVP_aes_256_wrap()
        default: nil
        }
    }

    /// The data that GCM authenticates in addition to the text, and the length of its tag.
    public struct Authentication: Sendable {
        /// Bytes that are authenticated but not encrypted.
        public var data: [UInt8]
        /// The length of the tag in bytes.
        public var tagLength: Int

        /// Makes it from its parts.
        public init(data: [UInt8] = [], tagLength: Int = 16) {
            self.data = data
            self.tagLength = tagLength
        }
    }

    /// Encrypts; GCM's tag follows the text.
    public func encrypt(
        _ bytes: [UInt8], vector: [UInt8], _ authentication: Authentication = Authentication()
    ) throws(CryptographyError) -> [UInt8] {
        let context = try Context(function, mode)
        try context.start(key: key, vector: vector, isEncrypting: true)
        if mode == .gcm { try context.authenticate(authentication.data) }
        var output = try context.update(bytes)
        output += try context.finish()
        if mode == .gcm { output += try context.tag(length: authentication.tagLength) }
        return output
    }

    /// Decrypts the output of `encrypt`; throws if it was changed.
    public func decrypt(
        _ bytes: [UInt8], vector: [UInt8], _ authentication: Authentication = Authentication()
    ) throws(CryptographyError) -> [UInt8] {
        let context = try Context(function, mode)
        try context.start(key: key, vector: vector, isEncrypting: false)
        var text = bytes
        if mode == .gcm {
            let length = authentication.tagLength
            guard bytes.count >= length else {
                throw CryptographyError(operation: "AES-GCM", reason: "no tag")
            }
            try context.expect(tag: Array(bytes.suffix(length)))
            try context.authenticate(authentication.data)
            text = Array(bytes.dropLast(length))
        }
        let output = try context.update(text)
        return output + (try context.finish())
    }
}

/// Owns libcrypto's state of one encryption or decryption.
private final class Context {
    private let context: OpaquePointer
    private let function: OpaquePointer
    private let operation: String

    init(_ function: OpaquePointer, _ mode: BlockCipher.Mode) throws(CryptographyError) {
        ERR_clear_error()
        operation = "AES-\(mode.rawValue)"
        guard let context = EVP_CIPHER_CTX_new() else { throw .last(operation) }
        self.context = context
        self.function = function
        // Without it, libcrypto refuses to wrap keys through this interface.
        EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW)
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    func start(key: [UInt8], vector: [UInt8], isEncrypting: Bool) throws(CryptographyError) {
        let way: Int32 = isEncrypting ? 1 : 0
        try check(EVP_CipherInit_ex(context, function, nil, nil, nil, way))
        if operation == "AES-GCM" {
            let length = Int32(clamping: vector.count)
            try check(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, length, nil))
        }
        // Key wrapping has a vector of its own.
        try check(
            operation == "AES-KW"
                ? EVP_CipherInit_ex(context, nil, nil, key, nil, way)
                : EVP_CipherInit_ex(context, nil, nil, key, vector, way))
    }

    func authenticate(_ data: [UInt8]) throws(CryptographyError) {
        if data.isEmpty { return }
        var length: Int32 = 0
        try check(EVP_CipherUpdate(context, nil, &length, data, Int32(clamping: data.count)))
    }

    func update(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard let count = Int32(exactly: bytes.count) else {
            throw CryptographyError(operation: operation, reason: "too many bytes")
        }
        if bytes.isEmpty { return [] }
        var output = [UInt8](repeating: 0, count: bytes.count + 32)
        var length: Int32 = 0
        try check(EVP_CipherUpdate(context, &output, &length, bytes, count))
        return Array(output.prefix(Int(length)))
    }

    func finish() throws(CryptographyError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 32)
        var length: Int32 = 0
        try check(EVP_CipherFinal_ex(context, &output, &length))
        return Array(output.prefix(Int(length)))
    }

    func tag(length: Int) throws(CryptographyError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: length)
        try check(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(length), &tag))
        return tag
    }

    func expect(tag: [UInt8]) throws(CryptographyError) {
        var copy = tag
        try check(
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(copy.count), &copy))
    }

    private func check(_ result: Int32) throws(CryptographyError) {
        if result != 1 { throw .last(operation) }
    }
}
