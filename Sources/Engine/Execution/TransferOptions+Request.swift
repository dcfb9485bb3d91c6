public import CollectionModel
import Diagnostics
public import HTTPModel
import JSON
import RunModel

extension TransferOptions {
    /// Puts in the proxy and the certificate of the request itself (NewmanReference §3.4).
    ///
    /// The publisher receives warnings about what cannot be used, and their secrets.
    mutating func apply(
        _ definition: RequestDefinition, of item: ItemReference?, _ publisher: EventPublisher
    ) {
        if definition.proxy == nil && definition.certificate == nil { return }
        func warn(_ message: String) {
            publisher.warn(Diagnostic(.warning, message, at: Place(item: item?.path)))
        }
        for secret in [definition.proxy?.password, definition.certificate?.passphrase] {
            if let secret { publisher.addSecret(secret) }
        }
        if let proxy = definition.proxy {
            self.proxy = RequestProxy(proxy)
            if self.proxy == nil {
                warn("the proxy '\(proxy.host)' of the request cannot be used; check its members")
            }
        }
        if let certificate = definition.certificate {
            clientCertificate = ClientCertificate(certificate, origin: .request)
            // A request's own needs no word on what it is for.
            if certificate.matches.isEmpty { clientCertificate?.patterns = [.all] }
            for pattern in certificate.matches.compactMap(\.string) where URLPattern(pattern) == nil
            {
                warn("'\(pattern)' is not a pattern of URLs; no certificate is sent there")
            }
        }
    }
}

extension ClientCertificate {
    /// Makes a certificate of its definition; nil if that names no file.
    ///
    /// A pattern that is none matches nothing, and so does a list without patterns, as in Newman.
    public init?(_ definition: CertificateDefinition, origin: Origin) {
        let patterns = definition.matches.compactMap(\.string).compactMap(URLPattern.init)
        if let path = definition.certificate?.string {
            self.init(
                path: path, keyPath: definition.key?.string, passphrase: definition.passphrase,
                patterns: patterns, origin: origin)
        } else if let path = definition.pkcs12?.string {
            self.init(
                path: path, format: .pkcs12, passphrase: definition.passphrase,
                patterns: patterns, origin: origin)
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
