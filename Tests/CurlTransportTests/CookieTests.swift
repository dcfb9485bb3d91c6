import Foundation
import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Cookies")
struct CookieTests {
    /// A server that sets what `/set` is asked to and answers everything else.
    private func server(setting cookies: String...) throws -> RecordingServer {
        try RecordingServer { request in
            guard request.target.hasSuffix("/set") else { return [.answer()] }
            let lines = ["HTTP/1.1 200 OK"] + cookies.map { "Set-Cookie: \($0)" }
            return [.text((lines + ["Content-Length: 0", "", ""]).joined(separator: "\r\n"))]
        }
    }

    @Test("The jar's cookies come back, in one line, as recorded")
    func roundTrip() throws {
        let server = try server(
            setting: "a=1; Path=/", "b=two words; HttpOnly; Path=/", "c=; Path=/")
        let transport = CurlTransport.direct()
        _ = try transport.get(server.url("/set"))
        let exchange = try transport.get(server.url("/x"), headers: [("X-A", "1")])
        let sent = try #require(server.received.last?.values("Cookie").first)
        #expect(Set(sent.components(separatedBy: "; ")) == ["a=1", "b=two words", "c="])
        #expect(exchange.request.headers.lines == server.received.last?.headers)
        #expect(exchange.request.headers.fields.last?.name == "Cookie")
    }

    @Test("A cookie beyond ASCII goes back in UTF-8, as it came")
    func characterSet() throws {
        let server = try server(setting: "a=ü; Path=/")
        let transport = CurlTransport.direct()
        _ = try transport.get(server.url("/set"))
        _ = try transport.get(server.url("/x"), headers: [("X-A", "ü")])
        // The server reads them as ISO 8859-1 if they are not all UTF-8.
        #expect(server.received.last?.values("Cookie") == ["a=Ã¼"])
        #expect(server.received.last?.values("X-A") == ["ü"])
    }

