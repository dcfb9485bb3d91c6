import HTTPModel
import RunModel
import Testing

@testable import Reporting

/// Errors of requests in the layouts of Newman's reports (NewmanReference §6.12).
@Suite struct NodeErrorTests {
    private static let refused = TransportError.Cause(
        code: "ECONNREFUSED", errno: -111, syscall: "connect", address: "127.0.0.1", port: 1)

    private static let expired = TransportError.Cause(code: "CERT_HAS_EXPIRED")

    @Test(arguments: [
        (refused, "connect ECONNREFUSED 127.0.0.1:1"),
        (.hostNotFound, "getaddrinfo ENOTFOUND: no answer"),
        (expired, "no answer"),
    ])
    func `it has the name and the message of Node's error`(
        cause: TransportError.Cause, message: String
    ) throws {
        let failure = Failure(name: "RequestError", message: "no answer", system: cause)
        let item = Story.item("A")
        let record = RequestRecord(
            origin: .item, request: HTTPRequest(method: "GET", url: "http://a.test/"),
            failure: failure)
        let events = [
            .runStarted(Story.start), .itemStarted(item), .request(record, item),
            .itemFinished(item), Story.end(),
        ]
        let junit = MemoryFile()
        let suites = NewmanJUnitReport(file: junit)
        for event in events { try suites.receive(event) }
        #expect(junit.text.contains("RequestError: Error: \(message)\n"))
        let error = "{\"name\":\"Error\",\"message\":\"\(message)\",\"stack\":\"Error: \(message)"
        #expect(try json(events, .newman).contains("\"requestError\":\(error)\""))
        #expect(try json(events, .newman).contains("{\"error\":\(error)\\n   at request\","))
        #expect(try json(events, .compact).contains("\"message\":\"no answer\""))
    }

    private func json(
        _ events: [RunEvent], _ layout: JSONReport.Options.Layout
    ) throws -> String {
        let file = MemoryFile()
        var options = JSONReport.Options()
        options.layout = layout
        let report = JSONReport(options: options) { _ in file }
        for event in events { try report.receive(event) }
        return file.text
    }
}
