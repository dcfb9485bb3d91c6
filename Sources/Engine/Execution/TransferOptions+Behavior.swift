import HTTPModel
import JSON

extension TransferOptions {
    /// The options with what a `protocolProfileBehavior` says put in (NewmanReference §3.10).
    ///
    /// Two keys have no effect: a client that prefers the server's ciphers
    /// (`tlsPreferServerCiphers`) does what every client does, because the server chooses; libcurl
    /// always reads headers leniently (`insecureHTTPParser`). TLS before 1.2 is never used, so
    /// disabling it changes nothing.
    func applying(_ behavior: JSONObject) -> TransferOptions {
        if behavior.members.isEmpty { return self }
        var options = self
        func apply(_ key: String, _ body: (Bool) -> Void) {
            if let value = behavior[key]?.boolean { body(value) }
        }
        apply("strictSSL") { options.verifiesTLS = $0 }
        apply("followRedirects") { options.followsRedirects = $0 }
        apply("followOriginalHttpMethod") { options.keepsMethodOnRedirect = $0 }
        apply("followAuthorizationHeader") { options.keepsAuthorizationOnRedirect = $0 }
        apply("removeRefererHeaderOnRedirect") { options.omitsRefererOnRedirect = $0 }
        apply("disableCookies") { options.disablesCookies = $0 }
        options.withheldHeaders = Set(
            (behavior["disabledSystemHeaders"]?.object?.members ?? [])
                .filter { $0.value.boolean == true }.map { $0.key.lowercased() }
        ).intersection(["host", "content-length"])
        if let version = behavior["protocolVersion"]?.string {
            options.httpVersion = Self.version(version) ?? options.httpVersion
        }
        if let disabled = behavior["tlsDisabledProtocols"]?.array {
            options.tls.disabledVersions = Set(
                disabled.compactMap(\.string).compactMap(TLSRules.Version.init(rawValue:)))
        }
        if let ciphers = behavior["tlsCipherSelection"]?.array {
            options.tls.ciphers = ciphers.compactMap(\.string).flatMap { list in
                list.split(separator: ":").map(String.init)
            }
        }
        if let limit = behavior["maxRedirects"]?.double, let limit = Int(exactly: limit) {
            options.maxRedirects = limit
        }
        return options
    }

    /// Postman uses HTTP/2 only if TLS negotiates it.
    private static func version(_ name: String) -> HTTPVersion? {
        switch name {
        case "http1": .http11
        case "http2", "auto": .automatic
        default: nil
        }
    }
}
