import HTTPModel
import Testing

@testable import CurlTransport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Proxies")
struct ProxyTests {
    @Test("Without a tunnel the request line names the whole URL, byte for byte")
    func forwarded() throws {
        let proxy = try RecordingServer(always: .answer(body: "by proxy"))
        let transport = CurlTransport.direct {
            $0.proxies = ProxySettings(http: "http://127.0.0.1:\(proxy.port)")
        }
        let exchange = try transport.get(
            "http://far.example:81/a/../{b}?c|d", headers: [("X-A", "1")])
        #expect(exchange.response.text == "by proxy")
        let received = try #require(proxy.received.first)
        #expect(received.requestLine == "GET http://far.example:81/a/../{b}?c|d HTTP/1.1")
        #expect(received.headers == ["Host: far.example:81", "X-A: 1"])
    }

    @Test(
        "A 407 is explained by the credentials that were sent",
        arguments: [
            ("u:secret@", true, "accept the request's header 'Proxy-Authorization'"),
            ("", true, "accept the request's header 'Proxy-Authorization'"),
            ("u:secret@", false, "accept the user and password in its address"),
            ("", false, "give its user and password in its address"),
        ])
    func unauthorized(_ user: String, _ hasHeader: Bool, _ words: String) throws {
        let proxy = try RecordingServer(always: .answer("407 Proxy Authentication Required"))
        let transport = CurlTransport.direct {
            $0.proxies = ProxySettings(https: "http://\(user)127.0.0.1:\(proxy.port)")
        }
        var request = HTTPRequest(url: "https://far.example/")
        if hasHeader { request.headers.add("Proxy-Authorization", "Basic eDp5") }
        let error = try transport.failure(request)
        #expect(error.message.hasSuffix(words), "\(error.message)")
        let sent = proxy.received.first?.values("Proxy-Authorization")
        #expect(sent == (hasHeader ? ["Basic eDp5"] : user.isEmpty ? [] : ["Basic dTpzZWNyZXQ="]))
    }

    @Test("A refused tunnel, a dead proxy and an unknown proxy are named, without credentials")
    func failures() throws {
        let proxy = try RecordingServer(always: .answer("403 Forbidden"))
        let (socket, deadPort) = try RecordingServer.listen()
        close(socket)
        let cases: [(String, TransportError.Kind, String)] = [
            (
                "http://u:secret@127.0.0.1:\(proxy.port)", .other,
                "refused the tunnel to far.example:443 with status 403"
            ),
            (
                "http://u:secret@127.0.0.1:\(deadPort)", .connectionRefused,
                "connection refused by proxy 127.0.0.1:\(deadPort)"
            ),
            (
                "http://u:secret@nowhere.invalid:1", .nameNotFound,
                "proxy 'nowhere.invalid:1' not found"
            ),
        ]
        for (address, kind, words) in cases {
            let transport = CurlTransport.direct { $0.proxies = ProxySettings(https: address) }
            let error = try transport.failure(HTTPRequest(url: "https://far.example/"))
            #expect(error.kind == kind)
            #expect(error.message.contains(words), "\(error.message)")
            #expect(!error.message.contains("secret"))
        }
    }

