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
        "The method becomes GET and the body goes, but for 307 and 308",
        arguments: [
            ("300 Multiple Choices", "GET"), ("301 Moved", "GET"), ("302 Found", "GET"),
            ("303 See Other", "GET"), ("307 Temporary", "POST"), ("308 Permanent", "POST"),
        ])
    func methods(_ status: String, _ method: String) throws {
        let server = try server(status, to: { _ in "/to" })
        let exchange = try CurlTransport.direct().exchange(
            post(server.url("/from")), options: .init())
        let last = try #require(server.received.last)
        #expect(last.requestLine == "\(method) /to HTTP/1.1")
        #expect(last.text == (method == "POST" ? "body" : ""))
        #expect(last.values("Content-Type") == (method == "POST" ? ["text/plain"] : []))
        #expect(last.values("Content-Length") == (method == "POST" ? ["4"] : []))
        #expect(last.values("Referer") == [server.url("/from")])
        #expect(exchange.redirects == [server.url("/from")])
        #expect(exchange.request.url == server.url("/to"))
        #expect(exchange.response.url == server.url("/to"))
        #expect(exchange.request.headers.lines == last.headers)
        #expect(exchange.response.text == "there")
    }

    @Test("HEAD stays HEAD")
    func head() throws {
        let server = try server(to: { _ in "/to" })
        _ = try CurlTransport.direct().exchange(
            HTTPRequest(method: "HEAD", url: server.url("/from")), options: .init())
        #expect(server.received.map(\.requestLine) == ["HEAD /from HTTP/1.1", "HEAD /to HTTP/1.1"])
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

    @Test("A 3xx without Location is final")
    func noLocation() throws {
        let server = try RecordingServer(always: .answer("304 Not Modified"))
        #expect(try CurlTransport.direct().get(server.url()).response.status == 304)
    }

    @Test("No more redirects than allowed", arguments: [0, 1, 3])
    func limit(_ limit: Int) throws {
        let server = try server(to: { _ in "/from?secret=1" })
        var options = TransferOptions()
        options.maxRedirects = limit
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: server.url("/from")), options: options)
        #expect(error.kind == .redirect)
        #expect(
            error.message
                == "more than \(limit) redirects; the next leads to \(server.url("/from"))")
        #expect(server.received.count == limit + 1)
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
            "http://127.0.0.1:\(other.port)/x?a=1&Access_Token=t&b=2&acc%65ss_token=t"
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

    @Test("The Referer never tells a clear-text server of a secure one")
    func downgrade() throws {
        let from = try TargetURL("https://a.example/secret")
        let policy = Redirect(options: .init(), origin: from.origin)
        let answer = HTTPResponse(
            status: 302, headers: HTTPHeaders(pairs: [("Location", "http://a.example/")]))
        let next = try policy.next(
            after: HTTPRequest(url: "https://a.example/secret"), to: from, answer: answer, hops: 0)
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
            ("http://h/a", "/%41{b}", "http://h/%41{b}"),
            ("http://h/a", "/b?u=http://x/../y", "http://h/b?u=http://x/../y"),
            ("http://h/a/b", "c:d/e", "c:d/e"), ("http://h/a/b", "./c:d", "http://h/a/c:d"),
            ("http://h/a/b", "//", "http://"), ("http://h/a", "/b//c", "http://h/b//c"),
        ])
    func references(_ base: String, _ reference: String, _ expected: String) {
        #expect(URLReference.resolve(reference, against: base) == expected)
    }
}
