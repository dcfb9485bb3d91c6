import Diagnostics
import HTTPModel
import RunModel
import Testing

private func item(_ id: String = "1", iteration: Int = 0) -> ItemReference {
    ItemReference(id: id, name: "Get \(id)", folders: [], iteration: iteration, sequence: 0)
}

private func failed(_ item: ItemReference, _ message: String = "no") -> RunEvent {
    .assertion(
        AssertionRecord(
            name: "t", index: 0, event: .test,
            failure: Failure(name: "AssertionError", message: message)), item)
}

private func request(_ item: ItemReference, refused: Bool = false) -> RunEvent {
    let failure = Failure(name: "RequestError", message: "refused")
    return .request(
        RequestRecord(
            origin: .item, request: HTTPRequest(url: "http://h/"),
            response: refused ? nil : HTTPResponse(status: 200),
            failure: refused ? failure : nil), item)
}

private func folded(_ events: [RunEvent]) -> RunSummary {
    var summary = RunSummary(keepsExchanges: true)
    for event in events { summary.fold(event) }
    return summary
}

@Suite struct FailureLogTests {
    @Test func `the same failure in several iterations is one entry`() {
        let summary = folded(
            (0..<3).flatMap { iteration in
                let item = item(iteration: iteration)
                return [RunEvent.itemStarted(item), failed(item), .itemFinished(item)]
            })
        #expect(summary.failureCount == 3)
        #expect(summary.failures.map(\.count) == [3])
        #expect(summary.failures.first?.iterations == [0, 1, 2])
        #expect(summary.failureLog.lastNumber == 1)
    }

    @Test func `a failure of the run has no exchange`() {
        let end = RunEnd(
            interruption: .lost(Diagnostic(.error, "lost")), endedAt: 0, duration: .zero)
        let summary = folded([.itemStarted(item()), request(item()), .runFinished(end)])
        #expect(summary.failures.map(\.failure.message) == ["lost"])
        #expect(summary.failures.first?.exchange == nil)
    }

    @Test
    func `failures of other items, messages and of the same iteration are entries of their own`() {
        let summary = folded([
            failed(item()), failed(item()), failed(item("2")), failed(item(iteration: 1), "other"),
        ])
        #expect(summary.failures.map(\.number) == [1, 2, 3, 4])
        #expect(summary.failures.map(\.count) == [1, 1, 1, 1])
    }

    @Test func `tests of a request without response belong to its failure`() {
        let script = ScriptRecord(
            event: .test, owner: "Get 1", duration: .zero,
            failure: Failure(name: "TypeError", message: "undefined"))
        let summary = folded([
            .itemStarted(item()), request(item(), refused: true), failed(item()),
            .script(script, item()), .itemFinished(item()),
            .itemStarted(item("2")), request(item("2")), failed(item("2")),
            .itemFinished(item("2")),
        ])
        #expect(summary.failureCount == 2)
        #expect(summary.failures.map(\.location) == ["request", "assertion:0 in test-script"])
        #expect(summary.failures.first?.consequences == ["t", "test-script"])
        #expect(summary.assertions.failed == 2)
        #expect(summary.items.failed == 2)
    }

    @Test func `tests belong to the failure of their request in every iteration`() {
        let summary = folded(
            (0..<2).flatMap { iteration in
                let (first, second) = (item(iteration: iteration), item("2", iteration: iteration))
                return [
                    RunEvent.itemStarted(first), request(first, refused: true), failed(first),
                    .itemFinished(first), .itemStarted(second), request(second), failed(second),
                    .itemFinished(second),
                ]
            })
        #expect(summary.failures.map(\.count) == [2, 2])
        #expect(summary.failures.map(\.consequences) == [["t"], []])
    }

    @Test func `an entry has the exchange that it is about, with the start of the body`() {
        var record = RequestRecord(
            origin: .item, request: HTTPRequest(url: "http://h/"),
            response: HTTPResponse(status: 200))
        record.response?.body = [UInt8](repeating: 0x61, count: 10_000)
        let summary = folded([.itemStarted(item()), .request(record, item()), failed(item())])
        #expect(summary.failures.first?.exchange?.response?.body.count == 4_096)
    }

    @Test func `slow and flaky requests are named`() {
        func answered(_ milliseconds: Int, _ item: ItemReference) -> RunEvent {
            var response = HTTPResponse(status: 200, reason: "OK")
            response.timings.total = .milliseconds(milliseconds)
            return .request(
                RequestRecord(
                    origin: .item, request: HTTPRequest(url: "http://h/"), response: response),
                item)
        }
        let attempt = AttemptRecord(
            number: 1, limit: 3, requests: [], reason: "status 503", delay: .zero)
        let summary = folded(
            [.itemStarted(item("f")), .attempt(attempt, item("f")), .itemFinished(item("f"))]
                + [answered(85, item("9")), answered(80, item("9"))]
                + (1...9).flatMap { number in
                    let item = item("\(number)")
                    return [
                        RunEvent.itemStarted(item), answered(number * 10, item),
                        .itemFinished(item),
                    ]
                })
        #expect(summary.slowest.entries.map(\.name) == (5...9).reversed().map { "Get \($0)" })
        #expect(summary.flaky.entries.map(\.name) == ["Get f"])
        #expect(summary.flaky.entries.first?.attempt == 2)
    }
}
