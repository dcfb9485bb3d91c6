import HTTPModel
import JSON

/// What the server publishes about itself: metadata (RFC 8414, OpenID Connect Discovery) and keys.
extension AuthorizationServer {
    /// Responds with a document of `/.well-known`; nil for any other path.
    func wellKnown(_ request: ServerRequest, _ path: [String]) -> HTTPResponse? {
        guard let mark = path.firstIndex(of: ".well-known"), request.method == "GET" else {
            return nil
        }
        switch path[(mark + 1)...].first {
        case "jwks.json":
            guard let keys = try? mint.keySet() else { return Reply.text(500, "no key") }
            return Reply.json(200, keys)
        case "openid-configuration", "oauth-authorization-server":
            // RFC 8414 puts the issuer's path after the name, OpenID Connect before it.
            return metadata(request, Array(path[..<mark]) + path[(mark + 2)...])
        default: return nil
        }
    }

    private func metadata(_ request: ServerRequest, _ issuerPath: [String]) -> HTTPResponse {
        let origin = "http://" + (request.headers["Host"] ?? "localhost")
        let issuer = origin + issuerPath.map { "/" + $0 }.joined()
        let tenant = issuerPath.first
        var members: [(String, JSONValue)] = [("issuer", .string(issuer))]
        if let path = authorizationPaths.first?.filled(with: tenant) {
            members.append(("authorization_endpoint", .string(origin + path)))
        }
        if let path = tokenPaths.first?.filled(with: tenant) {
            let folder = origin + path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
            members += [
                ("token_endpoint", .string(origin + path)),
                ("device_authorization_endpoint", .string(folder + "devicecode")),
                ("revocation_endpoint", .string(folder + "revoke")),
            ]
        }
        func list(_ texts: String...) -> JSONValue { .array(texts.map(JSONValue.string)) }
        let grant = "urn:ietf:params:oauth:grant-type:"
        members += [
            ("jwks_uri", .string(origin + "/.well-known/jwks.json")),
            ("response_types_supported", list("code")),
            ("subject_types_supported", list("public")),
            ("id_token_signing_alg_values_supported", list("ES256")),
            ("code_challenge_methods_supported", list("S256")),
            (
                "grant_types_supported",
                list(
                    "authorization_code", "client_credentials", "password", "refresh_token",
                    grant + "device_code", grant + "jwt-bearer", grant + "token-exchange")
            ),
            (
                "token_endpoint_auth_methods_supported",
                list("client_secret_basic", "client_secret_post", "none")
            ),
        ]
        return Reply.json(200, .object(members))
    }
}
