import HTTPModel

/// The metadata of a server (RFC 8414 §2), as far as Posthaste needs it.
struct ServerMetadata: Sendable, Hashable {
    var issuer: String?
    var authorizationEndpoint: String?
    var tokenEndpoint: String?
    var deviceEndpoint: String?
    var revocationEndpoint: String?
    /// Where authorization requests are pushed to; nil if the server does not require that.
    var requiredPushEndpoint: String?
    /// Whether responses to sign-ins name the issuer (RFC 9207).
    var namesIssuerInResponses = false

    /// Whether the metadata lists that endpoint.
    func names(_ url: EndpointURL) -> Bool {
        [authorizationEndpoint, tokenEndpoint].contains {
            $0.map(EndpointURL.displayed) == url.displayed
        }
    }

    /// Returns the addresses that may hold the metadata of an issuer.
    static func addresses(ofIssuer issuer: String) -> [String] {
        let text = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        guard let parts = URLParts(text) else { return [] }
        let path = parts.path == "/" ? "" : parts.path
        return [
            text + "/.well-known/openid-configuration",
            "\(parts.scheme)://\(parts.authority)/.well-known/oauth-authorization-server\(path)",
        ]
    }

    /// Returns the addresses that may hold the metadata, for every issuer that the endpoint can
    /// belong to, the longest first: those of RFC 8414 §3 and OpenID Connect Discovery §4, and the
    /// name of the former at the place of the latter, which some servers under a path use.
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
