public import CollectionModel
import Diagnostics
public import HTTPModel
import JSON

extension TransferOptions {
    /// The options with the proxy and the certificate of the request itself put in (reference
    /// §3.4); the publisher receives warnings about what cannot be used, and their secrets.
    func applying(
        _ definition: RequestDefinition, item: String?, _ publisher: EventPublisher
    ) -> TransferOptions {
        if definition.proxy == nil && definition.certificate == nil { return self }
        func warn(_ message: String) {
            publisher.warn(Diagnostic(.warning, message, at: Place(item: item)))
        }
        for secret in [definition.proxy?.password, definition.certificate?.passphrase] {
            if let secret { publisher.addSecret(secret) }
        }
        var options = self
        if let proxy = definition.proxy {
            options.proxy = RequestProxy(proxy)
            if options.proxy == nil {
                warn("the proxy '\(proxy.host)' of the request cannot be used; check its members")
            }
        }
        if let certificate = definition.certificate {
            options.clientCertificate = ClientCertificate(certificate)
            // A request's own needs no word on what it is for.
            if certificate.matches.isEmpty { options.clientCertificate?.patterns = [.all] }
            for pattern in certificate.matches.compactMap(\.string) where URLPattern(pattern) == nil
            {
                warn("'\(pattern)' is not a pattern of URLs; no certificate is sent there")
            }
        }
        return options
    }
}

extension ClientCertificate {
    /// Makes a certificate of its definition; nil if that names no file.
    ///
    /// A pattern that is none matches nothing, and so does a list without patterns, as in Newman.
    public init?(_ definition: CertificateDefinition) {
        let patterns = definition.matches.compactMap(\.string).compactMap(URLPattern.init)
        if let path = definition.certificate?.string {
            self.init(
                path: path, keyPath: definition.key?.string, passphrase: definition.passphrase,
                patterns: patterns)
        } else if let path = definition.pkcs12?.string {
            self.init(
                path: path, format: .pkcs12, passphrase: definition.passphrase, patterns: patterns)
        } else {
            return nil
        }
    }
}

extension RequestProxy {
    /// Makes a proxy of its definition; nil if one of its members cannot be understood.
    init?(_ definition: ProxyDefinition) {
        let scheme = ProxyAddress.Scheme(rawValue: definition.scheme ?? "http")
        let pattern = URLPattern(definition.match ?? "http+https://*:*/*")
        let bypass = definition.bypass.compactMap(URLPattern.init)
        let port = definition.port.map { UInt16($0).map(Int.init) ?? 0 }
        guard let scheme, let pattern, bypass.count == definition.bypass.count, port != 0 else {
            return nil
        }
        self.init(
            address: ProxyAddress(
                scheme: scheme, host: definition.host.lowercased(), port: port ?? 8080,
                user: definition.user, password: definition.password),
            pattern: pattern, bypass: bypass, tunnels: definition.tunnels)
    }
}
