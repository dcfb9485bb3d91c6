import HTTPModel
import RunModel
import Testing

@Suite struct ComparisonTests {
    @Test func `A comparison within the limit stays as it is`() {
        let comparison = Comparison(actual: "1", expected: "2")
        #expect(comparison.bounded == comparison)
    }

    @Test func `A long value is cut between characters`() {
        let text = "a" + String(repeating: "é", count: Comparison.keptBytes)
        let bounded = Comparison(actual: text, expected: "").bounded
        #expect(bounded.isCut && bounded.expected.isEmpty)
        #expect(bounded.actual.utf8.count == Comparison.keptBytes - 1)
        #expect(text.hasPrefix(bounded.actual))
    }

    @Test func `A record of an exchange begins with the first request and names every hop`() {
        func request(_ method: String, _ path: String) -> HTTPRequest {
            HTTPRequest(method: method, url: "http://h/\(path)")
        }
        let exchange = HTTPExchange(
            request: request("GET", "3"), response: HTTPResponse(status: 200),
            redirects: [
                .init(request: request("POST", "1"), status: 307),
                .init(request: request("POST", "2"), status: 302),
            ])
        let record = RequestRecord(origin: .item, exchange: exchange)
        #expect(record.request == request("POST", "1"))
        #expect(
            record.hops == [
                .init(status: 307, method: "POST", url: "http://h/2"),
                .init(status: 302, method: "GET", url: "http://h/3"),
            ])
    }
}
