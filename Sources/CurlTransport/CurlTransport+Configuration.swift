extension CurlTransport {
    /// A certificate that the client shows to servers which ask for one.
    public struct ClientCertificate: Sendable, Hashable {
        /// The file with the certificate: PEM, or PKCS #12 when its name ends with `.pfx` or `.p12`.
        public var certificatePath: String
        /// The PEM file with the private key; nil where the certificate's file holds it.
        public var keyPath: String?
        /// The passphrase of the key.
        public var passphrase: String?

        /// Makes a client certificate.
        public init(certificatePath: String, keyPath: String? = nil, passphrase: String? = nil) {
            self.certificatePath = certificatePath
            self.keyPath = keyPath
            self.passphrase = passphrase
        }
    }

    /// What holds for every exchange of a transport.
    public struct Configuration: Sendable {
        /// A PEM file of certificate authorities that are trusted besides the system's.
        public var extraAuthoritiesPath: String?
        /// The certificate for servers that ask for one.
        public var clientCertificate: ClientCertificate?
        /// The proxies on the way.
        public var proxies = ProxySettings.environment
        /// The longest time for connecting, where the exchange's own options say nothing.
        public var connectTimeout = Duration.seconds(60)
        /// Asked some times a second during an exchange; true ends it with `cancelled`.
        public var shouldCancel: (@Sendable () -> Bool)?

        /// Makes the default configuration.
        public init() {}
    }
}
