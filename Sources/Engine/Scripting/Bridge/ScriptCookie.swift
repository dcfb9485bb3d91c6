import HTTPModel
import JSON

/// Cookies as scripts write and see them.
enum ScriptCookie {
    /// The cookie as an object for scripts.
    static func json(_ cookie: HTTPCookie) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(cookie.name)), ("value", .string(cookie.value)),
            ("domain", .string(cookie.domain)), ("path", .string(cookie.path)),
            ("hostOnly", .boolean(cookie.isHostOnly)), ("secure", .boolean(cookie.isSecure)),
            ("httpOnly", .boolean(cookie.isHTTPOnly)), ("session", .boolean(cookie.expires == nil)),
        ]
        if let expires = cookie.expires { members.append(("expires", .number(Double(expires)))) }
        return .object(members)
    }

    /// The cookie that a script sets for a URL; nil if the URL has no host, or one that the
    /// cookie's domain does not cover.
    static func cookie(_ definition: JSONValue, for url: String) -> HTTPCookie? {
        guard let (host, path) = hostAndPath(of: url) else { return nil }
        let given = (definition["domain"]?.string ?? "").lowercased()
        let domain = given.hasPrefix(".") ? String(given.dropFirst()) : given
        guard domain.isEmpty || CookieJar.domain(domain, covers: host) else { return nil }
        let own = definition["path"]?.string.flatMap { $0.hasPrefix("/") ? $0 : nil }
        var cookie = HTTPCookie(
            name: definition["name"]?.string ?? "", value: definition["value"]?.string ?? "",
            domain: domain.isEmpty ? host : domain, path: own ?? CookieJar.defaultPath(of: path),
            isHostOnly: domain.isEmpty, isSecure: definition["secure"]?.boolean ?? false,
            isHTTPOnly: definition["httpOnly"]?.boolean ?? false,
            expires: definition["expires"]?.double.flatMap { Int(exactly: $0) })
        cookie.isPathDefault = own == nil
        return cookie
    }

    /// The host of a URL in lower case, without an address's brackets, and its path; the scheme may
    /// be missing.
    private static func hostAndPath(of url: String) -> (host: String, path: String)? {
        guard let parts = URLParts(url.contains("://") ? url : "http://" + url),
            !parts.host.isEmpty
        else { return nil }
        return (parts.host, parts.path)
    }
}
