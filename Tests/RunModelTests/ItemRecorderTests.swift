import Diagnostics
import HTTPModel
import RunModel
import Testing

private let item = ItemReference(
    id: "1", name: "Get", folders: ["Folder"], iteration: 0, sequence: 0)
private let failure = Failure(name: "AssertionError", message: "no")

private func request(
    _ origin: RequestRecord.Origin, failure: Failure? = nil
) -> RunEvent {
    .request(
        RequestRecord(origin: origin, request: HTTPRequest(url: "http://h/"), failure: failure),
        item)
}

private func test(_ name: String, _ failure: Failure? = nil) -> RunEvent {
    .assertion(AssertionRecord(name: name, index: 0, event: .test, failure: failure), item)
}

/// The records of the items in the events.
private func records(_ events: [RunEvent]) -> [ItemRecord] {
    var recorder = ItemRecorder()
    return events.compactMap { recorder.fold($0) }
}

@Suite struct ItemRecorderTests {
    @Test func `A record has everything that happened between its start and its end`() throws {
        let record = try #require(
            records([
                .iterationStarted(IterationStart(2, row: [.init("a", "1")])), .itemStarted(item),
                .console(ConsoleRecord(level: .log, arguments: ["x"]), item),
                request(.script), test("before"), request(.item), request(.authentication),
                test("after", failure), .nextRequest(nil, item),
                .warning(Diagnostic(.warning, "w")), .strictFailure(failure, item),
                .script(
                    ScriptRecord(event: .prerequest, owner: "Get", duration: .milliseconds(2)), item
                ),
                .script(
                    ScriptRecord(
                        event: .test, owner: "Folder", duration: .milliseconds(3),
                        failure: failure),
                    item),
                .itemFinished(item),
            ]
            ).first)
        #expect(record.iteration.number == 2)
        #expect(record.console.count == 1 && record.warnings.count == 1)
        #expect(record.request?.origin == .item)
        #expect(record.otherRequests.elements.map(\.origin) == [.script, .authentication])
        #expect(record.verdictsBeforeRequest == 1)
        #expect(
            record.verdicts.elements.map { $0.name(in: item) }
                == ["before", "after", "no", "test-script of Folder"])
        #expect(record.failureCount == 3 && record.tests.total == 2 && record.tests.failed == 1)
        #expect(record.nextRequest == .some(nil))
        #expect(record.prerequestTime == .milliseconds(2) && record.testTime == .milliseconds(3))
    }

    @Test func `Requests are named by their origin, and have a verdict only if they failed`() throws
    {
        let refused = Failure(name: "RequestError", message: "refused")
        let record = try #require(
            records([
                .itemStarted(item), request(.script, failure: refused), request(.item),
                request(.authentication, failure: refused), .itemFinished(item),
            ]).first)
        #expect(
            record.verdicts.elements.map { $0.name(in: item) }
                == ["pm.sendRequest GET http://h/", "authentication GET http://h/"])
        #expect(record.verdicts.elements.allSatisfy { $0.location == "request" })
    }

    @Test func `An item without an end ends with the next one, or with the run`() {
        let lost = RunEnd.Interruption.lost(Diagnostic(.error, "killed"))
        let found = records([
            .itemStarted(item), .itemStarted(item),
            .runFinished(RunEnd(interruption: lost, endedAt: 1, duration: .zero)),
        ])
        #expect(found.map(\.failureCount) == [0, 1])
        #expect(found.last?.failures == [.lost])
    }

    @Test func `A failed request with a large body leaves no verdict out`() throws {
        var request = HTTPRequest(method: "POST", url: "http://127.0.0.1:1/")
        request.body = HTTPBody(Array(repeating: 0x78, count: 5_000_000))
        let failed = RequestRecord(origin: .script, request: request, failure: failure)
        let record = try #require(
            records([
                .itemStarted(item), .request(failed, item), test("after"), .itemFinished(item),
            ]).first)
        #expect(record.verdicts.elements.count == 2 && record.verdicts.omitted == 0)
        #expect(record.otherRequests.elements.first?.request.body?.count == 5_000_000)
    }

    @Test func `A record keeps so much and counts the rest`() throws {
        let line = ConsoleRecord(level: .log, arguments: [String(repeating: "x", count: 1_000)])
        let long = String(repeating: "n", count: 10_000)
        let events =
            [RunEvent.itemStarted(item)]
            + Array(repeating: .console(line, item), count: 1_000)
            + Array(repeating: test(long, failure), count: 1_000) + [.itemFinished(item)]
        let record = try #require(records(events).first)
        #expect(record.output.count == 1_000 && record.output.omitted > 700)
        #expect(record.verdicts.count == 1_000 && record.verdicts.omitted > 500)
        #expect(record.failureCount == 1_000 && record.tests.failed == 1_000)
    }

    @Test(arguments: [
        ("TypeError: no\n    at a.js:1:2", "    at a.js:1:2"),
        ("    at a.js:1:2", "    at a.js:1:2"),
        ("TypeError: no", nil), ("", nil), ("Error: no\n    at b", "    at b"),
        ("no\nat b", "at b"),
    ])
    func `The frames of a stack do not repeat its name and message`(stack: String, frames: String?)
    {
        #expect(Failure(name: "TypeError", message: "no", stack: stack).frames == frames)
    }
}
