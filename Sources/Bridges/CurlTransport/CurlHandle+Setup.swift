import CCurl
import Cryptography
import HTTPModel

extension CurlHandle {
    /// Sets what never changes: nothing but HTTP, nothing re-encoded, nothing from the environment.
    ///
    /// Without `CURLOPT_ACCEPT_ENCODING` libcurl decodes no body; `BodyDecoder` does.
    func applyConstants() throws(TransportError) {
        try set(CURLOPT_NOSIGNAL, 1)
        posthaste_abandon_lookups(easy)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_PATH_AS_IS, 1)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try set(CURLOPT_NOPROXY, "")
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_BUFFERSIZE, 100 << 10)
    }

    /// Sets the proxy on the way, and what to show to a server that asks for a certificate.
    ///
    /// An empty proxy keeps libcurl from looking into the environment, an empty passphrase keeps
    /// OpenSSL from asking for one on the terminal.
    func apply(_ route: Route) throws(TransportError) {
        let proxy = route.proxy
        try set(CURLOPT_PROXY, proxy.map { "\($0.scheme.rawValue)://\($0.endpoint)" } ?? "")
        try set(CURLOPT_PROXYUSERNAME, proxy?.user)
        try set(CURLOPT_PROXYPASSWORD, proxy?.user == nil ? nil : proxy?.password ?? "")
        try set(CURLOPT_HTTPPROXYTUNNEL, route.isTunnelled && proxy?.isSocks == false ? 1 : 0)
        let certificate = route.certificate
        if certificate != nil { OpenSSL.forgetErrors() }
        try set(CURLOPT_SSLCERT, certificate?.path)
        try set(CURLOPT_SSLCERTTYPE, certificate?.format == .pkcs12 ? "P12" : "PEM")
        try set(CURLOPT_SSLKEY, certificate?.keyPath)
        try set(CURLOPT_KEYPASSWD, certificate.map { $0.passphrase ?? "" })
    }

    /// Sets the versions and ciphers that TLS may agree on.
    ///
    /// TLS 1.3 names its ciphers apart from those of older versions; a list with the names of but
    /// one of the two leaves only those versions, as it does in Newman.
    func apply(_ rules: TLSRules) throws(TransportError) {
        let modern = rules.ciphers.filter { $0.hasPrefix("TLS_") }
        let older = rules.ciphers.filter { !$0.hasPrefix("TLS_") }
        var versions = Set(TLSRules.Version.allCases).subtracting(rules.disabledVersions)
        if !rules.ciphers.isEmpty {
            if modern.isEmpty { versions.remove(.tls13) }
            if older.isEmpty { versions.remove(.tls12) }
        }
        if versions.isEmpty {
            throw TransportError(
                .tls, "tlsDisabledProtocols and tlsCipherSelection leave no version of TLS", url: ""
            )
        }
        let minimum = versions.contains(.tls12) ? CURL_SSLVERSION_TLSv1_2 : CURL_SSLVERSION_TLSv1_3
        let maximum =
            versions.contains(.tls13) ? CURL_SSLVERSION_MAX_DEFAULT : CURL_SSLVERSION_MAX_TLSv1_2
        try set(CURLOPT_SSLVERSION, Int(minimum) | Int(maximum))
        try set(CURLOPT_SSL_CIPHER_LIST, older.isEmpty ? nil : older.joined(separator: ":"))
        try set(CURLOPT_TLS13_CIPHERS, modern.isEmpty ? nil : modern.joined(separator: ":"))
    }
}
