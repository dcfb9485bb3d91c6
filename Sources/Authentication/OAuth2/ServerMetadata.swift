/// What a server says of itself (RFC 8414 §2), as far as it is needed.
struct ServerMetadata {
    let tokenEndpoint: String?
    let deviceEndpoint: String?
    let revocationEndpoint: String?

    /// Whether it is about the server of that token endpoint.
    func names(_ tokenURL: EndpointURL) -> Bool {
        tokenEndpoint.map { EndpointURL.displayed($0) } == tokenURL.displayed
    }

    /// Where a server may describe itself, for every issuer that the token endpoint can belong to, the
    /// longest first: RFC 8414 §3, OpenID Connect Discovery §4, and the former's name in the latter's
    /// place, where servers under a path have it.
    static func addresses(for tokenURL: EndpointURL) -> [String] {
        let origin = "\(tokenURL.parts.scheme)://\(tokenURL.parts.authority)"
        let name = "/.well-known/oauth-authorization-server"
        var folders = tokenURL.parts.path.split(separator: "/").dropLast()
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
