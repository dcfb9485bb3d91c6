import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Redirects")
struct RedirectTests {
    /// A server that redirects `/from` to a place and answers everything else.
    private func server(
        _ status: String = "302 Found", to location: @escaping @Sendable (Int) -> String,
        _ headers: String...
    ) throws -> RecordingServer {
        try RecordingServer { request in
            guard request.target.hasPrefix("/from") else { return [.answer(body: "there")] }
            let port = Int(request.values("Host")[0].split(separator: ":").last ?? "") ?? 0
            let lines = ["HTTP/1.1 \(status)", "Location: \(location(port))", "Content-Length: 0"]
            return [.text((lines + headers + ["", ""]).joined(separator: "\r\n"))]
        }
    }

    private func post(_ url: String, _ pairs: [(String, String)] = []) -> HTTPRequest {
        HTTPRequest(
            method: "POST", url: url,
            headers: HTTPHeaders(pairs: [("Content-Type", "text/plain")] + pairs),
            body: HTTPBody(Array("body".utf8)))
    }

    @Test(
        "The method becomes GET and the body is dropped, except for 307 and 308; HEAD stays HEAD",
        arguments: 300...308, ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PURGE"])
    func methods(_ status: Int, _ method: String) throws {
        let server = try server("\(status) Elsewhere", to: { _ in "/to" })
        var request = post(server.url("/from"))
        request.method = method
        if method == "GET" || method == "HEAD" { request.body = nil }
        let exchange = try CurlTransport.direct().exchange(request, options: .init())
        let last = try #require(server.received.last)
        let keepsAll = status == 307 || status == 308
        let after = keepsAll || method == "HEAD" ? method : "GET"
        let hasBody = keepsAll && request.body != nil
        #expect(last.requestLine == "\(after) /to HTTP/1.1")
        #expect(last.text == (hasBody ? "body" : ""))
        #expect(last.values("Content-Type") == (keepsAll ? ["text/plain"] : []))
        #expect(last.values("Content-Length") == (hasBody ? ["4"] : []))
        #expect(last.values("Referer") == [server.url("/from")])
        #expect(exchange.redirects.map(\.status) == [status])
        #expect(exchange.firstRequest.method == method)
        #expect(exchange.firstRequest.url == server.url("/from"))
        #expect(exchange.request.url == server.url("/to"))
        #expect(exchange.response.url == server.url("/to"))
        #expect(exchange.request.headers.lines == last.headers)
        #expect(exchange.response.text == (method == "HEAD" ? "" : "there"))
    }

    @Test("A body of files is read again for each hop of a 307")
    func files() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("part", "from disk")
        let server = try server("307 Temporary Redirect", to: { _ in "/to" })
        var request = post(server.url("/from"))
        request.body = HTTPBody(pieces: [
            .bytes(Array("<".utf8)), .file(path: path, size: 9), .bytes(Array(">".utf8)),
        ])
        _ = try CurlTransport.direct().exchange(request, options: .init())
        #expect(server.received.map(\.text) == ["<from disk>", "<from disk>"])
    }

