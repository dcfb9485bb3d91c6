import HTTPModel
import TextEncoding

/// A URL in the parts that an exchange needs, each byte as its author wrote it.
///
/// libcurl's own parser re-encodes, refuses or normalises some of what testers send on purpose, so
/// the request target is taken out here and given to libcurl as it is. Nothing is decoded.
struct TargetURL: Hashable {
    /// What two URLs share when they are of the same origin (RFC 6454).
    struct Origin: Hashable {
        var scheme: String
        var host: String
        var port: Int

        /// Whether a credential for the other origin may come here too: it is the same one, or the
        /// same server, now with TLS.
        func isOwn(of other: Origin) -> Bool {
            let isSecured =
                host == other.host && other.scheme == "http" && other.port == 80
                && scheme == "https" && port == 443
            return self == other || isSecured
        }
    }

    /// `http` or `https`.
    private(set) var scheme: String
    /// The user and password as written, without the `@`.
    private(set) var userinfo: String?
    /// The host name or address in its canonical form, brackets kept.
    private(set) var host: String
    /// The network interface of a link-local address, as `eth0` (RFC 6874).
    private(set) var zone: String?
    /// The port as far as the URL names one.
    private(set) var port: Int?
    /// The path and query as they go into the request line.
    private(set) var target: String

    /// Takes a URL apart.
    init(_ url: String) throws(TransportError) {
        let bytes = Array(url.utf8)
        if bytes.isEmpty { throw TransportError(.invalidURL, "the request URL is empty", url: url) }
        guard let colon = Self.schemeEnd(bytes) else {
            throw Self.badScheme(bytes, url)
        }
        scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw Self.unsupported(scheme, url)
        }
        let start = colon + 3
        let end = bytes[start...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.count
        let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@"))
        userinfo = at.map { String(decoding: bytes[start..<$0], as: UTF8.self) }
        let authority = bytes[(at.map { $0 + 1 } ?? start)..<end]
        let (zone, unzoned) = Self.zone(of: authority)
        self.zone = zone
        (host, port) = try Self.hostAndPort(unzoned, url: url)
        target = try Self.requestTarget(bytes[end...], url: url)
    }

