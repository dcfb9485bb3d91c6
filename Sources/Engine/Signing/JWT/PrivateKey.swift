public import Cryptography

/// The way a private key signs for a scheme.
struct SignatureAlgorithm {
    /// The function whose digest is signed.
    var digest: DigestAlgorithm
    /// The padding of RSA signatures; nil for ECDSA.
    var padding: AsymmetricKey.Padding?
    /// The only curve for ECDSA; nil if any curve can sign.
    var curve: AsymmetricKey.Curve?

    /// Whether a key of that kind can sign this way.
    func fits(_ kind: AsymmetricKey.Kind) -> Bool {
        switch kind {
        case .rsa: padding != nil
        case .ellipticCurve(let other): padding == nil && (curve == nil || curve == other)
        case .ed25519, .x25519: false
        }
    }
}

/// Reads private keys that a parameter holds, and signs with them; errors name the parameter.
public enum PrivateKey {
    /// Reads a key in PEM.
    public static func read(
        _ pem: String, passphrase: String = "", parameter: String
    ) throws(SigningError) -> AsymmetricKey {
        try usable(parameter) { () throws(PrivateKeyError) in
            try AsymmetricKey(pem: pem, passphrase: passphrase)
        }
    }

    /// Reads a key in DER.
    static func read(
        der bytes: [UInt8], parameter: String
    ) throws(SigningError) -> AsymmetricKey {
        try usable(parameter) { () throws(PrivateKeyError) in try AsymmetricKey(der: bytes) }
    }

    private static func usable(
        _ parameter: String, _ read: () throws(PrivateKeyError) -> AsymmetricKey
    ) throws(SigningError) -> AsymmetricKey {
        do throws(PrivateKeyError) {
            return try read()
        } catch {
            throw SigningError(
                .invalidParameter(key: parameter, problem: .unusableKey(error)))
        }
    }

    /// Signs a text; refuses a key of another kind than the algorithm needs.
    static func sign(
        _ text: String, with key: AsymmetricKey, by algorithm: SignatureAlgorithm,
        parameter: String
    ) throws(SigningError) -> [UInt8] {
        guard algorithm.fits(key.kind) else {
            throw SigningError(
                .invalidParameter(
                    key: parameter, problem: .otherKey(key.kind, needs: algorithm.curve)))
        }
        return try SigningError.calling { () throws(CryptographyError) in
            try key.signature(of: Array(text.utf8), algorithm.digest, algorithm.padding)
        }
    }
}