    @Test("Cookies are stored and chosen again for each hop; the author's own stay")
    func cookies() throws {
        let server = try RecordingServer { request in
            switch request.target {
            case "/a": [.answer("302 Found", "Location: /b", "Set-Cookie: s=1; Path=/b")]
            case "/b": [.answer("302 Found", "Location: /c", "Set-Cookie: t=2; Path=/")]
            default: [.answer()]
            }
        }
        let transport = CurlTransport.direct()
        let exchange = try transport.get(server.url("/a"), headers: [("Cookie", "own=1")])
        #expect(
            server.received.map { $0.values("Cookie") } == [
                ["own=1"], ["own=1; s=1"], ["own=1; t=2"],
            ])
        #expect(transport.cookies(for: exchange.response.url).map(\.name) == ["t"])
    }

    @Test("followOriginalHttpMethod keeps method and body")
    func keepMethod() throws {
        let server = try server("303 See Other", to: { _ in "/to" })
        var options = TransferOptions()
        options.keepsMethodOnRedirect = true
        _ = try CurlTransport.direct().exchange(post(server.url("/from")), options: options)
        #expect(server.received.map(\.text) == ["body", "body"])
        #expect(server.received.last?.requestLine == "POST /to HTTP/1.1")
    }

    @Test("followRedirects off returns the redirect itself")
    func unfollowed() throws {
        let server = try server(to: { _ in "/to" })
        var options = TransferOptions()
        options.followsRedirects = false
        let exchange = try CurlTransport.direct().exchange(
            post(server.url("/from")), options: options)
        #expect(exchange.response.status == 302)
        #expect(exchange.redirects.isEmpty && server.received.count == 1)
    }

    @Test(
        "A 3xx without Location, or with an empty one, is final",
        arguments: ["304 Not Modified", "302 Found"], ["X-Nothing: 1", "Location:", "Location:  "])
    func noLocation(_ status: String, _ header: String) throws {
        let server = try RecordingServer(always: .answer(status, header))
        let exchange = try CurlTransport.direct().get(server.url())
        #expect(exchange.response.status == Int(status.prefix(3)))
        #expect(server.received.count == 1)
    }

    @Test(
        "A location is requested in its normal spelling",
        arguments: [
            ("/a b?c d", "/a%20b?c%20d"), ("/ü", "/%C3%BC"), ("/%41|{x}", "/%41|%7Bx%7D"),
            ("/\"<'>?\"<'>{&=", "/%22%3C'%3E?%22%3C%27%3E{&="),
            ("?q=1#f", "/from?q=1"), ("to", "/to"), ("../to/./x", "/to/x"), ("/to#frag", "/to"),
            ("//127.0.0.1:@/x y", "/x%20y"), ("HTTP://127.0.0.1:@", "/"),
            ("http://localhost:@/../a", "/../a"),
            // Backslashes are slashes, as browsers read them, but not in a query.
            (#"\abs\path"#, "/abs/path"), (#"\\127.0.0.1:@\path/bar"#, "/path/bar"),
            (#"//127.0.0.1:@\path/bar"#, "/path/bar"),
            (#"http:\\127.0.0.1:@\path\foo"#, "/path/foo"), (#"/a?b=\c"#, #"/a?b=\c"#),
        ])
    func places(_ location: String, _ target: String) throws {
        let server = try RecordingServer { request in
            if request.target != "/from" { return [.answer()] }
            let port = request.values("Host")[0].split(separator: ":")[1]
            let place = location.replacing("@", with: port)
            return [.answer("302 Found", "Location: \(place)")]
        }
        _ = try CurlTransport.direct().get(server.url("/from"))
        #expect(server.received.last?.target == target)
    }

    @Test("No more redirects than allowed", arguments: [0, 1, 3])
    func limit(_ limit: Int) throws {
        let server = try RecordingServer { request in
            let count = request.target.split(separator: "/").count
            return [.answer("302 Found", "Location: \(request.target)/\(count)?secret=1")]
        }
        var options = TransferOptions()
        options.maxRedirects = limit
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: server.url("/from")), options: options)
        #expect(error.kind == .redirect)
        #expect(
            error.message
                .hasPrefix(
                    "more than \(limit) redirects; the next leads to \(server.url("/from/1"))"))
        #expect(!error.message.contains("secret"))
        #expect(server.received.count == limit + 1)
    }

    @Test("A loop is called one", arguments: ["/from", "/from?b"])
    func loop(_ target: String) throws {
        let server = try server(to: { _ in target })
        let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url("/from")))
        #expect(
            error.message
                == "more than 10 redirects, in a loop; the next leads to \(server.url("/from"))")
    }

    @Test("What an auth scheme signed goes to no other origin, but from clear text to TLS")
    func signatures() throws {
        let cases: [(String, String, Bool)] = [
            ("http://a.example/", "http://a.example/x", true),
            ("http://a.example/", "https://a.example/x", true),
            ("http://a.example:8080/", "https://a.example:8443/x", false),
            ("https://a.example/", "http://a.example/x", false),
            ("https://a.example/", "https://a.example:444/x", false),
            ("http://a.example/", "http://a.example:81/x", false),
            ("http://a.example/", "https://b.example/x", false),
        ]
        for (from, to, stays) in cases {
            var options = TransferOptions()
            for (isSigned, followsAlways, expected) in [
                (true, false, stays), (true, true, true),
                // What the author typed stays with the host's name.
                (false, false, to.contains("//a.example")),
            ] {
                options.credentialHeaderNames = isSigned ? ["authorization"] : []
                options.keepsAuthorizationOnRedirect = followsAlways
                let page = try TargetURL(from)
                let request = HTTPRequest(
                    url: from, headers: HTTPHeaders(pairs: [("Authorization", "Bearer t")]))
                let answer = HTTPResponse(
                    status: 302, headers: HTTPHeaders(pairs: [("Location", to)]))
                let next = try Redirect(options: options, origin: page.origin)
                    .next(after: request, to: page, answer: answer, left: [])
                #expect(
                    next?.headers.contains("Authorization") == expected,
                    "\(from) to \(to), signed: \(isSigned)")
            }
        }
    }

    @Test("On another host, Host stands last; on the same host it stays in its place")
    func hostOrder() throws {
        let other = try RecordingServer(always: .answer())
        for host in ["127.0.0.1", "localhost"] {
            let server = try RecordingServer(
                always: .answer("302 Found", "Location: http://\(host):\(other.port)/"))
            _ = try CurlTransport.direct().get(
                server.url(), headers: [("Host", "127.0.0.1:\(server.port)"), ("X", "1")])
            let names = other.received.last?.headers.map { $0.prefix { $0 != ":" } }
            let isOther = host == "localhost"
            #expect(names == (isOther ? ["X", "Referer", "Host"] : ["Host", "X", "Referer"]))
        }
    }

    @Test(
        "On another host, Cookie stays in its place, and is last if it is new",
        arguments: [
            (true, ["X", "Cookie", "Referer", "Host"]),
            (false, ["X", "Referer", "Host", "Cookie"]),
        ])
    func cookieOrder(hadCookie: Bool, names: [String]) throws {
        let other = try RecordingServer(always: .answer("200 OK", "Set-Cookie: a=1; Path=/"))
        let server = try RecordingServer { request in
            request.target == "/set"
                ? [.answer("200 OK", "Set-Cookie: b=1; Path=/")]
                : [.answer("302 Found", "Location: http://localhost:\(other.port)/")]
        }
        let transport = CurlTransport.direct()
        _ = try transport.get("http://localhost:\(other.port)/")
        if hadCookie { _ = try transport.get(server.url("/set")) }
        _ = try transport.get(
            server.url(), headers: [("Host", "127.0.0.1:\(server.port)"), ("X", "1")])
        #expect(other.received.last?.headers.map { String($0.prefix { $0 != ":" }) } == names)
    }

    @Test("A form that is sent again has its type and length last")
    func formOrder() throws {
        let server = try RecordingServer { request in
            request.target == "/from" ? [.answer("307 R", "Location: /to")] : [.answer()]
        }
        let headers = [
            ("Host", "127.0.0.1:\(server.port)"),
            ("Content-Type", "multipart/form-data; boundary=x"),
        ]
        _ = try CurlTransport.direct().exchange(
            HTTPRequest(
                method: "POST", url: server.url("/from"), headers: HTTPHeaders(pairs: headers),
                body: HTTPBody(Array("body".utf8))),
            options: .init())
        #expect(
            server.received.map { $0.headers.map { String($0.prefix { $0 != ":" }) } } == [
                ["Host", "Content-Type", "Content-Length"],
                ["Host", "Referer", "Content-Type", "Content-Length"],
            ])
    }

    @Test("A redirect to another scheme is refused by its name")
    func schemes() throws {
        for (location, scheme) in [
            ("com.example.app:/oauth?code=1", "com.example.app"), ("mailto:a@b", "mailto"),
        ] {
            let server = try server(to: { _ in location })
            let error = try CurlTransport.direct().failure(.init(url: server.url("/from")))
            #expect(error.kind == .redirect)
            #expect(error.message.contains("scheme '\(scheme)' is not supported"))
        }
    }

    @Test("A Host of the author's stays while the host does")
    func chosenHost() throws {
        let other = try RecordingServer(always: .answer())
        for (host, expected) in [("127.0.0.1", "chosen.example"), ("localhost", nil)] {
            let server = try server(to: { _ in "http://\(host):\(other.port)/" })
            _ = try CurlTransport.direct().get(
                server.url("/from"), headers: [("Host", "chosen.example:1")])
            let sent = try #require(other.received.last?.values("Host").first)
            #expect(sent == (expected.map { "\($0):1" } ?? "localhost:\(other.port)"))
        }
    }

    @Test("Authorization and Host stay on the host and leave with it, other headers always stay")
    func credentials() throws {
        let other = try RecordingServer(always: .answer())
        let sent = [("Authorization", "Bearer t"), ("X-Key", "k"), ("Cookie", "own=1")]
        // Another port of the same host: Newman counts only the name.
        let near = try server(to: { _ in "http://127.0.0.1:\(other.port)/near" })
        _ = try CurlTransport.direct().exchange(
            post(near.url("/from"), sent + [("Host", "127.0.0.1:\(near.port)")]), options: .init())
        #expect(other.received.last?.values("Authorization") == ["Bearer t"])
        #expect(other.received.last?.values("Host") == ["127.0.0.1:\(other.port)"])

        let far = try server(to: { _ in "http://localhost:\(other.port)/far" })
        _ = try CurlTransport.direct().exchange(post(far.url("/from"), sent), options: .init())
        #expect(other.received.last?.values("Authorization") == [])
        #expect(other.received.last?.values("X-Key") == ["k"])
        #expect(other.received.last?.values("Cookie") == ["own=1"])
        #expect(other.received.last?.values("Host") == ["localhost:\(other.port)"])

        var options = TransferOptions()
        options.keepsAuthorizationOnRedirect = true
        options.omitsRefererOnRedirect = true
        _ = try CurlTransport.direct().exchange(post(far.url("/from"), sent), options: options)
        #expect(other.received.last?.values("Authorization") == ["Bearer t"])
        #expect(other.received.last?.values("Referer") == [])
    }

    @Test("Credentials of the URL follow the same rule as Authorization")
    func userinfo() throws {
        let other = try RecordingServer(always: .answer())
        let server = try server(to: { port in
            port == 0 ? "" : "http://localhost:\(other.port)/far"
        })
        _ = try CurlTransport.direct().get("http://u:p@127.0.0.1:\(server.port)/from")
        #expect(server.received.last?.values("Authorization") == ["Basic dTpw"])
        #expect(other.received.last?.values("Authorization") == [])
        #expect(other.received.last?.values("Referer") == [server.url("/from")])
    }

    @Test("Credentials in the query do not leave the origin, in the target or the Referer")
    func queryCredentials() throws {
        let other = try RecordingServer(always: .answer())
        let server = try server(to: { _ in
            "http://127.0.0.1:\(other.port)/x?a=1&Access_Token=t&b=2&acc%65ss_token=%74"
        })
        var options = TransferOptions()
        options.credentialQueryNames = ["access_token"]
        _ = try CurlTransport.direct().exchange(
            HTTPRequest(url: server.url("/from?access_token=t&q=1")), options: options)
        #expect(server.received.last?.target == "/from?access_token=t&q=1")
        #expect(other.received.last?.target == "/x?a=1&b=2")
        #expect(other.received.last?.values("Referer") == [server.url("/from?q=1")])
    }

    @Test("Credentials in the query stay on the origin")
    func queryCredentialsAtHome() throws {
        let server = try server(to: { _ in "/to?access_token=t" })
        var options = TransferOptions()
        options.credentialQueryNames = ["access_token"]
        _ = try CurlTransport.direct().exchange(
            HTTPRequest(url: server.url("/from")), options: options)
        #expect(server.received.last?.target == "/to?access_token=t")
    }

    @Test("A redirect to another origin is refused for token requests")
    func crossOrigin() throws {
        let other = try RecordingServer(always: .answer())
        let server = try server(to: { _ in "http://127.0.0.1:\(other.port)/token" })
        var options = TransferOptions()
        options.refusesCrossOriginRedirects = true
        let error = try CurlTransport.direct().failure(post(server.url("/from")), options: options)
        #expect(error.kind == .redirect)
        #expect(error.message.contains("http://127.0.0.1:\(other.port)"))
        #expect(other.received.isEmpty)
    }

    @Test(
        "Schemes other than http and https are not followed",
        arguments: ["ftp://x/", "file:///etc/passwd", "mailto:a@b"])
    func schemes(_ location: String) throws {
        let server = try server(to: { _ in location })
        let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url("/from")))
        #expect(error.kind == .redirect)
    }

    @Test("A clear-text server never receives the address of a secure one as Referer")
    func downgrade() throws {
        let from = try TargetURL("https://a.example/secret")
        let policy = Redirect(options: .init(), origin: from.origin)
        let answer = HTTPResponse(
            status: 302, headers: HTTPHeaders(pairs: [("Location", "http://a.example/")]))
        let next = try policy.next(
            after: HTTPRequest(url: "https://a.example/secret"), to: from, answer: answer, left: [])
        #expect(next?.headers.contains("Referer") == false)
    }

    @Test(
        "Locations are resolved against the page",
        arguments: [
            ("http://h/a/b?q", "c", "http://h/a/c"), ("http://h/a/b?q", "?x=1", "http://h/a/b?x=1"),
            ("http://h/a/b", "../c/./d", "http://h/c/d"), ("http://h/a/b", "../../..", "http://h/"),
            ("http://h", "c", "http://h/c"), ("http://h?q", "/c", "http://h/c"),
            ("https://h:8/a", "//o/x", "https://o/x"), ("http://h/a", "#f", "http://h/a"),
            ("http://u:p@h/a", "/b#f", "http://u:p@h/b"), ("http://h/a/", ".", "http://h/a/"),
            ("http://h/a", "https://o/./x/../y", "https://o/./x/../y"),
            ("http://h/a", "/ü b", "http://h/%C3%BC%20b"),
            ("http://h/a", "/%41{b}", "http://h/%41%7Bb%7D"),
            ("http://h/a", "/b?u=http://x/../y", "http://h/b?u=http://x/../y"),
            ("http://h/a/b", "c:d/e", "c:d/e"), ("http://h/a/b", "./c:d", "http://h/a/c:d"),
            ("http://h/a/b", "//", "http://"), ("http://h/a", "/b//c", "http://h/b//c"),
            ("http://h/a", "http://bücher.example/ü", "http://bücher.example/%C3%BC"),
            ("https://h/a", "//bücher.example?ü", "https://bücher.example?%C3%BC"),
        ])
    func references(_ base: String, _ reference: String, _ expected: String) {
        #expect(URLReference.resolve(reference, against: base) == expected)
    }
}
