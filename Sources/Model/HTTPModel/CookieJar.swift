/// The cookies of a run, stored and sent as RFC 6265 says, with the leniency of Newman's jar.
///
/// It does no input and output: its owner gives it the time and the public suffixes.
public struct CookieJar: Sendable {
    /// Where a request goes, as far as cookies care.
    public struct Target: Sendable {
        /// The host in lower case, an IPv6 address without its brackets.
        public var host: String
        /// The path of the URL, without its query.
        public var path: String
        /// Whether `Secure` cookies may travel there.
        public var isSecure: Bool

        /// Makes a target.
        public init(host: String, path: String, isSecure: Bool) {
            self.host = host
            self.path = path
            self.isSecure = isSecure
        }
    }

    /// A stored cookie and its insertion order.
    private struct Entry {
        var cookie: HTTPCookie
        let number: Int
    }

    private var entries: [String: [Entry]] = [:]
    private var count = 0
    private let isPublicSuffix: @Sendable (String) -> Bool

    /// Creates an empty jar; `isPublicSuffix` says whether strangers share a domain.
    public init(isPublicSuffix: @escaping @Sendable (String) -> Bool) {
        self.isPublicSuffix = isPublicSuffix
    }

    // MARK: - Storing

    /// Takes what a `Set-Cookie` line of an answer says; one that is not acceptable changes
    /// nothing.
    public mutating func store(_ line: String, from target: Target, now: Double) {
        guard let line = SetCookieLine(line), let cookie = cookie(line, from: target, now: now)
        else { return }
        put(cookie, now: now)
    }

    /// Puts a cookie in, in place of the one of its name, domain and path; an expired one takes it
    /// out.
    public mutating func put(_ cookie: HTTPCookie, now: Double) {
        var cookie = cookie
        cookie.domain = cookie.domain.lowercased()
        guard cookie.isSendable, !cookie.domain.isEmpty else { return }
        let index = entries[cookie.domain]?.firstIndex {
            $0.cookie.name == cookie.name && $0.cookie.path == cookie.path
        }
        if Self.isExpired(cookie, now) {
            if let index { remove(at: index, of: cookie.domain) }
            return
        }
        if cookie.lastAccessed == 0 { cookie.lastAccessed = now }
        guard let index, let old = entries[cookie.domain]?[index].cookie else {
            if cookie.creation == 0 { cookie.creation = now }
            entries[cookie.domain, default: []].append(Entry(cookie: cookie, number: count))
            count += 1
            return
        }
        cookie.creation = old.creation
        entries[cookie.domain]?[index].cookie = cookie
    }

    /// The cookie that a line sets, or nil if it is not allowed to (RFC 6265 §5.3).
    private func cookie(_ line: SetCookieLine, from target: Target, now: Double) -> HTTPCookie? {
        var isHostOnly = line.domain == nil
        if let domain = line.domain {
            guard Self.domain(domain, covers: target.host) else { return nil }
            if isPublicSuffix(domain) {
                // A host may be a public suffix itself, as `keycloak` is one in a container
                // network.
                guard domain == target.host else { return nil }
                isHostOnly = true
            }
        }
        var cookie = HTTPCookie(
            name: line.name, value: line.value, domain: line.domain ?? target.host,
            path: line.path ?? Self.defaultPath(of: target.path), isHostOnly: isHostOnly,
            isSecure: line.isSecure, isHTTPOnly: line.isHTTPOnly,
            expires: line.expiry(now: now))
        cookie.isPathDefault = line.path == nil
        cookie.sameSite = line.sameSite
        cookie.extensions = line.extensions
        return Self.keepsPromise(of: cookie) ? cookie : nil
    }

    /// Whether a cookie is what the prefix of its name promises (RFC 6265bis §4.1.3).
    private static func keepsPromise(of cookie: HTTPCookie) -> Bool {
        if cookie.name.hasPrefix("__Host-") {
            return cookie.isSecure && cookie.isHostOnly && cookie.path == "/"
        }
        return cookie.isSecure || !cookie.name.hasPrefix("__Secure-")
    }

