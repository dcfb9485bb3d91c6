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

    /// The cookie that a script sets for a URL; nil where the URL names no host.
    static func cookie(_ definition: JSONValue, for url: String) -> HTTPCookie? {
        guard let host = host(of: url) else { return nil }
        let given = definition["domain"]?.string.map {
            $0.hasPrefix(".") ? String($0.dropFirst()) : $0
        }
        let domain = given.flatMap { $0.isEmpty ? nil : $0 }
        return HTTPCookie(
            name: definition["name"]?.string ?? "", value: definition["value"]?.string ?? "",
            domain: domain ?? host, path: definition["path"]?.string ?? "/",
            isHostOnly: domain == nil, isSecure: definition["secure"]?.boolean ?? false,
            isHTTPOnly: definition["httpOnly"]?.boolean ?? false,
            expires: definition["expires"]?.double.flatMap { Int(exactly: $0) })
    }

    /// The host of a URL, lower-case; the scheme may be missing.
    private static func host(of url: String) -> String? {
        var rest = Substring(url)
        if let scheme = url.firstRange(of: "://") { rest = url[scheme.upperBound...] }
        rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
            rest = rest[..<colon]
        }
        return rest.isEmpty ? nil : rest.lowercased()
    }
}
