import HTTPModel
import Synchronization
import Testing

@testable import CurlTransport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Failures and limits")
struct FailureTests {
    @Test(
        "URLs that cannot be used",
        arguments: [
            ("", "the request URL is empty"), ("example.com/x", "the URL names no scheme"),
            ("ftp://h/", "scheme 'ftp' is not supported"), ("http:///x", "names no host"),
            ("HTTP:x", "the URL has no '//' after 'http:'"),
            ("http://h:99999/", "port '99999' is not a number"), ("http://h:8x/", "port '8x'"),
            ("http://h:{{port}}/", "port '{{port}}'"), ("http://{{host}}/", "host name '{{host}}'"),
            ("http://[::1/", "lacks its closing bracket"),
            ("http://h/a b", "unencoded space; write it as %20"),
            ("http://h/a\r\nX: 1", "write it as %0D"),
            ("http://a b/", "host holds a space"), ("http://h\r\nX: 1/", "host holds a space"),
            ("file:///etc/passwd", "scheme 'file'"), ("://h/", "no scheme"),
        ])
    func urls(_ url: String, _ words: String) throws {
        let error = try CurlTransport.direct().failure(HTTPRequest(url: url))
        #expect(error.kind == .invalidURL)
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test("A switch to another protocol is named")
    func switchedProtocols() throws {
        let head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
        let server = try RecordingServer(always: .text(head), .close)
        let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url()))
        #expect(error.kind == .invalidResponse)
        #expect(error.message.contains("101 Switching Protocols to 'websocket'"))
    }

    @Test(
        "A malformed chunk is an invalid answer, and not a lost connection",
        arguments: ["zz\r\nhello\r\n0\r\n\r\n", "5\r\nhello!\r\n0\r\n\r\n"])
    func malformedChunk(body: String) throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let server = try RecordingServer(always: .text(head + body), .close)
        let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url()))
        #expect(error.kind == .invalidResponse)
        #expect(error.message.contains("is not valid HTTP"), "\(error.message)")
        #expect(error.cause?.code == "HPE_INVALID_CHUNK_SIZE")
    }

    @Test("The zone of an address that is not a network interface is named")
    func zone() throws {
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: "http://[fe80::1%25nowhere0]:9/"))
        #expect(error.message.contains("'nowhere0'"), "\(error.message)")
    }

    @Test("The zone of an address is kept in messages and after redirects, and no server sees it")
    func zoneIsKept() throws {
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: "http://[fe80::1:2:3%25lo]:9/"))
        #expect(error.message.contains("[fe80::1:2:3%lo]:9"), "\(error.message)")
        var url = try TargetURL("http://u:p@[fe80::1%25eth0]:81/a")
        #expect(url.url == "http://u:p@[fe80::1%25eth0]:81/a")
        #expect(url.authority == "[fe80::1]:81")
        url.removePrivateParts()
        #expect(url.url == "http://[fe80::1]:81/a")
    }

    @Test("Nobody listens")
    func refused() throws {
        let (socket, port) = try RecordingServer.listen()
        close(socket)
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: "http://127.0.0.1:\(port)/"))
        #expect(error.kind == .connectionRefused)
        #expect(error.message == "connection refused by 127.0.0.1:\(port)")
    }

    @Test("No such host")
    func unknownHost() throws {
        let error = try CurlTransport.direct().failure(HTTPRequest(url: "http://nowhere.invalid/"))
        #expect(error.kind == .nameNotFound)
        #expect(error.message == "host 'nowhere.invalid' not found")
    }

    @Test("A body's file that is gone, or another size, is refused before anything is sent")
    func files() throws {
        let server = try RecordingServer(always: .answer())
        let folder = try TemporaryFolder()
        let path = try folder.write("a", "four")
        for (path, size, words) in [
            (path, 5, "has 4 bytes now, 5"), (folder.path + "/no", 5, "no such file"),
        ] {
            let error = try CurlTransport.direct().failure(
                HTTPRequest(
                    method: "POST", url: server.url(),
                    body: HTTPBody(pieces: [.file(path: path, size: size)])))
            #expect(error.kind == .unreadableFile)
            #expect(error.message.contains(path) && error.message.contains(words))
        }
        #expect(server.received.isEmpty)
    }

    @Test("Silence is measured in milliseconds, before and in the middle of the answer")
    func silence() throws {
        let starts = ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"]
        for start in starts {
            let server = try RecordingServer(always: .text(start), .stall)
            var options = TransferOptions()
            options.timeout = .milliseconds(120)
            let clock = ContinuousClock.now
            let error = try CurlTransport.direct().failure(
                HTTPRequest(url: server.url()), options: options)
            let spent = ContinuousClock.now - clock
            #expect(error.kind == .timedOut)
            let words = start.isEmpty ? "no response from" : "went silent for 120 ms"
            #expect(error.message.contains(words))
            #expect(error.cause?.code == "ESOCKETTIMEDOUT")
            #expect(spent >= .milliseconds(120) && spent < .milliseconds(900), "\(spent)")
        }
    }

    @Test("A slow drip is not silence, but has a total limit")
    func drip() throws {
        let drip = (0..<6).flatMap { _ in
            [RecordingServer.Step.pause(milliseconds: 60), .text("x")]
        }
        let server = try RecordingServer { _ in
            [.text("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n")] + drip
        }
        var options = TransferOptions()
        options.timeout = .milliseconds(250)
        let transport = CurlTransport.direct()
        #expect(
            try transport.exchange(HTTPRequest(url: server.url()), options: options).response.text
                == "xxxxxx")
        options.totalTimeout = .milliseconds(200)
        let error = try transport.failure(HTTPRequest(url: server.url()), options: options)
        #expect(error.kind == .timedOut)
        #expect(error.message.contains("took longer than 200 ms"))
    }

    @Test(
        "The limit on connecting covers the TLS handshake, the shorter of two limits counts",
        arguments: [(150, nil), (nil, 150), (150, 9000), (9000, 150)] as [(Int?, Int?)])
    func connecting(_ connect: Int?, _ silence: Int?) throws {
        // It waits for the end of a head that never comes.
        let server = try RecordingServer(always: .stall)
        var options = TransferOptions()
        options.connectTimeout = connect.map { .milliseconds($0) }
        options.timeout = silence.map { .milliseconds($0) }
        let start = ContinuousClock.now
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: "https://127.0.0.1:\(server.port)/"), options: options)
        #expect(error.kind == .timedOut)
        #expect(error.message == "no connection to 127.0.0.1:\(server.port) within 150 ms")
        #expect(error.cause?.code == "ETIMEDOUT")
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test(
        "A handshake that is refused differs from one whose connection is closed",
        arguments: [("HTTP/1.1 400 Bad Request\r\n\r\n", "EPROTO"), ("", "ECONNRESET")])
    func handshakes(_ answer: String, _ code: String) throws {
        let server = try ClearTextServer(answer: answer)
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
        #expect(error.kind == .tls)
        #expect(error.cause?.code == code, "\(error.message)")
    }

    @Test("The total limit covers all hops of a redirect")
    func totalOverHops() throws {
        let server = try RecordingServer(
            always: .pause(milliseconds: 60), .answer("302 Found", "Location: /"))
        var options = TransferOptions()
        options.totalTimeout = .milliseconds(150)
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: server.url()), options: options)
        #expect(error.kind == .timedOut)
        #expect((2...3).contains(server.received.count))
    }

    @Test("A transport goes on after a failure")
    func recovery() throws {
        let server = try RecordingServer { request in
            request.target == "/bad" ? [.close] : [.answer(body: "ok")]
        }
        let transport = CurlTransport.direct()
        for target in ["/", "/bad", "/", "/bad", "/"] {
            let request = HTTPRequest(
                method: "POST", url: server.url(target), body: HTTPBody(Array("b".utf8)))
            if target == "/bad" {
                #expect(try transport.failure(request).kind == .connectionLost)
            } else {
                #expect(try transport.exchange(request, options: .init()).response.text == "ok")
            }
        }
    }

    @Test("An exchange is interrupted when asked")
    func cancellation() throws {
        let flag = Flag()
        let server = try RecordingServer { _ in
            flag.raise()
            return [.stall]
        }
        let transport = CurlTransport.direct { $0.shouldCancel = { flag.isRaised } }
        let error = try transport.failure(HTTPRequest(url: server.url()))
        #expect(error.kind == .cancelled)
    }
}

/// A flag that one thread raises and another sees.
final class Flag: Sendable {
    private let value = Atomic(false)
    var isRaised: Bool { value.load(ordering: .acquiring) }
    func raise() { value.store(true, ordering: .releasing) }
}
