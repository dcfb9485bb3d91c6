import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Header lines of one request after another")
struct HeaderListTests {
    @Test("Each request has its own values, as long as the last ones or not")
    func values() throws {
        let server = try RecordingServer(always: .answer())
        let transport = CurlTransport.direct()
        let values = ["first", "other", "longer than both", "short", "naïve", "plain", "plain"]
        for (number, value) in values.enumerated() {
            let headers = HTTPHeaders(pairs: [("A", "\(number)"), ("B", value), ("C", "same")])
            _ = try transport.exchange(
                HTTPRequest(method: "GET", url: server.url(), headers: headers), options: .init())
        }
        let sent = server.received.map { $0.headers.suffix(3) }
        #expect(sent == values.enumerated().map { ["A: \($0)", "B: \($1)", "C: same"][...] })
    }

    @Test("A value of the same length as the last one is checked all the same")
    func lineBreak() throws {
        let server = try RecordingServer(always: .answer())
        let transport = CurlTransport.direct()
        func send(_ value: String) throws {
            let headers = HTTPHeaders(pairs: [("A", value)])
            _ = try transport.exchange(
                HTTPRequest(method: "GET", url: server.url(), headers: headers), options: .init())
        }
        try send("ab")
        #expect(throws: TransportError.self) { try send("a\n") }
        try send("cd")
        #expect(server.received.map { $0.headers.last } == ["A: ab", "A: cd"])
    }
}
