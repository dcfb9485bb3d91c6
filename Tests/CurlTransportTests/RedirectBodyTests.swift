import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Bodies of redirects")
struct RedirectBodyTests {
    @Test(
        "A redirect is followed, no matter what becomes of its body",
        arguments: [
            ("", "", RecordingServer.Step.stall), ("Content-Length: 10", "short", .stall),
            ("Content-Length: 10", "cut", .close),
            ("Transfer-Encoding: chunked", "3\r\nabc\r\n", .stall),
            ("Transfer-Encoding: chunked", "no chunk", .stall),
            ("Content-Encoding: gzip\r\nContent-Length: 5", "plain", .pause(milliseconds: 0)),
        ])
    func bodies(header: String, body: String, then end: RecordingServer.Step) throws {
        let server = try RecordingServer { request in
            if request.target != "/from" { return [.answer(body: "there")] }
            let lines = ["HTTP/1.1 302 Found", "Location: /to", header].filter { !$0.isEmpty }
            return [.text((lines + ["", body]).joined(separator: "\r\n")), end]
        }
        var options = TransferOptions()
        // The limit ends a test that hangs.
        options.timeout = .seconds(20)
        let request = HTTPRequest(url: server.url("/from"))
        let exchange = try CurlTransport.direct().exchange(request, options: options)
        #expect(exchange.response.text == "there")
        #expect(exchange.redirects.map(\.status) == [302])
    }

    @Test("A redirect whose body comes whole leaves its connection to the next request")
    func keptConnection() throws {
        let server = try RecordingServer { request in
            request.target == "/from"
                ? [.answer("302 Found", "Location: /to", body: "moved")] : [.answer()]
        }
        _ = try CurlTransport.direct().get(server.url("/from"))
        #expect(server.received.map(\.connection) == [0, 0])
    }

    @Test("The body of a redirect that is not followed counts")
    func unfollowedBody() throws {
        let server = try RecordingServer(
            always: .answer("302 F", "Location: /to", "Content-Encoding: gzip", body: "plain"))
        var options = TransferOptions()
        options.followsRedirects = false
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: server.url()), options: options)
        #expect(error.kind == .invalidResponse)
    }
}
