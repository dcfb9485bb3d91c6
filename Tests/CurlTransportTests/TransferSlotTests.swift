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
}
