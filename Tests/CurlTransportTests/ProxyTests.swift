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
        let transport = try CurlTransport.direct {
            $0.proxies = ProxySettings(http: "http://127.0.0.1:\(proxy.port)")
        }
        let exchange = try transport.get(
            "http://far.example:81/a/../{b}?c|d", headers: [("X-A", "1")])
        #expect(exchange.response.text == "by proxy")
        let received = try #require(proxy.received.first)
        #expect(received.requestLine == "GET http://far.example:81/a/../{b}?c|d HTTP/1.1")
        #expect(received.headers == ["Host: far.example:81", "X-A: 1"])
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
            let transport = try CurlTransport.direct { $0.proxies = ProxySettings(https: address) }
            let error = try transport.failure(HTTPRequest(url: "https://far.example/"))
            #expect(error.kind == kind)
            #expect(error.message.contains(words), "\(error.message)")
            #expect(!error.message.contains("secret"))
        }
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
        #expect(settings.proxy(for: try TargetURL(url)) == proxy)
    }
}
