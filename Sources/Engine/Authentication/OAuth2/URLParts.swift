/// A URL taken apart without decoding or changing anything.
struct URLParts: Sendable, Hashable {
    /// The scheme, lower-case.
    var scheme: String
    /// The host, lower-case, an IPv6 address without its brackets; empty where there is none.
    var host: String
    /// The port, where one is written.
    var port: Int?
    /// The path as written.
    var path: String
    /// The text after `?`, or nil without one.
    var query: String?
    /// The text after `#`, or nil without one.
    var fragment: String?
    /// Where the authority ends in the text: a port can be put there.
    var authorityEnd: String.Index

    /// Takes the text apart; nil where it is no absolute URL.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex,
            text[..<colon].utf8.allSatisfy(Self.isSchemeByte)
        else { return nil }
        scheme = text[..<colon].lowercased()
        var rest = text[text.index(after: colon)...]
        host = ""
        authorityEnd = rest.startIndex
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" }
            authorityEnd = authority.endIndex
            rest = rest[authority.endIndex...]
            guard let (host, port) = Self.hostAndPort(authority) else { return nil }
            self.host = host
            self.port = port
        }
        path = String(rest.prefix { $0 != "?" && $0 != "#" })
        rest = rest.dropFirst(path.count)
        if rest.first == "?" {
            query = String(rest.dropFirst().prefix { $0 != "#" })
            rest = rest.drop { $0 != "#" }
        }
        if rest.first == "#" { fragment = String(rest.dropFirst()) }
    }

    /// The port that is used: the one written, or the scheme's own.
    var effectivePort: Int? {
        switch scheme {
        case "https": port ?? 443
        case "http": port ?? 80
        default: port
        }
    }

    /// Host and port as a `Host` header names them.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port.map { "\(name):\($0)" } ?? name
    }

    /// Scheme, host and port of an address: what credentials do not leave.
    static func origin(of url: String) -> String {
        guard let parts = URLParts(url) else { return url }
        return "\(parts.scheme)://\(parts.host):\(parts.effectivePort ?? 0)"
    }

    /// The path and the query, as a request line has them.
    var target: String { (path.isEmpty ? "/" : path) + (query.map { "?" + $0 } ?? "") }

    /// Whether the host is this machine for itself: `localhost`, `127.0.0.0/8`, `[::1]`.
    var isLoopback: Bool {
        if host == "localhost" || host == "::1" || host == "0:0:0:0:0:0:0:1" { return true }
        let bytes = host.split(separator: ".", omittingEmptySubsequences: false)
        return bytes.count == 4 && bytes[0] == "127" && bytes.allSatisfy { UInt8($0) != nil }
    }

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        var text = authority
        if let at = text.lastIndex(of: "@") { text = text[text.index(after: at)...] }
        var host: Substring
        if text.first == "[" {
            guard let close = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<close]
            text = text[text.index(after: close)...]
        } else {
            host = text.prefix { $0 != ":" }
            text = text[host.endIndex...]
        }
        if text.isEmpty { return (host.lowercased(), nil) }
        guard text.first == ":" else { return nil }
        let digits = text.dropFirst()
        if digits.isEmpty { return (host.lowercased(), nil) }
        guard let port = UInt16(digits) else { return nil }
        return (host.lowercased(), Int(port))
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }
}