    /// The path, for cookies.
    var path: Substring { Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }) }
    /// The host without an address's brackets, as cookies know it.
    var cookieHost: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }
    /// The port, the scheme's own if none is named.
    var effectivePort: Int { port ?? (scheme == "https" ? 443 : 80) }
    /// Host and port for messages.
    var endpoint: String { "\(host(zoneAfter: "%")):\(effectivePort)" }
    /// What a `Host` header says: an explicit port is kept even when it is the default.
    var authority: String { port.map { "\(host):\($0)" } ?? host }
    /// Scheme, host and port.
    var origin: Origin { Origin(scheme: scheme, host: host, port: effectivePort) }
    /// The URL for libcurl to connect by; the request target is set apart.
    var connectURL: String {
        if zone == nil { return "\(scheme)://\(authority)/" }
        return "\(scheme)://\(host(zoneAfter: "%25")):\(effectivePort)/"
    }

    /// The URL as it was, except the case of scheme and host.
    var url: String {
        let user = userinfo.map { $0 + "@" } ?? ""
        let port = port.map { ":\($0)" } ?? ""
        return "\(scheme)://\(user)\(host(zoneAfter: "%25"))\(port)\(target)"
    }

    /// Forgets what no server may see: the user and password, and the name of an interface.
    mutating func removePrivateParts() {
        userinfo = nil
        zone = nil
    }

    private func host(zoneAfter mark: String) -> String {
        zone.map { "\(host.dropLast())\(mark)\($0)]" } ?? host
    }

    /// The values, decoded, of the query parameters of these lower-case names.
    func queryValues(named names: [String]) -> Set<String> {
        guard !names.isEmpty, let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            return []
        }
        return Set(
            Self.parameters(of: target[mark...]).map(Self.pair).lazy
                .filter { names.contains($0.name) }.map(\.value))
    }

    /// Drops the query parameters of these lower-case names; if `values` are given, only those that
    /// have one of them.
    mutating func removeQueryParameters(named names: [String], with values: Set<String>? = nil) {
        guard !names.isEmpty, let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            return
        }
        let parameters = Self.parameters(of: target[mark...])
        let kept = parameters.filter { parameter in
            let (name, value) = Self.pair(of: parameter)
            return !names.contains(name) || values?.contains(value) == false
        }
        if kept.count == parameters.count { return }
        let query = kept.map { String(Substring($0)) }.joined(separator: "&")
        target = String(target[..<mark]) + (kept.isEmpty ? "" : "?" + query)
    }

    /// The parameters of a query that begins with its question mark.
    private static func parameters(of query: Substring) -> [Substring.UTF8View] {
        query.utf8.dropFirst().split(
            separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    }

    /// The name of a parameter in lower case, and its value, both decoded.
    private static func pair(of parameter: Substring.UTF8View) -> (name: String, value: String) {
        func decoded(_ bytes: Substring.UTF8View) -> String {
            String(decoding: PercentEncoding.strict.decode(bytes), as: UTF8.self)
        }
        let name = parameter.prefix { $0 != UInt8(ascii: "=") }
        return (decoded(name).lowercased(), decoded(parameter[name.endIndex...].dropFirst()))
    }

    // MARK: - Parts

    private static func unsupported(_ scheme: String, _ url: String) -> TransportError {
        TransportError(
            .invalidURL, "scheme '\(scheme)' is not supported; use http or https", url: url)
    }

    /// The error for a URL without `://`; digits after the colon are a port, as in
    /// `localhost:8080`.
    private static func badScheme(_ bytes: [UInt8], _ url: String) -> TransportError {
        let name = bytes.prefix { URLParts.isSchemeByte($0) }
        let rest = bytes[name.endIndex...]
        let isPort = rest.dropFirst().first.map { (0x30...0x39).contains($0) } ?? true
        if !name.isEmpty, rest.first == UInt8(ascii: ":"), !isPort {
            let scheme = String(decoding: name, as: UTF8.self).lowercased()
            guard scheme == "http" || scheme == "https" else { return unsupported(scheme, url) }
            return TransportError(
                .invalidURL, "the URL has no '//' after '\(scheme):'", url: url)
        }
        return TransportError(
            .invalidURL, "the URL names no scheme; it starts with http:// or https://", url: url)
    }

    /// The index of the colon of a leading `scheme://`.
    private static func schemeEnd(_ bytes: [UInt8]) -> Int? {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            bytes[colon...].starts(with: "://".utf8)
        else { return nil }
        return bytes[..<colon].allSatisfy(URLParts.isSchemeByte) ? colon : nil
    }

    /// Takes the zone out of `[fe80::1%25eth0]:80`.
    private static func zone(of authority: ArraySlice<UInt8>) -> (String?, ArraySlice<UInt8>) {
        guard authority.first == UInt8(ascii: "["),
            let close = authority.lastIndex(of: UInt8(ascii: "]")),
            let percent = authority[..<close].firstIndex(of: UInt8(ascii: "%"))
        else { return (nil, authority) }
        var zone = authority[(percent + 1)..<close]
        if zone.count > 2, zone.starts(with: "25".utf8) { zone = zone.dropFirst(2) }
        let rest = authority[..<percent] + authority[close...]
        return (String(decoding: zone, as: UTF8.self), Array(rest)[...])
    }

    private static func hostAndPort(
        _ authority: ArraySlice<UInt8>, url: String
    ) throws(TransportError) -> (String, Int?) {
        if authority.first == UInt8(ascii: "["), !authority.contains(UInt8(ascii: "]")) {
            throw TransportError(
                .invalidURL, "the URL's address lacks its closing bracket", url: url)
        }
        let bracket = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
        let colon = authority[bracket...].firstIndex(of: UInt8(ascii: ":"))
        let name = String(decoding: authority[..<(colon ?? authority.endIndex)], as: UTF8.self)
        if name.isEmpty { throw TransportError(.invalidURL, "the URL names no host", url: url) }
        if authority.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            throw TransportError(
                .invalidURL, "the URL's host holds a space or a control character", url: url)
        }
        guard let host = HostName.canonical(name) else {
            throw TransportError(
                .invalidURL, "host name '\(name)' has no ASCII form (IDNA)", url: url)
        }
        guard let colon else { return (host, nil) }
        let digits = authority[(colon + 1)...]
        if digits.isEmpty { return (host, nil) }
        let text = String(decoding: digits, as: UTF8.self)
        guard let port = UInt16(text), digits.first != UInt8(ascii: "+") else {
            throw TransportError(
                .invalidURL, "port '\(text)' is not a number from 0 to 65535", url: url)
        }
        return (host, Int(port))
    }

    /// The path and query without the fragment; refused if the request line could not hold it.
    private static func requestTarget(
        _ bytes: ArraySlice<UInt8>, url: String
    ) throws(TransportError) -> String {
        let target = bytes.prefix { $0 != UInt8(ascii: "#") }
        if let odd = target.first(where: { $0 <= 0x20 || $0 == 0x7F }) {
            throw TransportError(
                .invalidURL,
                "the URL holds an unencoded \(odd == 0x20 ? "space" : "control character"); "
                    + "write it as %\(Hexadecimal.encode([odd], uppercase: true))", url: url)
        }
        let text = String(decoding: target, as: UTF8.self)
        return target.first == UInt8(ascii: "/") ? text : "/" + text
    }
}
