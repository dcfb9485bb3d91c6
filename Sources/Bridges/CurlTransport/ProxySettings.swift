public import HTTPModel
import TextEncoding

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which proxy leads to a host, by the environment variables and rules that Newman's users know.
///
/// libcurl would read the environment itself, but it ignores `HTTP_PROXY` in capitals and does not
/// say which proxy it took.
public struct ProxySettings: Sendable, Hashable {
    /// The proxy for `http` URLs, such as `http://user:password@proxy:3128`.
    public var http: String?
    /// The proxy for `https` URLs, reached through a tunnel.
    public var https: String?
    /// The hosts that are reached directly: `*`, or names with their sub-domains, each with a port
    /// or without.
    public var bypass: [String]

    /// Makes settings; without arguments, ones that never use a proxy.
    public init(http: String? = nil, https: String? = nil, bypass: [String] = []) {
        self.http = http
        self.https = https
        self.bypass = bypass
    }

    /// Makes the settings that environment variables describe.
    public init(environment: (String) -> String?) {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap(environment).first { !$0.isEmpty }
        }
        let http = first("HTTP_PROXY", "http_proxy")
        self.init(
            http: http, https: first("HTTPS_PROXY", "https_proxy") ?? http,
            bypass: Self.hosts(first("NO_PROXY", "no_proxy") ?? ""))
    }

    /// The settings of this process's environment.
    public static var environment: ProxySettings {
        ProxySettings { name in getenv(name).map { String(cString: $0) } }
    }

    /// The hosts of a list with commas or spaces between them, as `NO_PROXY` has it.
    public static func hosts(_ list: String) -> [String] {
        list.split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
    }

    /// The passwords in the addresses, as written and decoded.
    public var secrets: [String] {
        Set([http, https].compactMap(\.self)).flatMap { text -> [String] in
            guard let address = ProxyAddress(text) else { return [] }
            let written = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
            let (userinfo, _) = ProxyAddress.userinfo(of: written)
            return [address.password].compactMap(\.self) + userinfo.dropFirst().map(String.init)
        }
    }

    /// The proxy on the way to a URL; nil if there is none.
    func proxy(for url: TargetURL) throws(TransportError) -> ProxyAddress? {
        guard let text = url.scheme == "https" ? https : http,
            !bypass.contains(where: { Self.covers($0, url) })
        else { return nil }
        if let address = ProxyAddress(text) { return address }
        // What cannot be read may hold a password anywhere.
        throw TransportError(
            .invalidURL,
            "the address of the proxy for \(url.scheme) URLs cannot be read; \(ProxyAddress.form)",
            url: "")
    }

    private static func covers(_ rule: String, _ url: TargetURL) -> Bool {
        if rule == "*" { return true }
        var name = rule[...]
        if let colon = rule.lastIndex(of: ":"), let port = Int(rule[colon...].dropFirst()),
            !rule[..<colon].contains(":")
        {
            if port != url.effectivePort { return false }
            name = rule[..<colon]
        }
        if name.hasPrefix("*") { name = name.dropFirst() }
        name = name.drop { $0 == "." }
        return url.cookieHost == name || url.cookieHost.hasSuffix("." + name)
    }
}

extension ProxyAddress {
    /// How an address is written, for messages.
    public static let form =
        "write it as http://USER:PASSWORD@HOST:PORT, or with https, socks4, socks4a, socks5 or "
        + "socks5h"

    /// Reads an address such as `socks5://user:password@host:1080`; without a scheme it is `http`.
    public init?(_ text: String) {
        var rest = text[...]
        var scheme = Scheme.http
        if let mark = rest.firstRange(of: "://") {
            guard let named = Scheme(rawValue: rest[..<mark.lowerBound].lowercased()) else {
                return nil
            }
            scheme = named
            rest = rest[mark.upperBound...]
        }
        let userinfo: [Substring]
        (userinfo, rest) = Self.userinfo(of: rest)
        rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let bracket = rest.lastIndex(of: "]") ?? rest.startIndex
        let colon = rest[bracket...].firstIndex(of: ":")
        let host = rest[..<(colon ?? rest.endIndex)].lowercased()
        var port: Int?
        if let digits = colon.map({ rest[rest.index(after: $0)...] }), !digits.isEmpty {
            guard let number = UInt16(digits), number > 0, digits.first != "+" else { return nil }
            port = Int(number)
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        self.init(
            scheme: scheme, host: host, port: port, user: userinfo.first.map(Self.decoded),
            password: userinfo.dropFirst().first.map(Self.decoded))
    }

    /// The user and the password as written, as far as there are any, and what follows them.
    ///
    /// A password may hold what ends an authority elsewhere: only the last `@` counts.
    fileprivate static func userinfo(of text: Substring) -> ([Substring], rest: Substring) {
        guard let at = text.lastIndex(of: "@") else { return ([], text) }
        let parts = text[..<at].split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (parts, text[text.index(after: at)...])
    }

    private static func decoded(_ text: Substring) -> String {
        String(decoding: PercentEncoding.strict.decode(text.utf8), as: UTF8.self)
    }
}
