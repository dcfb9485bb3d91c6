import Cryptography

/// Private keys that a file gives, with what is wrong with them said of their parameter.
enum PrivateKey {
    /// Reads a key in PEM.
    static func read(
        _ pem: String, passphrase: String = "", parameter: String
    ) throws(AuthenticationError) -> SigningKey {
        do {
            return try SigningKey(pem: pem, passphrase: passphrase)
        } catch {
            throw AuthenticationError(
                .invalidParameter(key: parameter, problem: .unusableKey(error)))
        }
    }

    /// Reads a key in DER.
    static func read(
        der bytes: [UInt8], parameter: String
    ) throws(AuthenticationError) -> SigningKey {
        do {
            return try SigningKey(der: bytes)
        } catch {
            throw AuthenticationError(
                .invalidParameter(key: parameter, problem: .unusableKey(error)))
        }
    }

    /// Signs a text; refuses a key of another kind than the algorithm's.
    static func sign(
        _ text: String, with key: SigningKey, by algorithm: SignatureAlgorithm,
        curve: String? = nil, parameter: String
    ) throws(AuthenticationError) -> [UInt8] {
        let isFit =
            switch (key.kind, algorithm) {
            case (.rsa, .rsaPKCS1), (.rsa, .rsaPSS): true
            case (.ellipticCurve(let name), .ecdsa): curve == nil || curve == name
            default: false
            }
        guard isFit else {
            throw AuthenticationError(
                .invalidParameter(
                    key: parameter, problem: .otherKey(key.kind, needs: curve)))
        }
        return try AuthenticationError.calling { () throws(CryptographyError) in
            try key.signature(of: Array(text.utf8), by: algorithm)
        }
    }
}