    @Test("The author's cookies come before the jar's, in the author's place")
    func ownCookies() throws {
        let server = try server(setting: "jar=1; Path=/")
        let transport = CurlTransport.direct()
        _ = try transport.get(server.url("/set"))
        let exchange = try transport.get(
            server.url("/x"), headers: [("cookie", "own=1; jar=mine"), ("X-A", "1")])
        #expect(
            server.received.last?.headers.dropFirst() == [
                "cookie: own=1; jar=mine; jar=1", "X-A: 1",
            ])
        #expect(exchange.request.headers.lines == server.received.last?.headers)
        #expect(transport.cookies(for: server.url("/")).map(\.value) == ["1"])
    }

    @Test("An answer changes and deletes what the jar held before")
    func replacing() throws {
        let server = try RecordingServer { request in
            let cookies =
                [
                    "/1": ["a=1; Path=/", "b=1; Path=/"],
                    "/2": ["a=2; Path=/", "b=; Path=/; Max-Age=0"],
                ][request.target] ?? []
            let lines = ["HTTP/1.1 200 OK"] + cookies.map { "Set-Cookie: \($0)" }
            return [.text((lines + ["Content-Length: 0", "", ""]).joined(separator: "\r\n"))]
        }
        let transport = CurlTransport.direct()
        for target in ["/1", "/2", "/3"] { _ = try transport.get(server.url(target)) }
        #expect(server.received.map { $0.values("Cookie").count } == [0, 1, 1])
        #expect(server.received[2].values("Cookie") == ["a=2"])
    }

    @Test("A redirect that empties the jar sends no cookie on")
    func redirectEmptiesJar() throws {
        let server = try RecordingServer { request in
            switch request.target {
            case "/in": [.answer("200 OK", "Set-Cookie: s=1; Path=/")]
            case "/out": [.answer("302 Found", "Set-Cookie: s=; Path=/; Max-Age=0", "Location: /x")]
            default: [.answer()]
            }
        }
        let transport = CurlTransport.direct()
        _ = try transport.get(server.url("/in"))
        _ = try transport.get(server.url("/out"))
        #expect(server.received.map { $0.values("Cookie") } == [[], ["s=1"], []])
    }

    @Test("disableCookies neither sends nor stores, and leaves the jar as it was")
    func disabled() throws {
        let server = try server(setting: "a=2; Path=/", "b=2; Path=/")
        let transport = CurlTransport.direct()
        transport.setCookie(HTTPCookie(name: "a", value: "1", domain: "127.0.0.1"))
        var options = TransferOptions()
        options.disablesCookies = true
        _ = try transport.exchange(HTTPRequest(url: server.url("/set")), options: options)
        #expect(server.received.last?.values("Cookie") == [])
        #expect(transport.cookies(for: server.url()).map(\.value) == ["1"])
        _ = try transport.get(server.url("/x"))
        #expect(server.received.last?.values("Cookie") == ["a=1"])
    }

    @Test("The jar survives a request that fails")
    func failing() throws {
        let server = try RecordingServer(always: .close)
        let transport = CurlTransport.direct()
        transport.setCookie(HTTPCookie(name: "a", value: "1", domain: "127.0.0.1"))
        _ = try transport.failure(HTTPRequest(url: server.url()))
        #expect(transport.cookies(for: server.url()).map(\.name) == ["a"])
    }

    @Test("A cookie is sent to its domain and path, a Secure one in clear only to this machine")
    func parts() throws {
        let transport = CurlTransport.direct()
        let cookies = [
            HTTPCookie(name: "plain", value: "v=w", domain: "a.example"),
            HTTPCookie(
                name: "full", value: "", domain: "a.example", path: "/deep/er", isHostOnly: false,
                isSecure: true, isHTTPOnly: true, expires: 4_000_000_000),
            HTTPCookie(name: "near", value: "1", domain: "localhost", isSecure: true),
        ]
        cookies.forEach(transport.setCookie)
        func names(_ url: String) -> [String] { transport.cookies(for: url).map(\.name) }
        #expect(names("https://a.example/deep/er/x?q") == ["full", "plain"])
        #expect(names("http://a.example/deep/er") == ["plain"])
        #expect(names("https://sub.a.example:8443/deep/er") == ["full"])
        #expect(names("HTTPS://A.Example/deep/error") == ["plain"])
        #expect(names("https://xa.example/").isEmpty)
        #expect(names("http://localhost:1/") == ["near"])
        #expect(names("no url").isEmpty)
        #expect(transport.allCookies.map(\.name) == ["plain", "full", "near"])
    }

    @Test(
        "A cookie for an international name is one for its ASCII form",
        arguments: ["bücher.example", "Bücher.Example", "xn--bcher-kva.example"])
    func internationalNames(domain: String) {
        let transport = CurlTransport.direct()
        transport.setCookie(HTTPCookie(name: "a", value: "1", domain: domain))
        for host in ["bücher.example", "xn--bcher-kva.example"] {
            #expect(transport.cookies(for: "http://\(host)/").map(\.name) == ["a"])
        }
    }

    @Test("Cookies are taken out by name, or all that match")
    func removal() throws {
        let transport = CurlTransport.direct()
        for name in ["a", "b", "c"] {
            transport.setCookie(HTTPCookie(name: name, value: "1", domain: "h.example"))
        }
        transport.setCookie(HTTPCookie(name: "a", value: "1", domain: "other.example"))
        transport.removeCookies(for: "http://h.example/", named: "a")
        #expect(Set(transport.cookies(for: "http://h.example/").map(\.name)) == ["b", "c"])
        transport.removeCookies(for: "http://h.example/", named: nil)
        #expect(transport.cookies(for: "http://h.example/").isEmpty)
        #expect(transport.cookies(for: "http://other.example/").count == 1)
    }

    @Test(
        "A cookie that no header could carry is left out",
        arguments: [("n\ta", "v"), ("n", "v\tw"), ("n", "v\r\nX: 1"), ("", "")])
    func unwritable(_ name: String, _ value: String) throws {
        let transport = CurlTransport.direct()
        transport.setCookie(HTTPCookie(name: name, value: value, domain: "h.example"))
        #expect(transport.cookies(for: "http://h.example/").isEmpty)
    }

    /// A proxy stands for every host there is.
    @Test(
        "Cookies for whole public suffixes and for strangers are rejected",
        arguments: [
            ("a.co.uk", "co.uk"), ("a.example.com", "com"), ("a.example.com", "b.example.com"),
            ("x.github.io", "github.io"), ("a.example.com", "example.com.evil.com"),
            ("server", "server.lan"),
        ])
    func suffixes(_ host: String, _ domain: String) throws {
        let server = try server(setting: "a=1; Path=/; Domain=\(domain)", "ok=1; Path=/")
        let transport = try transport(by: server)
        _ = try transport.get("http://\(host)/set")
        _ = try transport.get("http://\(host)/x")
        #expect(server.received.last?.values("Cookie") == ["ok=1"])
        #expect(transport.cookies(for: "http://\(host)/").map(\.name) == ["ok"])
    }

    @Test(
        "Cookies for the site go to all of its hosts, and by any port",
        arguments: [
            ("a.example.com", "example.com", "b.example.com:8080"),
            ("a.co.uk", "a.co.uk", "www.a.co.uk"),
            ("me.github.io", "me.github.io", "x.me.github.io"),
            ("app.localhost", "localhost", "api.localhost"),
            ("127.0.0.1", "127.0.0.1", "127.0.0.1:81"),
        ])
    func sites(_ host: String, _ domain: String, _ other: String) throws {
        let server = try server(setting: "a=1; Path=/; Domain=\(domain)")
        let transport = try transport(by: server)
        _ = try transport.get("http://\(host)/set")
        _ = try transport.get("http://\(other)/x")
        #expect(server.received.last?.values("Cookie") == ["a=1"])
    }

    @Test("A Host header of the author's does not change whose cookies they are")
    func chosenHost() throws {
        let server = try server(setting: "a=1; Path=/")
        let transport = CurlTransport.direct()
        _ = try transport.get(server.url("/set"), headers: [("Host", "other.example")])
        _ = try transport.get(server.url("/x"))
        #expect(server.received.last?.values("Cookie") == ["a=1"])
        #expect(transport.cookies(for: "http://other.example/").isEmpty)
    }

    @Test("Values alone, and more cookies than browsers take, come back")
    func loose() throws {
        let many = (0..<200).map { "c\($0)=\(String(repeating: "x", count: 100)); Path=/" }
        let server = try RecordingServer { request in
            let lines = ["HTTP/1.1 200 OK", "set-cookie: novalue", "SET-COOKIE: =x; Path=/y"]
            let cookies = request.target == "/set" ? many.map { "Set-Cookie: \($0)" } : []
            return [
                .text((lines + cookies + ["Content-Length: 0", "", ""]).joined(separator: "\r\n"))
            ]
        }
        let transport = CurlTransport.direct()
        _ = try transport.get(server.url("/set"))
        _ = try transport.get(server.url("/x"))
        let sent = try #require(server.received.last?.values("Cookie").first)
        #expect(sent.hasPrefix("novalue; c0=xxx"))
        #expect(sent.components(separatedBy: "; ").count == 201)
    }

    @Test("An answer that breaks off has set its cookies")
    func brokenOff() throws {
        let server = try RecordingServer(
            always: .text("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: 9\r\n\r\nx"),
            .close)
        let transport = CurlTransport.direct()
        _ = try transport.failure(HTTPRequest(url: server.url()))
        #expect(transport.cookies(for: server.url()).map(\.name) == ["a"])
    }

    private func transport(by proxy: RecordingServer) throws -> CurlTransport {
        CurlTransport.direct { $0.proxies = ProxySettings(http: proxy.url()) }
    }
}
