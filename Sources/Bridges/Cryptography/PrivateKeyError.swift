import COpenSSL

/// Why a text is not a private key.
public enum PrivateKeyError: Error, Sendable, Hashable {
    /// There is no `-----BEGIN …-----` line.
    case notPEM
    /// It is PEM of something else, as `PUBLIC KEY`, `CERTIFICATE` or `OPENSSH PRIVATE KEY`.
    case otherContent(String)
    /// It is encrypted, and no passphrase was given.
    case needsPassphrase
    /// It is encrypted, and the passphrase does not open it.
    case wrongPassphrase
    /// libcrypto cannot read it, with its reason, which may be empty.
    case malformed(String)
    /// It is a key of a kind that is not used here, as `DSA` or a key on another curve.
    case unsupported(String)

    /// The error of a PEM text that libcrypto has just refused.
    static func reading(_ pem: String, hasPassphrase: Bool) -> PrivateKeyError {
        let reason = CryptographyError.last("private key").reason
        let labels = pem.split(separator: "\n").compactMap(label)
        guard let label = labels.first(where: { readable.contains($0) }) else {
            return labels.first.map(otherContent) ?? .notPEM
        }
        let isEncrypted = label.hasPrefix("ENCRYPTED") || pem.contains("Proc-Type: 4,ENCRYPTED")
        if isEncrypted { return hasPassphrase ? .wrongPassphrase : .needsPassphrase }
        return .malformed(reason)
    }

    private static let readable: Set = [
        "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
    ]

    private static func label(_ line: Substring) -> String? {
        let dashes = "-----"
        guard let begin = line.firstRange(of: dashes + "BEGIN "),
            let end = line[begin.upperBound...].firstRange(of: dashes)
        else { return nil }
        return String(line[begin.upperBound..<end.lowerBound])
    }
}
