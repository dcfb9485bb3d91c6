import HTTPModel
import Testing

@testable import CurlTransport

@Suite("What goes over the wire")
struct WireTests {
    @Test(
        "A request target is sent byte for byte",
        arguments: [
            "/", "/a/../b/./c", "//double//slash", "/%7Bid%7D/{raw}/a|b",
            "/x?q={{var}}&a|b^c`d\"<>",
            "/caf%E9?latin1=%FF%FE", "/p?", "/p?a?b=c/d/../e", "/ü/ß?ä=ö", "/a%2Fb%00c",
            "/;p=1,2:3@4",
            "/\u{301}?\u{301}", "/a\\b", "/%zz%", "/trailing/..", "/*",
        ])
    func targets(_ target: String) throws {
        let server = try RecordingServer(always: .answer())
        _ = try CurlTransport.direct().get(server.url(target))
        #expect(server.received.map(\.requestLine) == ["GET \(target) HTTP/1.1"])
    }

    @Test("Content-Length comes before the cookies of the jar")
    func lengthAndCookies() throws {
        let server = try RecordingServer(always: .answer("200 OK", "Set-Cookie: a=1"))
        let transport = CurlTransport.direct()
        let request = HTTPRequest(
            method: "POST", url: server.url(), headers: HTTPHeaders(pairs: [("X", "1")]),
            body: HTTPBody(Array("four".utf8)))
        for _ in 0..<2 { _ = try transport.exchange(request, options: .init()) }
        #expect(
            server.received.last?.headers == [
                "Host: 127.0.0.1:\(server.port)", "X: 1", "Content-Length: 4", "Cookie: a=1",
            ])
    }

    @Test("Content-Length of a form with files comes after the cookies of the jar")
    func lengthOfForms() throws {
        let server = try RecordingServer(always: .answer("200 OK", "Set-Cookie: a=1"))
        let transport = CurlTransport.direct()
        let request = HTTPRequest(
            method: "POST", url: server.url(),
            headers: HTTPHeaders(pairs: [("Content-Type", "multipart/form-data; boundary=b")]),
            body: HTTPBody(Array("--b--".utf8)))
        for _ in 0..<2 { _ = try transport.exchange(request, options: .init()) }
        let names = server.received.last?.headers.map { $0.prefix { $0 != ":" } }
        #expect(names == ["Host", "Content-Type", "Cookie", "Content-Length"])
    }

    @Test(
        "A chunked request without a body ends with the last chunk",
        arguments: ["GET", "DELETE", "HEAD", "POST"], [nil, []] as [[UInt8]?])
    func emptyChunks(_ method: String, _ body: [UInt8]?) throws {
        let server = try RecordingServer(always: .answer())
        let request = HTTPRequest(
            method: method, url: server.url(),
            headers: HTTPHeaders(pairs: [("Transfer-Encoding", "chunked")]),
            body: body.map { HTTPBody($0) })
        var options = TransferOptions()
        options.timeout = .seconds(2)
        let transport = CurlTransport.direct()
        _ = try transport.exchange(request, options: options)
        _ = try transport.get(server.url("/next"))
        #expect(server.received.map(\.text) == ["0\r\n\r\n", ""])
        #expect(server.received.last?.requestLine == "GET /next HTTP/1.1")
    }

    @Test("Header values are sent in ISO 8859-1 if it has their characters, else in UTF-8")
    func characterSets() throws {
        let server = try RecordingServer(always: .answer())
        _ = try CurlTransport.direct().get(
            server.url(), headers: [("X-Latin", "öäü"), ("X-Other", "ö€"), ("Cookie", "a=ö")])
        // The server reads them as ISO 8859-1.
        #expect(
            server.received.first?.headers.dropFirst() == [
                "X-Latin: öäü", "X-Other: Ã¶â\u{82}¬", "Cookie: a=ö",
            ])
    }

    @Test("A fragment stays at home, and an empty path becomes a slash")
    func fragment() throws {
        let server = try RecordingServer(always: .answer())
        let transport = CurlTransport.direct()
        _ = try transport.get("http://127.0.0.1:\(server.port)")
        _ = try transport.get("http://127.0.0.1:\(server.port)?a=1#top")
        #expect(server.received.map(\.target) == ["/", "/?a=1"])
    }

    @Test("Headers keep order, case, repeats and emptiness, and nothing is added but Host")
    func headers() throws {
        let server = try RecordingServer(always: .answer())
        let exchange = try CurlTransport.direct().get(
            server.url(),
            headers: [
                ("x-lower", "1"), ("X-UPPER", "  padded\t"), ("X-Repeat", "a"), ("x-repeat", "b"),
                ("X-Empty", ""), ("X-Colon", "a:b;c"), ("X-Unicode", "grüße"), ("X-Repeat", "a"),
            ])
        let expected = [
            "Host: 127.0.0.1:\(server.port)", "x-lower: 1", "X-UPPER: padded", "X-Repeat: a",
            "x-repeat: b", "X-Empty:", "X-Colon: a:b;c", "X-Unicode: grüße", "X-Repeat: a",
        ]
        #expect(server.received.first?.headers == expected)
        #expect(exchange.request.headers.lines == expected)
    }

    @Test("The system headers of the layers above are sent as they are")
    func systemHeaders() throws {
        let server = try RecordingServer(always: .answer())
        let exchange = try CurlTransport.direct().get(
            server.url(),
            headers: [
                ("User-Agent", "T"), ("accept", "text/plain"), ("Postman-Token", "t"),
                ("HOST", "other.example:1"), ("Accept-Encoding", "x-own"), ("Connection", "close"),
            ])
        let expected = [
            "User-Agent: T", "accept: text/plain", "Postman-Token: t", "HOST: other.example:1",
            "Accept-Encoding: x-own", "Connection: close",
        ]
        #expect(server.received.first?.headers == expected)
        #expect(exchange.request.headers.lines == expected)
    }

    @Test("Host and Content-Length are not added if they are disabled")
    func withheld() throws {
        let server = try RecordingServer(always: .answer())
        let transport = CurlTransport.direct()
        var options = TransferOptions()
        options.withheldHeaders = ["host", "content-length"]
        for body in [nil, HTTPBody(Array("hello".utf8))] {
            let exchange = try transport.exchange(
                HTTPRequest(method: "POST", url: server.url(), body: body), options: options)
            #expect(exchange.request.headers.fields == [])
        }
        _ = try transport.get(server.url())
        #expect(server.received.map(\.headers.count) == [0, 0, 1])
        #expect(server.received.map(\.connection) == [0, 0, 1])
    }

    @Test("A Content-Length that lies does not spoil the next request")
    func lyingLength() throws {
        let server = try RecordingServer(always: .answer(body: "ok"))
        let transport = CurlTransport.direct()
        for length in ["1", "3", nil] {
            let headers = length.map { [("Content-Length", $0)] } ?? []
            let exchange = try transport.exchange(
                HTTPRequest(
                    method: "POST", url: server.url(), headers: HTTPHeaders(pairs: headers),
                    body: HTTPBody(Array("a\n\n".utf8))), options: .init())
            #expect(exchange.response.text == "ok")
        }
        #expect(server.received.map(\.connection) == [0, 1, 1])
    }

    @Test("An international name goes out in ASCII, an IPv6 address in brackets")
    func hosts() throws {
        let proxy = try RecordingServer(always: .answer())
        let transport = CurlTransport.direct {
            $0.proxies = ProxySettings(http: "http://127.0.0.1:\(proxy.port)")
        }
        for host in ["Bücher.example", "[::1]:81"] {
            _ = try transport.get("http://\(host)/ü")
        }
        #expect(
            proxy.received.map { $0.values("Host") } == [["xn--bcher-kva.example"], ["[::1]:81"]])
        #expect(
            proxy.received.map(\.target) == ["http://xn--bcher-kva.example/ü", "http://[::1]:81/ü"])
        #expect(try TargetURL("http://u:p@[::1]:81/x").cookieHost == "::1")
    }

    @Test("An explicit default port stays in Host")
    func defaultPort() throws {
        let url = try TargetURL("HTTP://Example.COM:80/x")
        #expect(url.authority == "example.com:80")
        #expect(url.origin == (try TargetURL("http://example.com/")).origin)
    }

    @Test(
        "Methods without a body say so if Newman does",
        arguments: [
            ("GET", []), ("HEAD", []), ("TRACE", []), ("DELETE", []), ("OPTIONS", []),
            ("POST", ["0"]), ("PUT", ["0"]), ("PATCH", ["0"]), ("PURGE", ["0"]), ("get", ["0"]),
        ] as [(String, [String])])
    func bodiless(_ method: String, _ lengths: [String]) throws {
        let server = try RecordingServer(always: .answer())
        let exchange = try CurlTransport.direct().exchange(
            HTTPRequest(method: method, url: server.url()), options: .init())
        let received = try #require(server.received.first)
        #expect(received.requestLine == "\(method) / HTTP/1.1")
        #expect(received.values("Content-Length") == lengths)
        #expect(exchange.request.headers.lines == received.headers)
    }

    @Test(
        "Any method carries a body",
        arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "COPY", "HEAD", "X-OWN"])
    func bodies(_ method: String) throws {
        let server = try RecordingServer(always: .answer(body: method == "HEAD" ? "" : "ok"))
        let transport = CurlTransport.direct()
        for _ in 0..<2 {
            let exchange = try transport.exchange(
                HTTPRequest(
                    method: method, url: server.url(),
                    headers: HTTPHeaders(pairs: [("Content-Type", "text/plain")]),
                    body: HTTPBody(Array("hello".utf8))), options: .init())
            #expect(exchange.response.status == 200)
            #expect(exchange.request.headers.lines == server.received.last?.headers)
        }
        #expect(
            server.received.map(\.requestLine) == Array(repeating: "\(method) / HTTP/1.1", count: 2)
        )
        #expect(server.received.map(\.text) == ["hello", "hello"])
        #expect(server.received.map { $0.values("Content-Length") } == [["5"], ["5"]])
    }

    @Test("A HEAD with a body ends with the head, with any announced length")
    func headWithBody() throws {
        let server = try RecordingServer(
            always: .text("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"), .stall)
        let exchange = try CurlTransport.direct().exchange(
            HTTPRequest(method: "HEAD", url: server.url(), body: HTTPBody([1])), options: .init())
        #expect(exchange.response.headers["content-length"] == "99")
        #expect(exchange.response.body.isEmpty)
    }

    @Test("A request after another kind of request is not touched by it")
    func sequence() throws {
        let server = try RecordingServer { request in
            [.answer(body: request.requestLine.hasPrefix("HEAD") ? "" : "ok")]
        }
        let transport = CurlTransport.direct()
        let methods = ["POST", "GET", "HEAD", "GET", "PUT", "DELETE", "HEAD", "POST"]
        for (number, method) in methods.enumerated() {
            let hasBody = method == "POST"
            let exchange = try transport.exchange(
                HTTPRequest(
                    method: method, url: server.url("/\(number)"),
                    body: hasBody ? HTTPBody(Array("b\(number)".utf8)) : nil), options: .init())
            #expect(exchange.response.text == (method == "HEAD" ? "" : "ok"))
        }
        #expect(server.received.map { $0.text } == ["b0", "", "", "", "", "", "", "b7"])
        #expect(server.received.map(\.target) == (0..<8).map { "/\($0)" })
        #expect(Set(server.received.map(\.connection)) == [0])
    }

    @Test(
        "Large and binary bodies arrive whole, without Expect",
        arguments: [0, 1, 70_000, 3_000_000])
    func largeBody(_ count: Int) throws {
        let server = try RecordingServer(always: .answer())
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        _ = try CurlTransport.direct().exchange(
            HTTPRequest(method: "POST", url: server.url(), body: HTTPBody(bytes)), options: .init())
        let received = try #require(server.received.first)
        #expect(received.body == bytes)
        #expect(received.headers == ["Host: 127.0.0.1:\(server.port)", "Content-Length: \(count)"])
    }

    @Test("Pieces and files are sent in order, and read from disk at sending")
    func pieces() throws {
        let folder = try TemporaryFolder()
        let file = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        let path = try folder.write("part.bin", file)
        let empty = try folder.write("empty.bin", [])
        let server = try RecordingServer(always: .answer())
        let body = HTTPBody(pieces: [
            .bytes(Array("--b\r\n".utf8)), .file(path: path, size: file.count), .bytes([]),
            .file(path: empty, size: 0), .bytes(Array("--b--".utf8)),
        ])
        _ = try CurlTransport.direct().exchange(
            HTTPRequest(method: "POST", url: server.url(), body: body), options: .init())
        let received = try #require(server.received.first)
        #expect(received.body == Array("--b\r\n".utf8) + file + Array("--b--".utf8))
        #expect(received.values("Content-Length") == [String(file.count + 10)])
    }

    @Test("A chunked body is framed as the author asks")
    func chunked() throws {
        let server = try RecordingServer(always: .answer())
        let exchange = try CurlTransport.direct().exchange(
            HTTPRequest(
                method: "POST", url: server.url(),
                headers: HTTPHeaders(pairs: [("Transfer-Encoding", "chunked")]),
                body: HTTPBody(Array("hello".utf8))), options: .init())
        let received = try #require(server.received.first)
        #expect(received.text == "5\r\nhello\r\n0\r\n\r\n")
        #expect(received.headers == exchange.request.headers.lines)
        #expect(received.values("Content-Length").isEmpty)
    }

    @Test("A Content-Length of the author's own is not doubled")
    func ownLength() throws {
        let server = try RecordingServer(always: .answer())
        _ = try CurlTransport.direct().exchange(
            HTTPRequest(
                method: "POST", url: server.url(),
                headers: HTTPHeaders(pairs: [("content-length", "2")]), body: HTTPBody([65, 66])),
            options: .init())
        #expect(server.received.first?.headers.last == "content-length: 2")
        #expect(server.received.first?.headers.count == 2)
    }

    @Test(
        "User and password of the URL become Basic, unless Authorization is there",
        arguments: [
            ("user:pass", [], ["Basic dXNlcjpwYXNz"]),
            ("us%40er:p%3Ass", [], ["Basic dXNAZXI6cDpzcw=="]),
            ("user", [], ["Basic dXNlcjo="]), ("a:b@c", [], ["Basic YTpiQGM="]),
            ("user:pass", [("authorization", "Bearer t")], ["Bearer t"]),
        ] as [(String, [(String, String)], [String])])
    func userinfo(_ userinfo: String, _ headers: [(String, String)], _ expected: [String]) throws {
        let server = try RecordingServer(always: .answer())
        let exchange = try CurlTransport.direct().get(
            "http://\(userinfo)@127.0.0.1:\(server.port)/x", headers: headers)
        let received = try #require(server.received.first)
        #expect(received.values("Authorization") == expected)
        #expect(received.target == "/x")
        #expect(exchange.request.headers.lines == received.headers)
    }

    @Test(
        "What would smuggle in a line is refused and never sent",
        arguments: [
            ("GET", "X-A", "b\r\nX-Evil: 1"), ("GET", "X-A", "b\nc"), ("GET", "X-A", "b\rc"),
            ("GET", "X-A", "b\0c"), ("GET", "X-A: b\r\nX-Evil", "1"), ("GET", "X A", "1"),
            ("GET", "X:A", "1"), ("GET", "", "1"), ("GET", "Ünicode", "1"),
            ("GET\r\nX: 1", "A", "1"),
            ("G T", "A", "1"), ("", "A", "1"), ("GET", "Cookie", "a=b\r\nX: 1"),
            ("GET", "Host", "a\r\nX: 1"),
        ])
    func injection(_ method: String, _ name: String, _ value: String) throws {
        let server = try RecordingServer(always: .answer())
        let error = try CurlTransport.direct().failure(
            HTTPRequest(
                method: method, url: server.url(), headers: HTTPHeaders(pairs: [(name, value)])))
        #expect(error.kind == .invalidRequest)
        #expect(error.url == server.url())
        #expect(!error.message.contains { $0.isNewline })
        #expect(server.received.isEmpty)
    }
}
