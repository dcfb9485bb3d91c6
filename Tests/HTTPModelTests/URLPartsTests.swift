import HTTPModel
import Testing

@Suite struct URLPartsTests {
    @Test func splitsAURL() throws {
        let parts = try #require(URLParts("HTTPS://u:p@[::1]:8443/a/b?x=1?2#f"))
        #expect(parts.scheme == "https")
        #expect(parts.host == "::1")
        #expect(parts.port == 8443)
        #expect(parts.path == "/a/b")
        #expect(parts.query == "x=1?2")
        #expect(parts.fragment == "f")
    }

    @Test(arguments: ["", "login.example.com/x", "https://a:99999/", "https://[::1", "://a"])
    func refusesTextThatIsNotAURL(text: String) {
        #expect(URLParts(text).map { $0.host.isEmpty } ?? true)
    }

    @Test(arguments: [
        ("http://localhost", true), ("http://127.0.0.1:80/x", true), ("http://127.9.8.7", true),
        ("http://[::1]:1/", true), ("http://127.0.0.1.example.com", false),
        ("http://localhost.example.com", false), ("http://128.0.0.1", false),
        ("http://127.0.0.256", false), ("http://localhost@example.com/", false),
    ])
    func recognisesLoopbackHosts(url: String, isLoopback: Bool) {
        #expect(URLParts(url)?.isLoopback == isLoopback)
    }

    @Test func `A combining character does not hide what it follows`() throws {
        let parts = try #require(URLParts("http://h/\u{301}a?\u{301}b#\u{301}c"))
        #expect(parts.host == "h")
        #expect(parts.path == "/\u{301}a")
        #expect(parts.query == "\u{301}b")
        #expect(parts.fragment == "\u{301}c")
    }
}
