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
        let bypass = first("NO_PROXY", "no_proxy") ?? ""
        self.init(
            http: http, https: first("HTTPS_PROXY", "https_proxy") ?? http,
            bypass: bypass.split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() })
    }

    /// The settings of this process's environment.
    public static var environment: ProxySettings {
        ProxySettings { name in getenv(name).map { String(cString: $0) } }
    }

    /// The proxy on the way to a URL; nil where there is none.
    func proxy(for url: TargetURL) -> String? {
        guard let proxy = url.scheme == "https" ? https : http else { return nil }
        return bypass.contains { Self.covers($0, url) } ? nil : proxy
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
