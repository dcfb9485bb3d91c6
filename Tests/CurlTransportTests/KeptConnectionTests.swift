import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Connections that are kept for the next request")
struct KeptConnectionTests {
    @Test("Connections are kept across the run, and each phase they spare is zero")
    func keepAlive() throws {
        let server = try RecordingServer(always: .answer(body: "ok"))
        let transport = CurlTransport.direct()
        let first = try transport.get(server.url()).response.timings
        let second = try transport.get(server.url()).response.timings
        #expect(Set(server.received.map(\.connection)) == [0])
        #expect(first.connect > .zero)
        #expect(second.connect == .zero && second.nameLookup == .zero)
        #expect(second.secureHandshake == .zero)
        #expect(second.firstByte > .zero && second.total >= second.firstByte)
    }

    @Test("A body is rewound when a kept connection turns out to be dead")
    func rewind() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("part.bin", Array(repeating: 7, count: 100_000))
        // Each connection serves one request, then hangs up after saying it would stay.
        let server = try RecordingServer(always: .answer(body: "ok"), .close)
        let transport = CurlTransport.direct()
        let body = HTTPBody(pieces: [.bytes([1, 2]), .file(path: path, size: 100_000)])
        for _ in 0..<5 {
            let exchange = try transport.exchange(
                HTTPRequest(method: "PUT", url: server.url(), body: body), options: .init())
            #expect(exchange.response.text == "ok")
        }
        #expect(server.received.map(\.body.count) == Array(repeating: 100_002, count: 5))
    }

    @Test("A long body is sent again if a kept connection breaks off, unless it is that of a POST")
    func brokenOff() throws {
        let server = try RecordingServer { request in
            request.connection.isMultiple(of: 2)
                ? [.answer(body: "ok"), .breakOff] : [.answer(body: "ok"), .close]
        }
        let body = HTTPBody(Array(repeating: 7, count: 8_000_000))
        for method in ["PUT", "POST"] {
            let transport = CurlTransport.direct()
            let first = HTTPRequest(url: server.url())
            _ = try transport.exchange(first, options: .init())
            let second = HTTPRequest(method: method, url: server.url(), body: body)
            let result = Result { try transport.exchange(second, options: .init()) }
            switch result {
            case .success(let exchange):
                #expect(method == "PUT")
                #expect(exchange.response.text == "ok")
            case .failure(let error as TransportError):
                #expect(method == "POST")
                #expect(error.message.contains("was not sent again"))
            case .failure(let error): throw error
            }
        }
        #expect(server.received.map { $0.head.prefix(3) } == ["GET", "PUT", "GET"])
        #expect(server.received[1].body.count == 8_000_000)
    }

    @Test("A POST over a kept connection that turns out to be dead is never sent twice")
    func once() throws {
        let server = try RecordingServer(always: .answer(body: "ok"), .close)
        let transport = CurlTransport.direct()
        var answers = 0
        for _ in 0..<20 {
            do throws(TransportError) {
                _ = try transport.exchange(
                    HTTPRequest(
                        method: "POST", url: server.url(), body: HTTPBody(Array("once".utf8))),
                    options: .init())
                answers += 1
            } catch {
                #expect(error.kind == .connectionLost)
            }
        }
        #expect(answers > 0)
        #expect(server.received.count == answers)
    }
}
