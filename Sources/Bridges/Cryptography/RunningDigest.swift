import COpenSSL

/// A digest of bytes that come piece by piece.
public final class RunningDigest {
    private let algorithm: DigestAlgorithm
    /// Owned; freed with this object.
    private let context: OpaquePointer

    /// Starts a digest.
    public init(_ algorithm: DigestAlgorithm) throws(CryptographyError) {
        guard let context = EVP_MD_CTX_new() else { throw .last("\(algorithm.rawValue) digest") }
        guard EVP_DigestInit_ex(context, algorithm.function, nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw .last("\(algorithm.rawValue) digest")
        }
        self.algorithm = algorithm
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the next bytes.
    public func add(_ bytes: [UInt8]) throws(CryptographyError) {
        guard EVP_DigestUpdate(context, bytes, bytes.count) == 1 else {
            throw .last("\(algorithm.rawValue) digest")
        }
    }

    /// The digest of all that was added; nothing can be added afterwards.
    public func finish() throws(CryptographyError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &output, &length) == 1 else {
            throw .last("\(algorithm.rawValue) digest")
        }
        return Array(output.prefix(Int(length)))
    }
}

/// A libcrypto context belongs to one thread at a time.
@available(*, unavailable)
extension RunningDigest: Sendable {}
