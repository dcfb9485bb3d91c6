import COpenSSL

/// A certificate for this machine that nobody vouches for, and its key: for a server that a person
/// reaches once.
public struct SelfSignedCertificate: Sendable {
    /// The certificate in DER.
    public let certificate: [UInt8]
    /// The private key in PKCS #8.
    public let privateKey: [UInt8]

    /// Makes a key and a certificate for `localhost`, `127.0.0.1` and `::1`, valid for so many
    /// seconds.
    public static func forLocalhost(seconds: Int) throws(CryptographyError) -> Self {
        let key = try AsymmetricKey.generate(.ellipticCurve(.p256))
        // Browsers refuse two certificates of one issuer with the same number.
        let serial = try RandomBytes.make(7).reduce(1 as UInt64) { $0 << 8 | UInt64($1) }
        let certificate = try AsymmetricKey.encoded("certificate") {
            posthaste_self_signed_certificate(
                key.key, "localhost", "DNS:localhost,IP:127.0.0.1,IP:::1", serial, seconds, $0)
        }
        return Self(certificate: certificate, privateKey: try key.pkcs8())
    }
}
