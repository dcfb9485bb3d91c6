import CCurl
import HTTPModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension CurlHandle {
    /// Sets what never changes: nothing but HTTP, nothing re-encoded, nothing from the environment.
    func applyConstants() throws(TransportError) {
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_PATH_AS_IS, 1)
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // Every coding that libcurl knows is decoded; our own Accept-Encoding is what is sent.
        try set(CURLOPT_ACCEPT_ENCODING, "")
        try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try set(CURLOPT_NOPROXY, "")
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_BUFFERSIZE, 100 << 10)
    }

    /// Sets whom to trust besides the system's authorities, and what to show to servers that ask.
    func applyTrust(_ configuration: CurlTransport.Configuration) throws(TransportError) {
        if let path = configuration.extraAuthoritiesPath { try trust(path) }
        guard let certificate = configuration.clientCertificate else { return }
        let isPKCS12 = [".pfx", ".p12"].contains {
            certificate.certificatePath.lowercased().hasSuffix($0)
        }
        try set(CURLOPT_SSLCERT, certificate.certificatePath)
        try set(CURLOPT_SSLCERTTYPE, isPKCS12 ? "P12" : "PEM")
        try set(CURLOPT_SSLKEY, certificate.keyPath)
        try set(CURLOPT_KEYPASSWD, certificate.passphrase)
    }

    /// Adds authorities to the system's.
    ///
    /// `CURLOPT_CAINFO` replaces libcurl's own file. Where libcurl also has a directory of
    /// authorities, as on Debian, that one goes on holding the system's; elsewhere both files are
    /// joined.
    private func trust(_ path: String) throws(TransportError) {
        if text(CURLINFO_CAPATH) == nil, let system = text(CURLINFO_CAINFO),
            let own = Self.contents(of: system), let extra = Self.contents(of: path)
        {
            try set(CURLOPT_CAINFO_BLOB, blob: own + "\n".utf8 + extra)
        } else {
            try set(CURLOPT_CAINFO, path)
        }
        try set(CURLOPT_PROXY_CAINFO, path)
    }

    private static func contents(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }
}
