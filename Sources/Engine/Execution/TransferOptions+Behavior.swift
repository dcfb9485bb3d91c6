import HTTPModel
import JSON

extension TransferOptions {
    /// Puts in what a `protocolProfileBehavior` says (NewmanReference §3.10).
    ///
    /// Two keys have no effect: a client that prefers the server's ciphers
    /// (`tlsPreferServerCiphers`) does what every client does, because the server chooses; libcurl
    /// always reads headers leniently (`insecureHTTPParser`). TLS before 1.2 is never used, so
    /// disabling it changes nothing.
    mutating func apply(_ behavior: JSONObject) {
        if behavior.members.isEmpty { return }
        func read(_ key: String, _ take: (Bool) -> Void) {
            if let value = behavior[key]?.boolean { take(value) }
        }
        read("strictSSL") { verifiesTLS = $0 }
        read("followRedirects") { followsRedirects = $0 }
        read("followOriginalHttpMethod") { keepsMethodOnRedirect = $0 }
        read("followAuthorizationHeader") { keepsAuthorizationOnRedirect = $0 }
        read("removeRefererHeaderOnRedirect") { omitsRefererOnRedirect = $0 }
        read("disableUrlEncoding") { encodesRedirects = !$0 }
        read("disableCookies") { disablesCookies = $0 }
        withheldHeaders = Set(
            (behavior["disabledSystemHeaders"]?.object?.members ?? [])
                .filter { $0.value.boolean == true }.map { $0.key.lowercased() }
        ).intersection(["host", "content-length"])
        if let version = behavior["protocolVersion"]?.string {
            httpVersion = Self.version(version) ?? httpVersion
        }
        if let disabled = behavior["tlsDisabledProtocols"]?.array {
            tls.disabledVersions = Set(
                disabled.compactMap(\.string).compactMap(TLSRules.Version.init(rawValue:)))
        }
        if let ciphers = behavior["tlsCipherSelection"]?.array {
            tls.ciphers = ciphers.compactMap(\.string).flatMap { list in
                list.split(separator: ":").map(String.init)
            }
        }
        if let limit = behavior["maxRedirects"]?.double, let limit = Int(exactly: limit) {
            maxRedirects = limit
        }
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
