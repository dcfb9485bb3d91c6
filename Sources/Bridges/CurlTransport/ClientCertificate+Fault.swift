import Cryptography
import HTTPModel
import Platform

extension ClientCertificate {
    /// What is wrong with the certificate and what to do, for which libcurl has its own words; nil
    /// if nothing is known.
    func fault(reportedAs text: String) -> String? {
        switch format {
        case .pem: text.contains("private key") ? keyFault : nil
        case .pkcs12: containerFault(text)
        }
    }

    // MARK: PEM

    private var keyFault: String? {
        guard let bytes = try? FileAccess.read(keyPath ?? path) else { return nil }
        let name = "the key '\(keyPath ?? path)'"
        do throws(PrivateKeyError) {
            let text = String(decoding: bytes, as: UTF8.self)
            _ = try AsymmetricKey(pem: text, passphrase: passphrase)
            return "\(name) belongs to another certificate; \(keyMember) names its own"
        } catch {
            switch error {
            case .needsPassphrase:
                return "\(name) is encrypted; give its passphrase with \(passphraseMember)"
            case .wrongPassphrase:
                return "the passphrase does not open \(name); check \(passphraseMember)"
            case .notPEM, .otherContent:
                return keyPath == nil
                    ? "the file has no private key; give it with \(keyMember)"
                    : "\(name) is not a private key in PEM; check \(keyMember)"
            case .malformed, .unsupported: return nil
            }
        }
    }

    // MARK: PKCS #12

    /// OpenSSL's numbers of errors, which are in libcurl's text.
    private static let wrongPassphrase = "error:11800071:"
    private static let unsupportedAlgorithm = "error:0308010C:"
    /// No check value is in the file, with a passphrase and without one.
    private static let unchecked = ["error:1180006C:", "error:1C800064:"]

    private func containerFault(_ text: String) -> String? {
        if text.hasPrefix("error reading PKCS12 file") { return "it is not a PKCS #12 file" }
        if text.contains(Self.wrongPassphrase) {
            return passphrase?.isEmpty ?? true
                ? "it is encrypted; give its passphrase with \(passphraseMember)"
                : "the passphrase does not open it; check \(passphraseMember)"
        }
        if text.contains(Self.unsupportedAlgorithm) {
            return "it is encrypted with an old algorithm that OpenSSL 3 does not support, such as "
                + "RC2; convert it: 'openssl pkcs12 -legacy -nodes -in OLD' writes PEM, and "
                + "'openssl pkcs12 -export -in PEM' a new file"
        }
        if Self.unchecked.contains(where: text.contains) {
            return "it has no MAC, so OpenSSL reads it only if it is not encrypted and no "
                + "passphrase is given; convert it: 'openssl pkcs12 -nomacver -nodes -in OLD' "
                + "writes PEM, and 'openssl pkcs12 -export -in PEM' a new file"
        }
        // libcurl takes the certificate first, which is only found by its key.
        if text.hasPrefix("could not load PKCS12 client certificate")
            || text.hasPrefix("unable to use private key from PKCS12 file")
        {
            return "it has no certificate with its private key"
        }
        return nil
    }

    // MARK: Words

    private var keyMember: String { member("key", option: "--ssl-client-key") }
    private var passphraseMember: String {
        member("passphrase", option: "--ssl-client-passphrase")
    }

    /// What gives a part of the certificate.
    private func member(_ name: String, option: String) -> String {
        switch origin {
        case .options: option
        case .list(let path): "'\(name)' in '\(path)'"
        case .request: "'\(name)' of the request's 'certificate'"
        }
    }
}
