import HTTPModel

/// What a server says of itself (RFC 8414 §2), as far as it is needed.
struct ServerMetadata {
    let issuer: String?
    /// Where it gives codes and tokens.
    let endpoints: [String]
    let deviceEndpoint: String?
    let revocationEndpoint: String?

    /// Whether it is about the server of that endpoint.
    func names(_ url: EndpointURL) -> Bool {
        endpoints.contains { EndpointURL.displayed($0) == url.displayed }
    }

    /// Where a server may describe itself, for every issuer that the endpoint can belong to, the
    /// longest first: RFC 8414 §3, OpenID Connect Discovery §4, and the former's name in the latter's
    /// place, where servers under a path have it.
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
