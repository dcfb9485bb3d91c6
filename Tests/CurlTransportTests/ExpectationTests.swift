import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Expect: 100-continue")
struct ExpectationTests {
    @Test(
        "A request whose expectation the server refuses is sent once more, without it",
        arguments: [("200 OK", 200), ("417 Expectation Failed", 417)])
    func refusedExpectation(_ status: String, _ expected: Int) throws {
        let server = try RecordingServer { request in
            request.values("Expect").isEmpty
                ? [.answer(status)] : [.answer("417 Expectation Failed")]
        }
        let request = HTTPRequest(
            method: "POST", url: server.url(),
            headers: HTTPHeaders(pairs: [("Expect", "100-continue")]),
            body: HTTPBody(Array("four".utf8)))
        var options = TransferOptions()
        // Without a length, the server answers before the body comes.
        options.withheldHeaders = ["content-length"]
        let exchange = try CurlTransport.direct().exchange(request, options: options)
        #expect(exchange.response.status == expected)
        #expect(server.received.map { $0.values("Expect") } == [["100-continue"], []])
    }
}
