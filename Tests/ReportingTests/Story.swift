import Diagnostics
import HTTPModel
import RunModel

@testable import Reporting

/// Short ways to create events for tests.
enum Story {
    static let start = RunStart(
        collectionName: "Shop", collectionID: "c-1", environmentName: "Demo", iterationCount: 1,
        itemCount: 2, startedAt: 1_735_689_600)

    static func start(iterations: Int) -> RunEvent {
        var start = start
        start.iterationCount = iterations
        return .runStarted(start)
    }

    static func item(
        _ name: String, in folders: [String] = [], iteration: Int = 0, at seconds: Double = 0
    ) -> ItemReference {
        ItemReference(
            id: "id-\(name)", name: name, folders: folders, iteration: iteration, sequence: 0,
            startedAt: 1_735_689_600 + seconds)
    }

    static func answer(
        _ status: Int = 200, _ reason: String = "OK", body: String = "{}", milliseconds: Int = 345,
        headerSize: Int = 100, headers: [HTTPField] = []
    ) -> HTTPResponse {
        var response = HTTPResponse(
            status: status, reason: reason, headers: HTTPHeaders(headers), body: Array(body.utf8),
            headerSize: headerSize, downloadedSize: body.utf8.count)
        response.timings.total = .milliseconds(milliseconds)
        return response
    }

    static func request(
        _ item: ItemReference, _ response: HTTPResponse? = answer(), method: String = "GET",
        url: String = "https://shop.test/orders", origin: RequestRecord.Origin = .item,
        failure: Failure? = nil, waited: Duration? = nil
    ) -> RunEvent {
        let request = HTTPRequest(method: method, url: url)
        return .request(
            RequestRecord(
                origin: origin, request: request, response: response, failure: failure,
                waited: waited),
            item)
    }

    /// An attempt of the item's request that another one follows.
    static func attempt(
        _ number: Int, _ item: ItemReference, _ response: HTTPResponse?, reason: String,
        failure: Failure? = nil
    ) -> RunEvent {
        let request = HTTPRequest(method: "GET", url: "https://shop.test/orders")
        let sent = RequestRecord(
            origin: .item, request: request, response: response, failure: failure)
        return .attempt(
            AttemptRecord(
                number: number, limit: 3, requests: [sent], reason: reason,
                delay: .milliseconds(500)), item)
    }

    static func passed(_ name: String, _ item: ItemReference, index: Int = 0) -> RunEvent {
        .assertion(AssertionRecord(name: name, index: index, event: .test), item)
    }

    static func skipped(_ name: String, _ item: ItemReference, index: Int = 0) -> RunEvent {
        .assertion(AssertionRecord(name: name, index: index, event: .test, isSkipped: true), item)
    }

    static func failed(
        _ name: String, _ item: ItemReference, index: Int = 0,
        message: String = "expected 404 to equal 200"
    ) -> RunEvent {
        let failure = Failure(name: "AssertionError", message: message)
        return .assertion(
            AssertionRecord(name: name, index: index, event: .test, failure: failure), item)
    }

    static func script(
        _ item: ItemReference, event: ScriptEvent = .test, failure: Failure? = nil,
        owner: String? = nil
    ) -> RunEvent {
        .script(
            ScriptRecord(
                event: event, owner: owner ?? item.name, duration: .milliseconds(2),
                failure: failure), item)
    }

    static func console(
        _ item: ItemReference, _ arguments: String..., level: ConsoleRecord.Level = .log
    ) -> RunEvent {
        .console(ConsoleRecord(level: level, arguments: arguments), item)
    }

    static func end(
        _ interruption: RunEnd.Interruption? = nil, milliseconds: Int = 1_531
    ) -> RunEvent {
        .runFinished(
            RunEnd(
                interruption: interruption, endedAt: 1_735_689_602,
                duration: .milliseconds(milliseconds)))
    }