    @Test("The request's own authorization for the proxy does not reach the server")
    func ownAuthorization() throws {
        let server = try RecordingServer(always: .answer())
        let port = server.port
        let proxy = try RecordingServer { request in
            request.requestLine.hasPrefix("CONNECT")
                ? [.text("HTTP/1.1 200 Connected\r\n\r\n"), .tunnel(port: port)] : [.answer()]
        }
        let transport = CurlTransport.direct()
        for isTunnel in [true, false, true] {
            var options = TransferOptions()
            options.proxy = RequestProxy(
                address: ProxyAddress(
                    scheme: .http, host: "127.0.0.1", port: proxy.port, user: "u", password: "p"),
                pattern: .all, tunnels: isTunnel)
            let headers = [("Proxy-Authorization", "Bearer \(isTunnel)"), ("X", "1")]
            let exchange = try transport.exchange(
                HTTPRequest(url: server.url(), headers: HTTPHeaders(pairs: headers)),
                options: options)
            #expect(exchange.request.headers["Proxy-Authorization"] == "Bearer \(isTunnel)")
        }
        #expect(server.received.map { $0.values("Proxy-Authorization") } == [[], []])
        #expect(server.received.map { $0.values("X") } == [["1"], ["1"]])
        #expect(
            proxy.received.map { $0.values("Proxy-Authorization") } == [
                ["Bearer true"], ["Bearer false"],
            ])
    }

    @Test(
        "The environment is read as Newman reads it",
        arguments: [
            ([:], "http://h/", nil), (["HTTP_PROXY": "p:1"], "http://h/", "p:1"),
            (["http_proxy": "p:2"], "http://h/", "p:2"),
            (["HTTP_PROXY": "p:1"], "https://h/", "p:1"),
            (["HTTPS_PROXY": "s:1", "HTTP_PROXY": "p:1"], "https://h/", "s:1"),
            (["https_proxy": "s:2"], "http://h/", nil), (["ALL_PROXY": "a:1"], "http://h/", nil),
            (["HTTP_PROXY": "", "http_proxy": "p:2"], "http://h/", "p:2"),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "*"], "http://h/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "x, example.com"], "http://a.example.com/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": ".example.com"], "http://example.com/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "example.com"], "http://badexample.com/", "p:1"),
            (["HTTP_PROXY": "p:1", "no_proxy": "h:81"], "http://h/", "p:1"),
            (["HTTP_PROXY": "p:1", "no_proxy": "h:81"], "http://H:81/", nil),
            (["HTTP_PROXY": "p:1", "no_proxy": "127.0.0.1,::1"], "http://[::1]/", nil),
        ] as [([String: String], String, String?)])
    func environment(_ environment: [String: String], _ url: String, _ proxy: String?) throws {
        let settings = ProxySettings { environment[$0] }
        #expect(try settings.proxy(for: TargetURL(url))?.endpoint == proxy)
    }

    @Test(
        "Addresses of proxies are read",
        arguments: [
            ("p", .http, "p:80", nil, nil), ("p:3128/", .http, "p:3128", nil, nil),
            ("https://P", .https, "p:443", nil, nil),
            ("socks5h://[::1]", .socks5h, "[::1]:1080", nil, nil),
            ("HTTP://u@h:1", .http, "h:1", "u", nil),
            ("socks4a://u:p%40%3A@h:1", .socks4a, "h:1", "u", "p@:"),
            ("http://u:p@:/@h:1", .http, "h:1", "u", "p@:/"),
        ] as [(String, ProxyAddress.Scheme, String, String?, String?)])
    func addresses(
        _ text: String, _ scheme: ProxyAddress.Scheme, _ endpoint: String, _ user: String?,
        _ password: String?
    ) throws {
        let address = try #require(ProxyAddress(text))
        #expect(address.scheme == scheme && address.endpoint == endpoint)
        #expect(address.user == user && address.password == password)
    }

    @Test(
        "Passwords are secret as written and decoded",
        arguments: [
            ("http://h:1", []), ("u@h", []), ("http://u:p%40@h:1", ["p%40", "p@"]),
            ("http://:p%40@h", ["p%40", "p@"]),
        ])
    func secrets(_ address: String, _ secrets: [String]) {
        #expect(ProxySettings(http: address, https: address).secrets.sorted() == secrets)
    }

    @Test(
        "A malformed address is nil",
        arguments: ["", "ftp://h", "http://", "h:x", "h:0", "h:99999", "a b"])
    func noAddress(_ text: String) {
        #expect(ProxyAddress(text) == nil)
    }

    @Test("A malformed proxy of the environment is an error without its text")
    func unreadable() throws {
        let transport = CurlTransport.direct {
            $0.proxies = ProxySettings(http: "gopher://u:hidden@h")
        }
        let error = try transport.failure(HTTPRequest(url: "http://h/"))
        #expect(error.message.hasPrefix("the address of the proxy for http URLs cannot be read"))
        #expect(!error.message.contains("hidden"))
    }

    @Test("A request's own proxy is for the URLs of its pattern, and may be a tunnel for all")
    func requestProxy() throws {
        let server = try RecordingServer(always: .answer(body: "direct"))
        let port = server.port
        let proxy = try RecordingServer { request in
            request.requestLine.hasPrefix("CONNECT")
                ? [.text("HTTP/1.1 200 Connected\r\n\r\n"), .tunnel(port: port)]
                : [.answer(body: "proxied")]
        }
        let transport = CurlTransport.direct()
        func text(_ pattern: String, bypass: [String] = [], tunnels: Bool = false) throws -> String
        {
            var options = TransferOptions()
            options.proxy = RequestProxy(
                address: ProxyAddress(scheme: .http, host: "127.0.0.1", port: proxy.port),
                pattern: try #require(URLPattern(pattern)),
                bypass: bypass.compactMap(URLPattern.init), tunnels: tunnels)
            return try transport.exchange(HTTPRequest(url: server.url("/a")), options: options)
                .response.text
        }
        #expect(try text("http+https://*:*/*") == "proxied")
        #expect(try text("https://*:*/*") == "direct")
        #expect(try text("http+https://*:*/*", bypass: ["http://127.0.0.1:*/a"]) == "direct")
        #expect(try text("<all_urls>", tunnels: true) == "direct")
        #expect(
            proxy.received.map(\.requestLine) == [
                "GET http://127.0.0.1:\(port)/a HTTP/1.1", "CONNECT 127.0.0.1:\(port) HTTP/1.1",
            ])
        #expect(server.received.allSatisfy { $0.requestLine == "GET /a HTTP/1.1" })
    }
}
