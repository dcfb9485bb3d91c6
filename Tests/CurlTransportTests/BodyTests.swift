import Foundation
import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Compressed, broken and large bodies")
struct BodyTests {
    private static let gzip = "H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA=="

    /// A server that answers with a body of this coding, framed by its length or in chunks.
    private static func server(
        _ coding: String, _ body: [UInt8], chunked: Bool = false
    ) throws -> RecordingServer {
        let framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: \(body.count)"
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\n\(framing)\r\n\r\n"
        guard chunked else { return try RecordingServer(always: .send(Array(head.utf8) + body)) }
        let chunks = body.flatMap { Array("1\r\n".utf8) + [$0] + Array("\r\n".utf8) }
        return try RecordingServer(
            always: .send(Array(head.utf8) + chunks + Array("0\r\n\r\n".utf8)))
    }

    private static func bytes(_ base64: String) throws -> [UInt8] {
        Array(try #require(Data(base64Encoded: base64)))
    }

    @Test(
        "Bodies of one member, of many, with padding and of two codings are decoded",
        arguments: [
            ("gzip", gzip), ("zstd", "KLUv/SAFKQAAaGVsbG8="), ("br", "CwKAaGVsbG8D"),
            ("deflate", "eJzLSM3JyQcABiwCFQ=="), ("deflate", "y0jNyckHAA=="),
            ("gzip", "H4sIAAAAAAACA8tIzQEAG/EL5QMAAAAfiwgAAAAAAAIDy8kHAJ1KnFUCAAAA"),
            ("zstd", "KLUv/SADGQAAaGVsKLUv/SACEQAAbG8="),
            ("gzip", "H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAAAAAAAAAAAA"),
            ("gzip, br", "CwyAH4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAAM="),
        ], [false, true])
    func whole(_ body: (coding: String, base64: String), _ chunked: Bool) throws {
        let server = try Self.server(
            body.coding, Self.bytes(body.base64), chunked: chunked)
        #expect(try CurlTransport.direct().get(server.url()).response.text == "hello")
    }

    @Test("Each body of a connection is decoded by its own head, whether or not the last was equal")
    func headsInTurn() throws {
        let body = try Self.bytes(Self.gzip)
        let interim = "HTTP/1.1 103 Early Hints\r\nContent-Encoding: br\r\n\r\n"
        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n"
        let heads = [
            "/plain": head + "\r\n", "/gzip": head + "Content-Encoding: gzip\r\n\r\n",
            "/hinted": interim + head + "Content-Encoding: gzip\r\n\r\n",
        ]
        let server = try RecordingServer { request in
            [.send(Array((heads[request.target] ?? "").utf8) + body)]
        }
        let transport = CurlTransport.direct()
        let hello = Array("hello".utf8)
        for target in ["/gzip", "/gzip", "/plain", "/plain", "/hinted", "/hinted", "/gzip"] {
            let response = try transport.get(server.url(target)).response
            #expect(response.body == (target == "/plain" ? body : hello), "\(target)")
        }
        #expect(Set(server.received.map(\.connection)) == [0])
    }

    @Test(
        "A compressed body that breaks off is an error, although its framing is whole",
        arguments: [
            ("gzip", gzip, "its gzip data breaks off"),
            ("zstd", "KLUv/SAFKQAAaGVsbG8=", "its zstd data breaks off"),
            ("br", "CwKAaGVsbG8D", "its brotli data breaks off"),
            ("deflate", "eJzLSM3JyQcABiwCFQ==", "its deflate data breaks off"),
            ("gzip, br", "CwyAH4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAAM=", "breaks off"),
        ], [false, true])
    func truncated(
        _ body: (coding: String, base64: String, words: String), _ chunked: Bool
    ) throws {
        let bytes = try Self.bytes(body.base64)
        for count in [1, bytes.count / 2, bytes.count - 1] {
            let server = try Self.server(body.coding, Array(bytes[..<count]), chunked: chunked)
            let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url()))
            #expect(error.kind == .invalidResponse)
            #expect(error.message.contains("127.0.0.1:\(server.port) cannot be decoded: "))
            #expect(error.message.contains(body.words), "\(error.message)")
        }
    }

    @Test(
        "Corrupt data is an error with its reason",
        arguments: [
            (
                "gzip", "H4sIAAAAAAACA8tIzcnJBwCGphE2BQAAAA==",
                "gzip data is corrupt: incorrect data check"
            ),
            ("gzip", "aGVsbG8=", "gzip data is corrupt: incorrect header check"),
            ("deflate", "eJz/////", "deflate data is corrupt: invalid block type"),
            ("br", "f39/fw==", "brotli data is corrupt: "),
            ("zstd", "aGVsbG8=", "zstd data is corrupt: "),
        ])
    func corrupt(_ coding: String, _ base64: String, _ words: String) throws {
        let server = try Self.server(coding, Self.bytes(base64))
        let transport = CurlTransport.direct()
        let error = try transport.failure(HTTPRequest(url: server.url()))
        #expect(error.kind == .invalidResponse)
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test("Answers without a body need none, with any content coding", arguments: [204, 304])
    func bodiless(_ status: Int) throws {
        let server = try RecordingServer(
            always: .text("HTTP/1.1 \(status) X\r\nContent-Encoding: gzip\r\n\r\n"))
        let response = try CurlTransport.direct().get(server.url()).response
        #expect(response.status == status && response.body.isEmpty)
    }

    @Test(
        "Of a body that nobody looks at only the beginning is kept, and all is counted and checked")
    func kept() throws {
        let text = String(repeating: "0123456789", count: 50_000)
        let server = try RecordingServer { request in
            request.target == "/broken"
                ? [.text("HTTP/1.1 200 OK\r\nContent-Length: 600000\r\n\r\n" + text), .close]
                : [.answer(body: text)]
        }
        let transport = CurlTransport.direct()
        var options = TransferOptions()
        for kept in [0, 3, 500_000, 600_000] {
            options.keptBodySize = kept
            let response = try transport.exchange(HTTPRequest(url: server.url()), options: options)
                .response
            #expect(response.text == text.prefix(kept))
            #expect(response.bodySize == 500_000 && response.downloadedSize == 500_000)
        }
        options.keptBodySize = 0
        let error = try transport.failure(
            HTTPRequest(url: server.url("/broken")), options: options)
        #expect(error.kind == .connectionLost)
    }

    @Test("A body above the limit is an error that names both, and its connection is dropped")
    func limit() throws {
        // 50,000 times the same letter.
        let bomb = try Self.bytes(
            "eNrtwQENAAAAwqCs71/CHg4oAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                + "AAAAAAAAAAAAngyBawWn")
        let server = try RecordingServer { request in
            switch request.target {
            case "/length": [.answer(body: String(repeating: "x", count: 1001))]
            case "/chunked":
                [
                    .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                ] + (0..<20).map { _ in .text("64\r\n\(String(repeating: "x", count: 100))\r\n") }
                    + [.stall]
            case "/bomb":
                [
                    .text(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n"
                            + "Content-Length: \(bomb.count)\r\n\r\n"), .send(bomb),
                ]
            default: [.answer(body: String(repeating: "x", count: 1000))]
            }
        }
        var options = TransferOptions()
        options.maxResponseSize = 1000
        let transport = CurlTransport.direct()
        let cases = [
            ("/length", "has 1001 bytes; --max-response-size allows 1000"),
            ("/chunked", "goes on after 1000 bytes; --max-response-size allows 1000"),
            ("/bomb", "; --max-response-size allows 1000"),
        ]
        for (target, words) in cases {
            let error = try transport.failure(
                HTTPRequest(url: server.url(target)), options: options)
            #expect(error.kind == .tooLarge)
            #expect(error.message.contains(words), "\(error.message)")
            let allowed = try transport.exchange(HTTPRequest(url: server.url()), options: options)
            #expect(allowed.response.bodySize == 1000)
        }
        #expect(server.received.map(\.connection) == [0, 1, 1, 2, 2, 3])
    }

    @Test(
        "Heads that are no HTTP of today are errors",
        arguments: [
            "HTTP/1.1 20 OK", "HTTP/9.9 200 OK", "hello", "HTTP/1.1 200 OK\r\nContent-Length: -1",
        ])
    func heads(_ head: String) throws {
        let server = try RecordingServer(always: .text(head + "\r\n\r\n"), .close)
        let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url()))
        #expect(error.kind == .invalidResponse, "\(error.message)")
        #expect(error.message.contains("not valid HTTP"), "\(error.message)")
    }

    @Test("A head beyond all measure is an error")
    func largeHead() throws {
        let line = "X: " + String(repeating: "x", count: 200_000)
        let server = try RecordingServer(always: .text("HTTP/1.1 200 OK\r\n\(line)\r\n\r\n"))
        let error = try CurlTransport.direct().failure(HTTPRequest(url: server.url()))
        #expect(error.kind == .invalidResponse, "\(error.message)")
        #expect(error.message.contains("is too large"), "\(error.message)")
    }
}