    /// A run with everything that a report shows: passes, failures, errors, console, skips.
    static var full: [RunEvent] {
        let list = item("List orders", in: ["Orders"])
        let create = item("Create order", in: ["Orders", "Write"], at: 0.5)
        let health = item("Health", at: 1)
        let refused = Failure(
            name: "TransportError", message: "cannot connect to 'shop.test:443'")
        let thrown = Failure(
            name: "TypeError", message: "undefined is not an object", stack: "at line 2",
            position: TextPosition(line: 2, column: 5))
        return [
            .runStarted(start), .iterationStarted(IterationStart(0)),
            .itemStarted(list), console(list, "'before'"), console(list, "{ a: 1 }", "'b'"),
            script(list, event: .prerequest), request(list, answer(404, "Not Found")),
            passed("has a body", list), failed("status is 200", list, index: 1),
            skipped("later", list, index: 2), script(list), .itemFinished(list),
            .itemStarted(create),
            request(create, method: "POST", url: "https://shop.test/orders?a=1"),
            script(create, failure: thrown, owner: "Orders"), .nextRequest("Health", create),
            .itemFinished(create),
            .itemStarted(health),
            request(health, nil, failure: refused, waited: .milliseconds(1_500)),
            .itemFinished(health),
            .iterationFinished(0),
            .warning(Diagnostic(.warning, "variable 'x' is not defined")),
            .warning(Diagnostic(.warning, "variable 'x' is not defined")),
            end(),
        ]
    }
}

extension Story {
    /// The example of the event stream's document.
    static var documented: [RunEvent] {
        let item = ItemReference(
            id: "2f1d", name: "List orders", folders: ["Orders"], iteration: 0, sequence: 0,
            startedAt: 1_735_689_600.25)
        var response = HTTPResponse(
            status: 404, reason: "Not Found", version: "2",
            headers: HTTPHeaders([HTTPField(name: "content-type", value: "text/plain")]),
            body: Array("no orders".utf8), headerSize: 74, downloadedSize: 9,
            url: "https://shop.test/orders")
        response.timings.firstByte = .microseconds(31_250)
        response.timings.total = .microseconds(31_402)
        let failure = Failure(
            name: "AssertionError", message: "expected 404 to equal 200",
            position: TextPosition(line: 2, column: 41))
        return [
            .runStarted(
                RunStart(
                    collectionName: "Shop", environmentName: "Demo", iterationCount: 1,
                    itemCount: 1, startedAt: 1_735_689_600.125)),
            .iterationStarted(IterationStart(0)),
            .itemStarted(item),
            .request(
                RequestRecord(
                    origin: .item,
                    request: HTTPRequest(
                        method: "GET", url: "https://shop.test/orders",
                        headers: HTTPHeaders([HTTPField(name: "Accept", value: "*/*")])),
                    response: response), item),
            .assertion(
                AssertionRecord(name: "status is 200", index: 0, event: .test, failure: failure),
                item),
            .script(
                ScriptRecord(event: .test, owner: "List orders", duration: .microseconds(1_180)),
                item),
            .itemFinished(item),
            .iterationFinished(0),
            .runFinished(RunEnd(endedAt: 1_735_689_600.375, duration: .milliseconds(250))),
        ]
    }
}

/// Collects what a terminal report writes.
final class CollectedText: TextSink {
    private(set) var text = ""
    func write(_ text: String) { self.text += text }

    /// Returns the report of the events.
    static func of(
        _ events: [RunEvent], _ options: TerminalReport.Options = TerminalReport.Options()
    ) throws -> String {
        let sink = CollectedText()
        let report = TerminalReport(sink: sink, options: options)
        for event in events { try report.receive(event) }
        return sink.text
    }
}

/// A report file in memory that refuses what a real file would not survive.
final class MemoryFile: ReportFile {
    private(set) var bytes: [UInt8] = []
    private(set) var writes = 0
    private(set) var isClosed = false

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func write(_ part: [UInt8], at offset: Int) {
        precondition(!isClosed && offset <= bytes.count, "written outside of the file")
        writes += 1
        let end = min(bytes.count, offset + part.count)
        bytes.replaceSubrange(offset..<end, with: part)
    }

    /// The text as it was at the last commit.
    private(set) var committed = ""

    func commit() { committed = text }

    func makeSpool() -> any ReportSpool { MemorySpool() }

    func close() { isClosed = true }
}

/// A spool in memory that hands out a few bytes at a time.
private final class MemorySpool: ReportSpool {
    private var bytes: [UInt8] = []

    func append(_ part: [UInt8]) { bytes += part }

    func read(_ take: ([UInt8]) throws(ListenerError) -> Void) throws(ListenerError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try take(Array(rest.prefix(7)))
            rest = rest.dropFirst(7)
        }
    }
}
