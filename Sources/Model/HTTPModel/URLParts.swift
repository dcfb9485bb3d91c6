/// The parts of a URL, as written: nothing is decoded, encoded or normalised.
///
/// It accepts any absolute URL, including those that no request can use, such as
/// `urn:ietf:wg:oauth:2.0:oob`. What a request may use is decided where it is sent.
public struct URLParts: Sendable, Hashable {
    /// The scheme in lower case.
    public var scheme: String
    /// The host in lower case, an IPv6 address without its brackets; empty if there is none.
    public var host: String
    /// The port, if the URL names one.
    public var port: Int?
    /// The path as written.
    public var path: String
    /// The text after `?`, or nil without one.
    public var query: String?
    /// The text after `#`, or nil without one.
    public var fragment: String?
    /// The end of the authority in the text: a port can be inserted there.
    public var authorityEnd: String.Index

    /// Splits the text; nil if it is not an absolute URL.
    public init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon != text.startIndex,
            text.utf8[..<colon].allSatisfy(Self.isSchemeByte)
        else { return nil }
        scheme = text[..<colon].lowercased()
        // Bytes: a combining character after a slash must not hide the slash.
        var rest = text.utf8[colon...].dropFirst()
        host = ""
        authorityEnd = rest.startIndex
        if rest.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
            let authority = rest.prefix { !"/?#\\".utf8.contains($0) }
            authorityEnd = authority.endIndex
            rest = rest[authority.endIndex...]
            guard let (host, port) = Self.hostAndPort(Substring(authority)) else { return nil }
            self.host = host
            self.port = port
        }
        let path = rest.prefix { !"?#".utf8.contains($0) }
        self.path = String(Substring(path))
        rest = rest[path.endIndex...]
        if rest.first == UInt8(ascii: "?") {
            let query = rest.dropFirst().prefix { $0 != UInt8(ascii: "#") }
            self.query = String(Substring(query))
            rest = rest[query.endIndex...]
        }
        if !rest.isEmpty { fragment = String(Substring(rest.dropFirst())) }
    }

    /// The port to connect to: the written one, or the default of the scheme.
    public var effectivePort: Int? {
        switch scheme {
        case "https": port ?? 443
        case "http": port ?? 80
        default: port
        }
    }

    /// Host and port as a `Host` header names them.
    public var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port.map { "\(name):\($0)" } ?? name
    }

    /// The scheme, host and port of a URL: credentials stay within them.
    public static func origin(of url: String) -> String {
        guard let parts = URLParts(url) else { return url }
        return "\(parts.scheme)://\(parts.host):\(parts.effectivePort ?? 0)"
    }

    /// The path and the query, as a request line contains them.
    public var target: String { (path.isEmpty ? "/" : path) + (query.map { "?" + $0 } ?? "") }

    /// Whether the host is this machine: `localhost`, `127.0.0.0/8` or `[::1]`.
    public var isLoopback: Bool {
        if host == "localhost" || host == "::1" || host == "0:0:0:0:0:0:0:1" { return true }
        let bytes = host.split(separator: ".", omittingEmptySubsequences: false)
        return bytes.count == 4 && bytes[0] == "127" && bytes.allSatisfy { UInt8($0) != nil }
    }

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        // Bytes here, too: to look for characters splits the text into grapheme clusters.
        var text = authority.utf8
        if let at = text.lastIndex(of: UInt8(ascii: "@")) { text = text[at...].dropFirst() }
        let colon = UInt8(ascii: ":")
        let host: Substring
        if text.first == UInt8(ascii: "[") {
            guard let close = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            host = Substring(text[..<close].dropFirst())
            text = text[close...].dropFirst()
        } else {
            host = Substring(text.prefix { $0 != colon })
            text = text[host.endIndex...]
        }
        if text.isEmpty { return (host.lowercased(), nil) }
        guard text.first == colon else { return nil }
        let digits = Substring(text.dropFirst())
        if digits.isEmpty { return (host.lowercased(), nil) }
        guard let port = UInt16(digits) else { return nil }
        return (host.lowercased(), Int(port))
    }

    /// Whether the byte may be part of a scheme (RFC 3986 §3.1).
    public static func isSchemeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }
}
