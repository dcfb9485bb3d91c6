import Dispatch
import HTTPModel
import LoopbackServer
import Synchronization
import Testing

struct LoopbackServerTests {
    /// Answers what it was asked.
    private func echo(_ limits: LoopbackServer.Limits = .init()) throws -> LoopbackServer {
        try LoopbackServer(limits: limits) { request in
            var response = ServerResponse(
                status: 201,
                text: """
                    \(request.method) \(request.target) [\(request.path)] \(request.body.count) \
                    \(String(decoding: request.body.prefix(20), as: UTF8.self)) \
                    \(request.headers.values(named: "x-a").joined(separator: "|"))
                    """)
            response.headers.add("Set-Cookie", "a=1")
            response.headers.add("Set-Cookie", "b=2")
            response.headers.add("Content-Length", "3")
            return response
        }
    }

    @Test func `the target arrives as it was sent, and headers with it`() throws {
        let server = try echo()
        let client = try RawClient(port: server.port)
        client.write(
            "GET /a%2Fb%20c/../d?x=%41&x=1+2&& HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a:  2 \r\n\r\n")
        let reply = try client.read()
        #expect(reply.status == 201)
        #expect(reply.body == "GET /a%2Fb%20c/../d?x=%41&x=1+2&& [/a%2Fb%20c/../d] 0  1|2")
        #expect(reply.header("Content-Type") == "text/plain; charset=utf-8")
        #expect(reply.head.components(of: "Set-Cookie: ") == 2)
        #expect(reply.head.components(of: "Content-Length: ") == 1)
    }

    @Test func `bodies arrive, of known length and chunked`() throws {
        let server = try echo()
        let client = try RawClient(port: server.port)
        client.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")
        #expect(try client.read().body == "POST / [/] 5 hello ")
        client.write(
            "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n")
        #expect(try client.read().body == "PUT / [/] 7 abcdefg ")
        let long = String(repeating: "z", count: 3_000_000)
        client.write("PATCH /long HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n\(long)")
        #expect(try client.read().body.hasPrefix("PATCH /long [/long] 3000000 zzz"))
    }

    @Test func `a connection serves many requests, pipelined ones too`() throws {
        let server = try echo()
        let client = try RawClient(port: server.port)
        let requests = (0..<50).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }
        client.write(requests.joined())
        for index in 0..<50 { #expect(try client.read().body.hasPrefix("GET /\(index) ")) }
    }

    @Test func `the answer to HEAD has the length but no body`() throws {
        let server = try echo()
        let client = try RawClient(port: server.port)
        client.write("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\nGET /y HTTP/1.1\r\nHost: h\r\n\r\n")
        let reply = try client.read(head: true)
        #expect(reply.header("Content-Length") == String("HEAD /x [/x] 0  ".utf8.count))
        #expect(try client.read().body.hasPrefix("GET /y"))
    }

