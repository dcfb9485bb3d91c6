import Testing

@testable import HTTPModel

@Suite("Cookie jar")
struct CookieJarTests {
    private static let now = 1_800_000_000.0

    /// A jar for which `com`, `co.uk` and names without a dot are public suffixes.
    private func jar() -> CookieJar {
        CookieJar { $0 == "co.uk" || !$0.contains(".") }
    }

    private func target(_ host: String, _ path: String = "/", secure: Bool = true)
        -> CookieJar.Target
    {
        CookieJar.Target(host: host, path: path, isSecure: secure)
    }

    /// What is sent to a URL after one answer has set some lines.
    private func sent(
        _ lines: [String], from: CookieJar.Target? = nil, to: CookieJar.Target? = nil,
        after seconds: Double = 0
    ) -> String? {
        var jar = jar()
        let from = from ?? target("h.example", "/a/b")
        for line in lines { jar.store(line, from: from, now: Self.now) }
        return jar.header(for: to ?? from, now: Self.now + seconds)
    }

    @Test(
        "A Set-Cookie line is read as loosely as Newman's jar reads it",
        arguments: [
            ("a=1", "a=1"), ("  a = 1 ; Path=/", "a=1"), ("a=b=c", "a=b=c"), ("a=", "a="),
            ("a=\"q; r\"", "a=\"q"), ("a=two words", "a=two words"), ("a=ü", "a=ü"),
            ("novalue", "novalue"), ("=x", "x"), ("=a=b", "a=b"), ("==x", "=x"), ("", nil),
            (";", nil), ("=", nil), ("; Path=/", nil), ("a=\u{01}", nil), ("a\u{1F}=1", nil),
            ("a=1;;; ;Secure", "a=1"), ("A=1", "A=1"),
        ] as [(String, String?)])
    func lines(_ line: String, _ expected: String?) {
        #expect(sent([line]) == expected)
    }

    @Test(
        "Who gets a cookie is a matter of its domain",
        arguments: [
            // Line, host that set it, host that is asked, whether it goes there.
            ("a=1", "h.example", "h.example", true), ("a=1", "h.example", "sub.h.example", false),
            ("a=1; Domain=h.example", "h.example", "sub.h.example", true),
            ("a=1; Domain=.h.example", "h.example", "a.b.h.example", true),
            ("a=1; Domain=H.Example", "h.example", "h.example", true),
            ("a=1; Domain=h.example", "sub.h.example", "h.example", true),
            ("a=1; Domain=h.example", "h.example", "xh.example", false),
            ("a=1; Domain=sub.h.example", "h.example", "sub.h.example", false),
            ("a=1; Domain=other.example", "h.example", "other.example", false),
            ("a=1; Domain=", "h.example", "h.example", true),
            ("a=1; Domain", "h.example", "h.example", true),
            ("a=1; Domain=co.uk", "a.co.uk", "b.co.uk", false),
            ("a=1; Domain=co.uk", "a.co.uk", "a.co.uk", false),
            ("a=1; Domain=com", "a.com", "a.com", false),
            ("a=1; Domain=a.co.uk", "a.co.uk", "x.a.co.uk", true),
            // A host that is a public suffix itself keeps its cookies to itself.
            ("a=1; Domain=keycloak", "keycloak", "keycloak", true),
            ("a=1; Domain=keycloak", "keycloak", "x.keycloak", false),
            ("a=1", "127.0.0.1", "127.0.0.1", true),
            ("a=1; Domain=127.0.0.1", "127.0.0.1", "127.0.0.1", true),
            ("a=1; Domain=0.0.1", "127.0.0.1", "127.0.0.1", false),
            ("a=1", "::1", "::1", true), ("a=1; Domain=::1", "::1", "::1", true),
        ])
    func domains(_ line: String, _ from: String, _ to: String, _ goes: Bool) {
        #expect((sent([line], from: target(from), to: target(to)) == "a=1") == goes)
    }

    @Test(
        "Who gets a cookie is a matter of its path",
        arguments: [
            ("a=1", "/x/y", "/x/z", true), ("a=1", "/x/y", "/x", true),
            ("a=1", "/x/y", "/", false), ("a=1", "/x/", "/x/z", true), ("a=1", "/x", "/", true),
            ("a=1; Path=/p", "/", "/p", true), ("a=1; Path=/p", "/", "/p/q", true),
            ("a=1; Path=/p", "/", "/pq", false), ("a=1; Path=/p/", "/", "/p", false),
            ("a=1; Path=/P", "/", "/p", false), ("a=1; Path=p", "/x/y", "/x/z", true),
            ("a=1; Path", "/x/y", "/", false), ("a=1; Path=/; Path=/p", "/", "/", false),
        ])
    func paths(_ line: String, _ from: String, _ to: String, _ goes: Bool) {
        let sent = sent([line], from: target("h.example", from), to: target("h.example", to))
        #expect((sent == "a=1") == goes)
    }

