import Cryptography

/// How a private key signs for a scheme.
struct SignatureAlgorithm {
    /// What is signed is the digest by this function.
    var digest: DigestAlgorithm
    /// How RSA signatures are padded; nil for ECDSA.
    var padding: AsymmetricKey.Padding?
    /// The one curve that ECDSA is used with, where that is fixed.
    var curve: AsymmetricKey.Curve?

    /// Whether a key of that kind signs so.
    func fits(_ kind: AsymmetricKey.Kind) -> Bool {
        switch kind {
        case .rsa: padding != nil
        case .ellipticCurve(let other): padding == nil && (curve == nil || curve == other)
        case .ed25519, .x25519: false
        }
    }
}

/// Private keys that a file gives, with what is wrong with them said of their parameter.
enum PrivateKey {
    /// Reads a key in PEM.
    static func read(
        _ pem: String, passphrase: String = "", parameter: String
    ) throws(AuthenticationError) -> AsymmetricKey {
        try usable(parameter) { () throws(PrivateKeyError) in
            try AsymmetricKey(pem: pem, passphrase: passphrase)
        }
    }

    /// Reads a key in DER.
    static func read(
        der bytes: [UInt8], parameter: String
    ) throws(AuthenticationError) -> AsymmetricKey {
        try usable(parameter) { () throws(PrivateKeyError) in try AsymmetricKey(der: bytes) }
    }

    private static func usable(
        _ parameter: String, _ read: () throws(PrivateKeyError) -> AsymmetricKey
    ) throws(AuthenticationError) -> AsymmetricKey {
        do throws(PrivateKeyError) {
            return try read()
        } catch {
            throw AuthenticationError(
                .invalidParameter(key: parameter, problem: .unusableKey(error)))
        }
    }

    /// Signs a text; refuses a key of another kind than the algorithm's.
    static func sign(
        _ text: String, with key: AsymmetricKey, by algorithm: SignatureAlgorithm,
        parameter: String
    ) throws(AuthenticationError) -> [UInt8] {
        guard algorithm.fits(key.kind) else {
            throw AuthenticationError(
                .invalidParameter(
                    key: parameter, problem: .otherKey(key.kind, needs: algorithm.curve)))
        }
        return try AuthenticationError.calling { () throws(CryptographyError) in
            try key.signature(of: Array(text.utf8), algorithm.digest, algorithm.padding)
        }
    }
}
