import HTTPModel

/// What servers say that ask for a certificate of the client, and get none or another one.
extension TransferFailure {
    /// The message for a server that refuses the client's certificate, or a client without one; nil
    /// for any other failure.
    ///
    /// In TLS 1.3 its alert comes after the handshake, with what the client reads first.
    func certificateRefusal(_ text: String) -> String? {
        guard let alert = tlsAlert, failedProxy == nil else { return nil }
        let options = "--ssl-client-cert or --ssl-client-cert-list"
        if let certificate = route.certificate {
            guard alert.isAboutCertificate else { return nil }
            return "\(url.endpoint) refused the client certificate '\(certificate.path)': \(text)"
        }
        if alert.isAboutCertificate {
            return "\(url.endpoint) requires a client certificate; give it with \(options)"
        }
        guard alert == .handshakeFailure else { return nil }
        return "TLS handshake with \(url.endpoint) failed: \(text); if the server requires a "
            + "client certificate, give it with \(options)"
    }

    /// The alert by which the server ended the connection; nil if it sent none.
    ///
    /// OpenSSL's number of an error is in libcurl's text, in eight hexadecimal digits. The last six
    /// are the reason. That of a received alert is 1000 and the alert.
    var tlsAlert: TLSAlert? {
        let text = handle.lastErrorText
        guard let mark = text.firstRange(of: "error:0A"),
            let reason = Int(text[mark.upperBound...].prefix(6), radix: 16)
        else { return nil }
        return TLSAlert(rawValue: reason - 1_000)
    }
}

/// The alerts of TLS that can be about the client's certificate (RFC 8446 §6.2).
enum TLSAlert: Int {
    /// A server up to TLS 1.2 sends it if there is no certificate, and in many other cases.
    case handshakeFailure = 40
    case badCertificate = 42
    case unsupportedCertificate = 43
    case certificateRevoked = 44
    case certificateExpired = 45
    case certificateUnknown = 46
    case unknownAuthority = 48
    case accessDenied = 49
    case certificateRequired = 116

    /// Whether it says that something is wrong with the client's certificate.
    var isAboutCertificate: Bool { self != .handshakeFailure }
}