    @Test(
        "Secure cookies and prefixes keep what they promise",
        arguments: [
            ("a=1; Secure", true, "a=1"), ("a=1; sEcUrE=x", false, nil),
            ("a=1; HttpOnly; SameSite=None", false, "a=1"),
            ("__Secure-a=1; Secure", true, "__Secure-a=1"), ("__Secure-a=1", true, nil),
            ("__Host-a=1; Secure; Path=/", true, "__Host-a=1"),
            ("__Host-a=1; Secure; Path=/a", true, nil), ("__Host-a=1; Path=/", true, nil),
            ("__Host-a=1; Secure; Path=/; Domain=h.example", true, nil),
        ] as [(String, Bool, String?)])
    func promises(_ line: String, _ secure: Bool, _ expected: String?) {
        #expect(sent([line], to: target("h.example", "/a", secure: secure)) == expected)
    }

    @Test(
        "A cookie ends when it says, Max-Age before Expires",
        arguments: [
            // Line, seconds later, whether it is still there.
            ("a=1", 1e9, true), ("a=1; Max-Age=10", 9, true), ("a=1; Max-Age=10", 10, false),
            ("a=1; Max-Age=0", 0, false), ("a=1; Max-Age=-1", 0, false),
            ("a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT", 5, true),
            ("a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT; Max-Age=10", 11, false),
            ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", 0, false),
            ("a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT", 1e6, true),
            // What cannot be read counts as not said.
            ("a=1; Max-Age=soon", 1e9, true), ("a=1; Max-Age=1.5", 1e9, true),
            ("a=1; Max-Age=", 1e9, true), ("a=1; Expires=yesterday", 1e9, true),
            ("a=1; Expires=", 1e9, true), ("a=1; Max-Age=99999999999999999999", 1e9, true),
            ("a=1; Max-Age=+10", 1e9, true),
        ])
    func lifetimes(_ line: String, _ later: Double, _ remains: Bool) {
        #expect((sent([line], after: later) == "a=1") == remains)
    }

    @Test(
        "Dates are understood in every spelling that servers use",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777), ("6 nov 94 8:49:37", 784_111_777),
            ("06 November 1994 08:49:37 +0200", 784_111_777),
            ("Thu, 01-Jan-1970 00:00:00 GMT", 0), ("1 Jan 69 00:00:00", 3_124_224_000),
            ("29 Feb 2024 12:00:00", 1_709_208_000), ("1 Jan 1601 00:00:00", -11_644_473_600),
            ("1 Jan 1600 00:00:00", nil), ("32 Jan 2024 00:00:00", nil),
            ("0 Jan 2024 00:00:00", nil), ("1 Foo 2024 00:00:00", nil),
            ("1 Jan 2024 24:00:00", nil), ("1 Jan 2024 10:60:00", nil),
            ("1 Jan 2024 10:00", nil), ("2024-01-01T00:00:00Z", nil), ("", nil),
            ("1 Jan 02024 00:00:00", nil),
        ] as [(String, Int?)])
    func dates(_ text: String, _ expected: Int?) {
        #expect(CookieDate.seconds(text) == expected)
    }

    @Test("Longer paths go first, then what came first, also when it was set again")
    func order() {
        let lines = ["b=1; Path=/", "c=1; Path=/a", "a=1; Path=/", "d=1; Path=/a/b", "b=2; Path=/"]
        #expect(sent(lines) == "d=1; c=1; b=2; a=1")
    }

    @Test("The same name on another path or domain is another cookie")
    func identity() {
        #expect(sent(["a=1; Path=/a", "a=2; Path=/", "a=3; Path=/a"]) == "a=3; a=2")
        let lines = ["a=1; Path=/", "a=2; Path=/; Domain=h.example"]
        #expect(sent(lines, from: target("s.h.example"), to: target("h.example")) == "a=2")
    }

    @Test("A cookie that has expired takes the one before it out")
    func deletion() {
        var jar = jar()
        let here = target("h.example")
        jar.store("a=1", from: here, now: Self.now)
        jar.store("a=; Max-Age=0", from: here, now: Self.now)
        #expect(jar.all(now: Self.now).isEmpty)
    }

    @Test("What a line says is kept, with the times at which it was set and sent")
    func members() throws {
        var jar = jar()
        let here = target("h.example", "/x/y")
        jar.store("a=1; Secure; httponly; SameSite=Lax; Priority=High", from: here, now: Self.now)
        _ = jar.header(for: here, now: Self.now + 5)
        let cookie = try #require(jar.all(now: Self.now).first)
        #expect(cookie.isSecure && cookie.isHTTPOnly && cookie.isHostOnly && cookie.isPathDefault)
        #expect(
            (cookie.path, cookie.sameSite, cookie.extensions) == ("/x", "lax", ["Priority=High"]))
        #expect((cookie.creation, cookie.lastAccessed) == (Self.now, Self.now + 5))
    }

    @Test("Cookies are taken out by name, or all that belong to a place")
    func removal() {
        var jar = jar()
        let here = target("h.example", "/x")
        for line in ["a=1; Path=/", "a=2; Path=/x", "b=1; Path=/", "a=3; Path=/y"] {
            jar.store(line, from: here, now: Self.now)
        }
        jar.remove(for: here, named: "a")
        #expect(jar.all(now: Self.now).map(\.pair) == ["b=1", "a=3"])
        jar.remove(for: here, named: nil)
        #expect(jar.all(now: Self.now).map(\.pair) == ["a=3"])
    }
}
