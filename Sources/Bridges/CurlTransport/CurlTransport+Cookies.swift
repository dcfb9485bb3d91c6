public import HTTPModel
import Platform

extension CurlTransport {
    /// Every cookie of the jar, in the order in which they came.
    public var allCookies: [HTTPCookie] { jar.all(now: Self.now) }

    /// The cookies of the jar that would be sent to the URL.
    public func cookies(for url: String) -> [HTTPCookie] {
        guard let target = try? TargetURL(url) else { return [] }
        return jar.cookies(for: target.cookieTarget, now: Self.now)
    }

    /// Puts a cookie into the jar; one that no header could carry is left out.
    ///
    /// The jar has domains in the form in which hosts go over the wire.
    public func setCookie(_ cookie: HTTPCookie) {
        var cookie = cookie
        cookie.domain = HostName.canonical(cookie.domain) ?? cookie.domain
        jar.put(cookie, now: Self.now)
    }

    /// Takes cookies out of the jar.
    public func removeCookies(for url: String, named name: String?) {
        guard let target = try? TargetURL(url) else { return }
        jar.remove(for: target.cookieTarget, named: name)
    }

    /// The `Cookie` line that the jar has for a request.
    func cookieHeader(for url: TargetURL) -> String? {
        if jar.isEmpty { return nil }
        return jar.header(for: url.cookieTarget, now: Self.now)
    }

    /// Takes over what an answer sets.
    func storeCookies(of answer: HTTPHeaders, from url: TargetURL) {
        for field in answer.fields where HTTPHeaders.same(field.name, "Set-Cookie") {
            jar.store(field.value, from: url.cookieTarget, now: Self.now)
        }
    }

    private static var now: Double { Clocks.secondsSince1970() }
}

extension TargetURL {
    /// Where a request to this URL goes, as cookies see it.
    ///
    /// What goes to this machine itself is as safe as over TLS, the browsers say too.
    fileprivate var cookieTarget: CookieJar.Target {
        let isLoopback =
            ["localhost", "127.0.0.1", "::1"].contains(cookieHost)
            || cookieHost.hasSuffix(".localhost")
        return CookieJar.Target(
            host: cookieHost, path: String(path), isSecure: scheme == "https" || isLoopback)
    }
}
