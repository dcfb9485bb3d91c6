import CCurl
import HTTPModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The cookies of a handle as they were at one moment, in libcurl's own notation.
///
/// libcurl keeps the jar: it reads `Set-Cookie`, knows expiry dates and public suffixes. It would
/// also write the `Cookie` header, but not in the place and order that Newman's users rely on (their
/// own `Cookie` before the jar's, in one line), and it cannot leave the jar alone for one request.
/// So the jar is emptied while a request goes out, and put back before the answer is read.
final class CookieList {
    /// The cookies as values, in libcurl's order.
    let cookies: [HTTPCookie]

    /// The list that libcurl made, and of it the lines that are still good; they live as long as it.
    private let list: UnsafeMutablePointer<curl_slist>
    private let lines: [UnsafeMutablePointer<CChar>]

    /// The handle's cookies; nil when it has none.
    init?(of handle: CurlHandle) {
        guard let list = handle.list(CURLINFO_COOKIELIST) else { return nil }
        self.list = list
        // libcurl lists cookies for some time after they have expired.
        let now = time(nil)
        var cookies: [HTTPCookie] = []
        var lines: [UnsafeMutablePointer<CChar>] = []
        var next: UnsafeMutablePointer<curl_slist>? = list
        while let node = next {
            next = node.pointee.next
            guard let line = node.pointee.data,
                let cookie = HTTPCookie(netscapeLine: String(cString: line)),
                cookie.expires.map({ $0 > now }) ?? true
            else { continue }
            cookies.append(cookie)
            lines.append(line)
        }
        self.cookies = cookies
        self.lines = lines
    }

    deinit { curl_slist_free_all(list) }

    /// Takes every cookie out of the handle.
    static func empty(_ handle: CurlHandle) throws(TransportError) {
        try handle.set(CURLOPT_COOKIELIST, "ALL")
    }

    /// Puts these cookies into the handle, which copies them.
    func restore(into handle: CurlHandle) throws(TransportError) {
        for line in lines { try handle.set(CURLOPT_COOKIELIST, pointer: line) }
    }

    /// The value of a `Cookie` header for the URL; nil when no cookie matches.
    func header(for url: TargetURL, host: String) -> String? {
        let matching = Self.matching(cookies, url: url, host: host)
        return matching.isEmpty
            ? nil : matching.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
    }

    /// The cookies that go with a request, longer paths first (RFC 6265 §5.4).
    static func matching(_ cookies: [HTTPCookie], url: TargetURL, host: String) -> [HTTPCookie] {
        let isSecure = url.scheme == "https" || isLoopback(host)
        let matching = cookies.filter {
            $0.matches(host: host, path: url.path) && (isSecure || !$0.isSecure)
        }
        return matching.enumerated()
            .sorted {
                ($1.element.path.utf8.count, $0.offset) < ($0.element.path.utf8.count, $1.offset)
            }
            .map(\.element)
    }

    /// Whether traffic to the host never leaves the machine, so that `Secure` cookies may travel in
    /// clear; libcurl and the browsers say so too.
    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "127.0.0.1" || host == "::1"
    }
}

extension HTTPCookie {
    private static let httpOnlyMark = "#HttpOnly_"

    /// Reads one line of a Netscape cookie file.
    init?(netscapeLine line: String) {
        let isHTTPOnly = line.hasPrefix(Self.httpOnlyMark)
        let parts = (isHTTPOnly ? line.dropFirst(Self.httpOnlyMark.count) : line[...])
            .split(separator: "\t", maxSplits: 6, omittingEmptySubsequences: false)
        guard parts.count == 7 else { return nil }
        let expires = Int(parts[4]) ?? 0
        self.init(
            name: String(parts[5]), value: String(parts[6]),
            domain: String(parts[0].drop { $0 == "." }), path: String(parts[2]),
            isHostOnly: parts[1] != "TRUE", isSecure: parts[3] == "TRUE", isHTTPOnly: isHTTPOnly,
            expires: expires == 0 ? nil : expires)
    }

    /// The line of a Netscape cookie file; nil where a part holds what it cannot.
    var netscapeLine: String? {
        let texts = [domain, path, name, value]
        let isWritable = texts.allSatisfy { text in
            text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        }
        guard isWritable, !domain.isEmpty, !name.isEmpty else { return nil }
        // Zero means a session cookie there; what expired long ago expired at second one.
        let seconds = expires.map { max($0, 1) } ?? 0
        let fields = [
            (isHostOnly ? "" : ".") + domain, isHostOnly ? "FALSE" : "TRUE",
            path.hasPrefix("/") ? path : "/", isSecure ? "TRUE" : "FALSE", String(seconds), name,
            value,
        ]
        return (isHTTPOnly ? Self.httpOnlyMark : "") + fields.joined(separator: "\t")
    }

    /// Whether the cookie belongs to requests for this host and path (RFC 6265 §5.1.3, §5.1.4).
    fileprivate func matches(host: String, path requested: Substring) -> Bool {
        let domain = domain.lowercased()
        let isOwnHost = domain == host
        let isParent = !isHostOnly && host.hasSuffix("." + domain) && !Self.isAddress(host)
        guard isOwnHost || isParent else { return false }
        guard requested.utf8.starts(with: path.utf8) else { return false }
        let next = requested.utf8.dropFirst(path.utf8.count).first
        return next == nil || next == UInt8(ascii: "/") || path.utf8.last == UInt8(ascii: "/")
    }

    private static func isAddress(_ host: String) -> Bool {
        host.contains(":") || host.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }
    }
}
