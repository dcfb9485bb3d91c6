import HTTPModel
import Testing

@Suite struct URLPatternTests {
    private typealias Parts = (scheme: String, host: String, port: Int, path: String)

    @Test(
        "A pattern picks the URLs that Newman's lists mean",
        arguments: [
            ("<all_urls>", "ftp", "h", 1, "", true),
            ("https://h/*", "https", "h", 443, "/a/b", true),
            ("https://h/*", "http", "h", 443, "/", false),
            ("https://h/*", "https", "h", 8443, "/", false),
            ("https://H:8443/*", "https", "h", 8443, "/", true),
            ("http://h/*", "http", "h", 80, "/", true),
            ("http+https://h/*", "http", "h", 80, "/", true),
            ("*://h:*/*", "https", "h", 1, "/", true),
            ("*://h/*", "http", "h", 80, "/", true),
            ("https://*/*", "https", "x.y", 443, "/", true),
            ("https://*.h.test/*", "https", "a.b.h.test", 443, "/", true),
            ("https://*.h.test/*", "https", "h.test", 443, "/", true),
            ("https://*.h.test/*", "https", "bad-h.test", 443, "/", false),
            ("https://h/a", "https", "h", 443, "/a", true),
            ("https://h/a", "https", "h", 443, "/ab", false),
            ("https://h/a?c", "https", "h", 443, "/abc", true),
            ("https://h/a?c", "https", "h", 443, "/ac", false),
            ("https://h/*/x/*", "https", "h", 443, "/1/2/x/", true),
            ("https://h/*/x", "https", "h", 443, "/x/y/x", true),
            ("https://h/*/x", "https", "h", 443, "/x/y", false),
            ("https://h/a.b", "https", "h", 443, "/aXb", false),
            ("https://[::1]:1/*", "https", "[::1]", 1, "/", true),
        ])
    func matches(
        _ pattern: String, _ scheme: String, _ host: String, _ port: Int, _ path: String,
        _ isPicked: Bool
    ) throws {
        let pattern = try #require(URLPattern(pattern))
        #expect(pattern.matches(scheme: scheme, host: host, port: port, path: path) == isPicked)
    }

    @Test(
        "A malformed pattern is nil",
        arguments: [
            "", "h", "https://h", "gopher://h/*", "https//h/*", "https:///*", "https://a*b/*",
            "https://*./*", "https://h:x/*", "https://h:/*", "https+://h/*", "https://h:99999/*",
        ])
    func none(_ text: String) {
        #expect(URLPattern(text) == nil)
    }

    @Test("Many stars do not take long")
    func stars() throws {
        let pattern = try #require(
            URLPattern("https://h/" + String(repeating: "*a", count: 200) + "b"))
        let path = "/" + String(repeating: "a", count: 20_000)
        let start = ContinuousClock.now
        #expect(!pattern.matches(scheme: "https", host: "h", port: 443, path: path))
        #expect(ContinuousClock.now - start < .seconds(2))
    }
}
