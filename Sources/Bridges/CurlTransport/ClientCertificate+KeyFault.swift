import Cryptography
import HTTPModel
import Platform

extension ClientCertificate {
    /// What is wrong with the private key, for which libcurl has one message; nil if nothing is
    /// known.
    var keyFault: String? {
        guard format == .pem, let bytes = try? FileAccess.read(keyPath ?? path) else { return nil }
        let name = "the key '\(keyPath ?? path)'"
        do throws(PrivateKeyError) {
            let text = String(decoding: bytes, as: UTF8.self)
            _ = try AsymmetricKey(pem: text, passphrase: passphrase)
            return "\(name) belongs to another certificate; --ssl-client-key names its own"
        } catch {
            switch error {
            case .needsPassphrase:
                return "\(name) is encrypted; give its passphrase with --ssl-client-passphrase"
            case .wrongPassphrase:
                return "the passphrase does not open \(name); check --ssl-client-passphrase"
            case .notPEM, .otherContent:
                return keyPath == nil
                    ? "the file has no private key; give it with --ssl-client-key"
                    : "\(name) is not a private key in PEM; check --ssl-client-key"
            case .malformed, .unsupported: return nil
            }
        }
    }
}
