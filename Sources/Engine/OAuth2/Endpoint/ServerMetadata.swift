import HTTPModel

/// The metadata of a server (RFC 8414 §2), as far as Posthaste needs it.
struct ServerMetadata {
    let issuer: String?
    /// The endpoints that issue codes and tokens.
    let endpoints: [String]
    let deviceEndpoint: String?
    let revocationEndpoint: String?

    /// Whether the metadata lists that endpoint.
    func names(_ url: EndpointURL) -> Bool {
        endpoints.contains { EndpointURL.displayed($0) == url.displayed }
    }

    /// Returns the addresses that may hold the metadata, for every issuer that the endpoint can belong
    /// to, the longest first: those of RFC 8414 §3 and OpenID Connect Discovery §4, and the name of
    /// the former at the place of the latter, which some servers under a path use.
    static func addresses(for url: EndpointURL) -> [String] {
        let origin = "\(url.parts.scheme)://\(url.parts.authority)"
        let name = "/.well-known/oauth-authorization-server"
        var folders = url.parts.path.split(separator: "/").dropLast()
        var addresses: [String] = []
        while true {
            let path = folders.map { "/" + $0 }.joined()
            addresses.append(origin + name + path)
            addresses.append(origin + path + "/.well-known/openid-configuration")
            if !path.isEmpty { addresses.append(origin + path + name) }
            if folders.popLast() == nil { return addresses }
        }
    }
}