    // MARK: - Giving out

    /// Whether it has no cookie, expired or not.
    public var isEmpty: Bool { entries.isEmpty }

    /// Every cookie that has not expired, in the order in which they came.
    public func all(now: Double) -> [HTTPCookie] {
        entries.values.joined().sorted { $0.number < $1.number }.map(\.cookie)
            .filter { !Self.isExpired($0, now) }
    }

    /// The value of a `Cookie` header; nil when no cookie belongs there.
    public mutating func header(for target: Target, now: Double) -> String? {
        let cookies = cookies(for: target, now: now)
        return cookies.isEmpty ? nil : cookies.map(\.pair).joined(separator: "; ")
    }

    /// The cookies that belong to requests for the target: longer paths first, then older ones
    /// (RFC 6265 §5.4).
    public mutating func cookies(for target: Target, now: Double) -> [HTTPCookie] {
        if entries.isEmpty { return [] }
        var found: [Entry] = []
        for domain in Self.domains(of: target.host) {
            for index in (entries[domain] ?? []).indices {
                guard let entry = entries[domain]?[index],
                    Self.belongs(entry.cookie, to: target), !Self.isExpired(entry.cookie, now)
                else { continue }
                entries[domain]?[index].cookie.lastAccessed = now
                found.append(entry)
            }
        }
        return found.sorted {
            let (left, right) = ($0.cookie, $1.cookie)
            let lengths = (left.path.utf8.count, right.path.utf8.count)
            return (lengths.1, left.creation, $0.number) < (lengths.0, right.creation, $1.number)
        }.map(\.cookie)
    }

    /// Takes cookies out: those of this name that belong to the target, or all that do.
    public mutating func remove(for target: Target, named name: String?) {
        for domain in Self.domains(of: target.host) {
            for index in (entries[domain] ?? []).indices.reversed() {
                guard let cookie = entries[domain]?[index].cookie,
                    name == nil || cookie.name == name, Self.belongs(cookie, to: target)
                else { continue }
                remove(at: index, of: domain)
            }
        }
    }

    private mutating func remove(at index: Int, of domain: String) {
        entries[domain]?.remove(at: index)
        if entries[domain]?.isEmpty == true { entries[domain] = nil }
    }

    // MARK: - Matching

    /// Whether a cookie of this domain may go to the host (RFC 6265 §5.1.3); both in lower case.
    public static func domain(_ domain: String, covers host: String) -> Bool {
        domain == host || (host.hasSuffix("." + domain) && !isAddress(host))
    }

    /// The folder of a path, for a cookie that names none (RFC 6265 §5.1.4).
    public static func defaultPath(of path: String) -> String {
        guard path.hasPrefix("/"), let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")),
            slash > path.startIndex
        else { return "/" }
        return String(path[..<slash])
    }

    /// The host and the domains above it.
    private static func domains(of host: String) -> [String] {
        if isAddress(host) { return [host] }
        var domains = [host]
        var rest = host[...]
        while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
            rest = rest[rest.utf8.index(after: dot)...]
            domains.append(String(rest))
        }
        return domains
    }

    private static func belongs(_ cookie: HTTPCookie, to target: Target) -> Bool {
        if cookie.isHostOnly && cookie.domain != target.host { return false }
        if cookie.isSecure && !target.isSecure { return false }
        let (path, requested) = (cookie.path.utf8, target.path.utf8)
        guard requested.starts(with: path) else { return false }
        let next = requested.dropFirst(path.count).first
        return next == nil || next == UInt8(ascii: "/") || path.last == UInt8(ascii: "/")
    }

    private static func isExpired(_ cookie: HTTPCookie, _ now: Double) -> Bool {
        cookie.expires.map { Double($0) <= now } ?? false
    }

    private static func isAddress(_ host: String) -> Bool {
        host.contains(":") || host.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }
    }
}
