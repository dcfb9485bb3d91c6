import TextEncoding

/// The key and the certificate of a server that speaks TLS.
public struct ServerIdentity: Sendable {
    /// The certificate in PEM.
    let certificate: String
    /// The private key in PEM.
    let key: String

    /// Takes a certificate in DER, and its private key in PKCS #8.
    public init(certificate: [UInt8], privateKey: [UInt8]) {
        self.certificate = Self.pem(certificate, "CERTIFICATE")
        key = Self.pem(privateKey, "PRIVATE KEY")
    }

    private static func pem(_ bytes: [UInt8], _ label: String) -> String {
        let text = Array(Base64.encode(bytes))
        let lines = stride(from: 0, to: text.count, by: 64).map {
            String(text[$0..<min($0 + 64, text.count)])
        }
        return (["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----", ""])
            .joined(separator: "\n")
    }
}
