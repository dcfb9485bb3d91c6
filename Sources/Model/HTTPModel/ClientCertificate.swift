/// A certificate that the client shows to servers which ask for one.
public struct ClientCertificate: Sendable, Hashable {
    /// How the file is written.
    public enum Format: Sendable, Hashable {
        /// PEM, the key perhaps in a file of its own.
        case pem
        /// PKCS #12, which holds the key too.
        case pkcs12
    }

    /// What named it, which decides how messages call its parts.
    public enum Origin: Sendable, Hashable {
        /// The options of the command line.
        case options
        /// The file of a list.
        case list(String)
        /// The request.
        case request
    }

    /// The file with the certificate.
    public var path: String
    /// How that file is written.
    public var format: Format
    /// The PEM file with the private key; nil if the certificate's file holds it.
    public var keyPath: String?
    /// The passphrase of the key.
    public var passphrase: String?
    /// The URLs that it is for.
    public var patterns: [URLPattern]
    /// What named it.
    public var origin: Origin

    /// Makes a client certificate.
    public init(
        path: String, format: Format = .pem, keyPath: String? = nil, passphrase: String? = nil,
        patterns: [URLPattern] = [.all], origin: Origin = .options
    ) {
        self.path = path
        self.format = format
        self.keyPath = keyPath
        self.passphrase = passphrase
        self.patterns = patterns
        self.origin = origin
    }
}