    @Test func `a body above the limit is refused`() throws {
        var limits = LoopbackServer.Limits()
        limits.bodyBytes = 1000
        let server = try echo(limits)
        let told = try RawClient(port: server.port)
        told.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n")
        #expect(try told.read().status == 413)
        let chunked = try RawClient(port: server.port)
        let chunk = "200\r\n\(String(repeating: "x", count: 512))\r\n"
        chunked.write(
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)0\r\n\r\n"
        )
        #expect(try chunked.read().status == 413)
        let fits = try RawClient(port: server.port)
        fits.write(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"
                + String(repeating: "x", count: 1000))
        #expect(try fits.read().status == 201)
    }

    @Test(arguments: [(10_000, 201), (17_000, 431), (200_000, 431)])
    func `a header above the limit is refused`(length: Int, status: Int) throws {
        let server = try echo()
        let client = try RawClient(port: server.port)
        client.write(
            "GET / HTTP/1.1\r\nHost: h\r\nX-Long: \(String(repeating: "y", count: length))\r\n\r\n")
        #expect(try client.read().status == status)
    }

    @Test func `a target above the limit is refused`() throws {
        let server = try echo()
        let client = try RawClient(port: server.port)
        client.write("GET /\(String(repeating: "y", count: 200_000)) HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect([414, 431].contains(try client.read().status))
    }

    @Test func `a client that says nothing is let go`() throws {
        var limits = LoopbackServer.Limits()
        limits.idleSeconds = 1
        let server = try echo(limits)
        let client = try RawClient(port: server.port)
        client.write("GET / HTTP/1.1\r\nHost: ")
        #expect(client.isClosedByServer())
    }

    @Test func `connections above the limit get no answer until one is free`() throws {
        var limits = LoopbackServer.Limits()
        limits.connections = 1
        let answered = Mutex(0)
        let server = try LoopbackServer(limits: limits) { _ in
            answered.withLock { $0 += 1 }
            return ServerResponse(status: 200)
        }
        let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
        let first = try RawClient(port: server.port)
        first.write(request)
        #expect(try first.read().status == 200)
        let second = try RawClient(port: server.port)
        second.write(request)
        first.write(request)
        #expect(try first.read().status == 200)
        #expect(answered.withLock { $0 } == 2)
        first.write("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        #expect(try first.read().status == 200)
        #expect(first.isClosedByServer())
        // It has waited in the system's queue, or was closed; soon there is room again.
        var reply = try? second.read()
        for _ in 0..<10_000 where reply == nil {
            reply = try? RawClient.get("/", port: server.port)
        }
        #expect(reply?.status == 200)
    }

    @Test func `a port that is taken is named`() throws {
        let server = try echo()
        let error = #expect(throws: LoopbackError.self) {
            try LoopbackServer(port: server.port) { _ in ServerResponse(status: 200) }
        }
        #expect(error == .portInUse(server.port))
    }

    @Test func `a stopped server is gone, and its port free`() throws {
        let server = try echo()
        let client = try RawClient(port: server.port)
        client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.read().status == 201)
        server.stop()
        server.stop()
        #expect(client.isClosedByServer())
        #expect(throws: RawClient.Problem.self) { try RawClient(port: server.port) }
        let next = try LoopbackServer(port: server.port) { _ in ServerResponse(status: 200) }
        #expect(next.port == server.port)
    }

    @Test func `localhost is both addresses, and each alone is alone`() throws {
        let both = try echo()
        #expect(try RawClient.get("/", port: both.port).status == 201)
        guard let six = try? RawClient(port: both.port, ipv6: true) else { return }
        six.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try six.read().status == 201)
        #expect(try isAlone(.ipv4, asked: true))
        #expect(try isAlone(.ipv6, asked: false))
    }

    /// Whether a server of one address does not answer at the other.
    ///
    /// Somebody else's server may have the same port there by chance, so that some ports are tried.
    private func isAlone(_ host: LoopbackHost, asked ipv6: Bool) throws -> Bool {
        for _ in 0..<5 {
            let server = try LoopbackServer(host: host) { _ in ServerResponse(status: 200) }
            if (try? RawClient(port: server.port, ipv6: ipv6)) == nil { return true }
        }
        return false
    }

    @Test func `requests are handled side by side`() throws {
        let meeting = DispatchSemaphore(value: 0)
        let server = try LoopbackServer { request in
            // The first waits until the second has come.
            if request.path == "/first" { meeting.wait() } else { meeting.signal() }
            return ServerResponse(status: 200, text: request.path)
        }
        let first = try RawClient(port: server.port)
        first.write("GET /first HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try RawClient.get("/second", port: server.port).body == "/second")
        #expect(try first.read().body == "/first")
    }

    @Test(arguments: [
        "garbage\r\n\r\n", "GET\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
    ])
    func `nonsense does not bring the server down`(text: String) throws {
        var limits = LoopbackServer.Limits()
        limits.idleSeconds = 1
        let server = try echo(limits)
        let client = try RawClient(port: server.port)
        client.write(text)
        _ = try? client.read()
        #expect(try RawClient.get("/", port: server.port).status == 201)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        ranges(of: part).count
    }
}
