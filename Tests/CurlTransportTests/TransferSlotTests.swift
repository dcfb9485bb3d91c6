import HTTPModel
import Testing

@testable import CurlTransport

@Suite("A handle between two transfers")
struct TransferSlotTests {
    @Test("A body that was sent is not kept, nor is its file open")
    func sentBody() throws {
        let server = try RecordingServer(always: .answer(body: "taken"))
        let folder = try TemporaryFolder()
        let transport = CurlTransport.direct()
        let body = HTTPBody(pieces: [.file(path: try folder.write("f", [1, 2, 3]), size: 3)])
        let request = HTTPRequest(method: "POST", url: server.url(), body: body)
        #expect(try transport.exchange(request, options: .init()).response.text == "taken")
        let slot = try #require(transport.idleSlots.first)
        #expect(slot.state.reader == nil)
    }

    @Test("A body that was received in part is not kept")
    func receivedBody() throws {
        let server = try RecordingServer { _ in
            [.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome"), .close]
        }
        let transport = CurlTransport.direct()
        _ = try transport.failure(HTTPRequest(url: server.url()))
        let slot = try #require(transport.idleSlots.first)
        #expect(slot.state.bodySize == 4 && slot.state.body.isEmpty)
    }

    /// A text that is too long for any option of libcurl.
    private static let tooLong = String(repeating: "A", count: 9_000_000)

    @Test("Ciphers that libcurl does not take leave the versions of TLS for the next request")
    func refusedCiphers() throws {
        let server = try Nginx(Certificates())
        let transport = CurlTransport.direct()
        var options = TransferOptions()
        options.verifiesTLS = false
        options.tls.ciphers = [Self.tooLong]
        let request = HTTPRequest(url: "https://127.0.0.1:\(server.port)/tls")
        let error = try transport.failure(request, options: options)
        #expect(error.message.contains("libcurl does not take option"))
        options.tls = TLSRules()
        let text = try transport.exchange(request, options: options).response.text
        #expect(text.hasPrefix("TLSv1.3 "), "\(text)")
    }
}
