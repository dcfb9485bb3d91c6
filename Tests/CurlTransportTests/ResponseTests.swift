import Foundation
import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Responses")
struct ResponseTests {
    @Test("Status line, header order, case and repeats are kept")
    func head() throws {
        let head =
            "HTTP/1.1 299 Sehr gut – ja\r\nX-B: 1\r\nx-a:  two \r\nX-B: 2\r\nEmpty:\r\n"
            + "Content-Length: 2\r\n\r\n"
        let server = try RecordingServer(always: .text(head + "hi"))
        let response = try CurlTransport.direct().get(server.url()).response
        #expect(response.status == 299)
        #expect(response.reason == "Sehr gut – ja")
        #expect(response.version == "1.1")
        #expect(
            response.headers.lines == [
                "X-B: 1", "x-a: two", "X-B: 2", "Empty:", "Content-Length: 2",
            ])
        #expect(response.text == "hi" && response.downloadedSize == 2)
        #expect(response.headerSize == head.utf8.count)
        #expect(response.url == server.url())
    }

    @Test("Interim heads and trailers stay out of the headers")
    func interim() throws {
        let server = try RecordingServer(
            always: .text(
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                    + "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"
                    + "5\r\nhello\r\n0\r\nX-T: late\r\n\r\n"))
        let transport = CurlTransport.direct()
        for _ in 0..<2 {
            let response = try transport.get(server.url()).response
            #expect(response.status == 201)
            #expect(response.headers.lines == ["Transfer-Encoding: chunked", "Trailer: X-T"])
            #expect(response.text == "hello")
        }
        #expect(Set(server.received.map(\.connection)) == [0])
    }

    @Test("A trailer after an empty body stays out too")
    func trailerOnly() throws {
        let server = try RecordingServer(
            always: .text(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-T: late\r\n\r\n"))
        let response = try CurlTransport.direct().get(server.url()).response
        #expect(response.headers.lines == ["Transfer-Encoding: chunked"])
        #expect(response.body.isEmpty)
    }

    @Test(
        "Folded lines are joined, bytes outside UTF-8 are Latin-1, a missing reason is the status's"
    )
    func oddHeads() throws {
        let bytes =
            Array("HTTP/1.0 200\r\nX-Fold: a\r\n  b\r\nX-Latin: caf".utf8) + [0xE9]
            + Array("\r\n\r\nrest".utf8)
        let server = try RecordingServer(always: .send(bytes), .close)
        let response = try CurlTransport.direct().get(server.url()).response
        #expect(response.version == "1.0" && response.reason == "OK")
        #expect(response.headers["X-Fold"] == "a b")
        #expect(response.headers["X-Latin"] == "café")
        #expect(response.text == "rest")
    }

    @Test(
        "Bodies are decoded by their coding, headers untouched",
        arguments: [
            ("gzip", "H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA=="),
            ("GZIP", "H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA=="),
            ("deflate", "eJzLSM3JyQcABiwCFQ=="), ("deflate", "y0jNyckHAA=="),
            ("br", "CwKAaGVsbG8D"),
            ("identity", "aGVsbG8="), ("utf-8", "aGVsbG8="), ("x-own, y", "aGVsbG8="),
        ])
    func codings(_ coding: String, _ base64: String) throws {
        let bytes = Array(try #require(Data(base64Encoded: base64)))
        let head =
            "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(bytes.count)\r\n"
            + "\r\n"
        let plain = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 25\r\n\r\n"
        let gzip = Array(try #require(Data(base64Encoded: "H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA==")))
        let server = try RecordingServer { request in
            request.target == "/plain"
                ? [.send(Array(plain.utf8) + gzip)] : [.send(Array(head.utf8) + bytes)]
        }
        let transport = CurlTransport.direct()
        let response = try transport.get(server.url(), headers: [("Accept-Encoding", "gzip, br")])
            .response
        #expect(response.text == "hello")
        #expect(
            response.headers.lines == [
                "Content-Encoding: \(coding)", "Content-Length: \(bytes.count)",
            ])
        #expect(response.downloadedSize == bytes.count)
        #expect(server.received.first?.values("Accept-Encoding") == ["gzip, br"])
        // The next answer is decoded, independently of the last one.
        #expect(try transport.get(server.url("/plain")).response.text == "hello")
    }

    @Test("An answer to HEAD has no body, even if its headers announce one")
    func headAnswer() throws {
        let server = try RecordingServer(
            always: .text("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 25\r\n\r\n")
        )
        let transport = CurlTransport.direct()
        for _ in 0..<2 {
            let response = try transport.exchange(
                HTTPRequest(method: "HEAD", url: server.url()), options: .init()
            ).response
            #expect(response.status == 200 && response.body.isEmpty)
        }
        #expect(Set(server.received.map(\.connection)) == [0])
    }

    @Test("An empty body needs no decoding")
    func emptyCoded() throws {
        let server = try RecordingServer(always: .answer("200 OK", "Content-Encoding: gzip"))
        #expect(try CurlTransport.direct().get(server.url()).response.body.isEmpty)
    }

    @Test("A body of megabytes comes whole")
    func largeBody() throws {
        let text = String(repeating: "0123456789abcdef", count: 500_000)
        let server = try RecordingServer(always: .answer(body: text))
        #expect(try CurlTransport.direct().get(server.url()).response.text == text)
    }

    @Test(
        "Broken answers are errors",
        arguments: [
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", .connectionLost,
                "6 bytes remaining"
            ),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", .connectionLost, ""),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhel",
                .invalidResponse, "not valid HTTP"
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhell",
                .invalidResponse, ""
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\n\u{7F}\u{7F}\u{7F}\u{7F}",
                .invalidResponse, ""
            ),
            ("HTTP/1.1 200 OK\r\nContent-", .connectionLost, ""),
            ("", .connectionLost, "without a response"),
            ("<html>no HTTP</html>", .invalidResponse, "not valid HTTP"),
        ] as [(String, TransportError.Kind, String)])
    func broken(_ answer: String, _ kind: TransportError.Kind, _ words: String) throws {
        let server = try RecordingServer(always: .text(answer), .close)
        let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url()))
        #expect(error.kind == kind, "\(error.message)")
        #expect(words.isEmpty || error.message.contains(words), "\(error.message)")
        #expect(error.message.contains("127.0.0.1:\(server.port)"))
        #expect(error.url == server.url())
    }

    @Test(
        "Broken answers have the codes of Node",
        arguments: [
            ("SSH-2.0-OpenSSH_9.2\r\n", "HPE_INVALID_CONSTANT"),
            ("HTTP/9.9 200 OK\r\n\r\n", "HPE_INVALID_VERSION"),
            ("HTTP/1.1 abc OK\r\n\r\n", "HPE_INVALID_STATUS"),
            ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HPE_INVALID_HEADER_TOKEN"),
            ("HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n", "HPE_INVALID_CONTENT_LENGTH"),
            (
                "HTTP/1.1 200 OK\r\nA: " + String(repeating: "x", count: 400_000) + "\r\n\r\n",
                "HPE_HEADER_OVERFLOW"
            ),
            (
                "HTTP/1.1 200 OK\r\n"
                    + String(
                        repeating: "A: " + String(repeating: "x", count: 900) + "\r\n", count: 500)
                    + "\r\n", "HPE_HEADER_OVERFLOW"
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HPE_INVALID_CHUNK_SIZE"
            ),
            ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip", "Z_DATA_ERROR"),
            ("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\nxarbage", "Z_DATA_ERROR"),
            (
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\ngarbage!!",
                "ERR__ERROR_FORMAT_PADDING_1"
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\ngarbage",
                "ZSTD_error_corruption_detected"
            ),
            ("HTTP/1.1 200 OK\r\nA: b", "ECONNRESET"),
        ])
    func codes(_ answer: String, _ code: String) throws {
        let server = try RecordingServer(always: .text(answer), .close)
        let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url()))
        #expect(error.cause?.code == code, "\(error.message)")
    }

    @Test("What HTTP cannot carry has the codes of Node")
    func codesOfRequests() throws {
        let transport = CurlTransport.direct()
        let url = "http://127.0.0.1:1/"
        #expect(
            try transport.failure(HTTPRequest(method: "B D", url: url)).cause?.code
                == "ERR_INVALID_HTTP_TOKEN")
        var request = HTTPRequest(url: url)
        request.headers.add("a b", "c")
        #expect(try transport.failure(request).cause?.code == "ERR_INVALID_HTTP_TOKEN")
    }
}
