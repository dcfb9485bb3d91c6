import Diagnostics
import HTTPModel
import RunModel
import Testing

private func item(_ name: String = "Get", iteration: Int = 0) -> ItemReference {
    ItemReference(id: "1", name: name, folders: ["Folder"], iteration: iteration, sequence: 0)
}

private func answered(after milliseconds: Int, size: Int = 10) -> RequestRecord {
    var response = HTTPResponse(status: 200, downloadedSize: size)
    response.timings.total = .milliseconds(milliseconds)
    return RequestRecord(
        origin: .item, request: HTTPRequest(url: "http://a/"), response: response)
}

private func folded(_ events: [RunEvent]) -> RunSummary {
    var summary = RunSummary()
    for event in events { summary.fold(event) }
    return summary
}

private let broken = Failure(name: "AssertionError", message: "no")

@Suite struct RunSummaryTests {
    @Test func `a run without events has nothing and no failures`() {
        let summary = RunSummary()
        #expect(!summary.hasFailures)
        #expect(summary.requests == Tally())
        #expect(summary.duration == .zero)
        #expect(summary.responseTime.standardDeviation == 0)
    }

    @Test func `requests of every origin are counted, and their answers measured`() {
        let failed = RequestRecord(
            origin: .script, request: HTTPRequest(url: "http://b/"),
            failure: Failure(name: "TransportError", message: "refused"))
        let summary = folded([
            .itemStarted(item()), .request(answered(after: 100), item()),
            .request(answered(after: 300, size: 32), item()), .request(failed, item()),
            .itemFinished(item()),
        ])
        #expect(summary.requests.total == 3)
        #expect(summary.requests.failed == 1)
        #expect(summary.bytesReceived == 42)
        #expect(summary.responseTime.mean == 200)
        #expect(summary.responseTime.minimum == 100)
        #expect(summary.responseTime.maximum == 300)
        #expect(summary.responseTime.standardDeviation == 100)
        #expect(summary.items.failed == 1)
        #expect(summary.failures.map(\.location) == ["request"])
    }

    @Test func `several runs add up, and one fails by what is in it or by its early end`() {
        let start = RunStart(
            collectionName: "a", iterationCount: 1, itemCount: 1, startedAt: 0, runCount: 3)
        func end(_ interruption: RunEnd.Interruption? = nil) -> RunEvent {
            .runFinished(
                RunEnd(interruption: interruption, endedAt: 1, duration: .milliseconds(5)))
        }
        let failed = AssertionRecord(name: "t", index: 0, event: .test, failure: broken)
        let summary = folded([
            .runStarted(start), .assertion(failed, item()), end(),
            .runStarted(start), .request(answered(after: 1), item()), end(),
            .runStarted(start), end(.signal(2)),
        ])
        #expect(summary.runs.total == 3)
        #expect(summary.runs.failed == 2)
        #expect(summary.duration == .milliseconds(15))
        #expect(summary.failureCount == 1)
        #expect(folded([end(.signal(2)), .runStarted(start)]).interruption == nil)
    }

    @Test func `an iteration fails by anything in it, and by its early end`() {
        let failed = RunEvent.assertion(
            AssertionRecord(name: "t", index: 0, event: .test, failure: broken), item())
        let summary = folded([
            .iterationStarted(IterationStart(0)), failed, failed, .iterationFinished(0),
            .iterationStarted(IterationStart(1)), .iterationFinished(1),
            .iterationStarted(IterationStart(2)),
            .runFinished(RunEnd(endedAt: 1, duration: .zero)),
        ])
        #expect(summary.iterations.total == 3)
        #expect(summary.iterations.failed == 2)
    }

    @Test func `what superseded attempts sent is counted, but has not failed`() {
        let refused = RequestRecord(
            origin: .item, request: HTTPRequest(url: "http://a/"), failure: broken)
        let attempt = AttemptRecord(
            number: 1, limit: 2, requests: [refused, answered(after: 100)], reason: "no",
            delay: .zero)
        let summary = folded([
            .itemStarted(item()), .attempt(attempt, item()),
            .request(answered(after: 300), item()), .itemFinished(item()),
        ])
        #expect(summary.retries == 1)
        #expect(summary.requests.total == 3)
        #expect(summary.requests.failed == 0)
        #expect(summary.responseTime.mean == 200)
        #expect(!summary.hasFailures)
        #expect(summary.items.failed == 0)
    }

    @Test func `skipped assertions count among all, and do not fail`() {
        let summary = folded([
            .assertion(AssertionRecord(name: "a", index: 0, event: .test), item()),
            .assertion(AssertionRecord(name: "b", index: 1, event: .test, isSkipped: true), item()),
            .assertion(AssertionRecord(name: "c", index: 2, event: .test, failure: broken), item()),
        ])
        #expect(summary.assertions.total == 3)
        #expect(summary.assertions.skipped == 1)
        #expect(summary.assertions.failed == 1)
        #expect(summary.failures.first?.location == "assertion:2 in test-script")
        #expect(summary.failures.first?.assertionName == "c")
    }

    @Test func `scripts are counted by their event, and a failure knows its place`() {
        let error = Failure(
            name: "TypeError", message: "x", position: TextPosition(line: 3, column: 7))
        let summary = folded([
            .script(ScriptRecord(event: .prerequest, owner: "C", duration: .zero), item()),
            .script(
                ScriptRecord(event: .test, owner: "C", duration: .zero, failure: error), item()),
            .script(
                ScriptRecord(event: .test, owner: "C", duration: .zero, failure: broken), item()),
        ])
        #expect(summary.prerequestScripts.total == 1)
        #expect(summary.testScripts.total == 2)
        #expect(summary.testScripts.failed == 2)
        #expect(summary.failures.map(\.location) == ["test-script:3:7", "test-script"])
        #expect(summary.failures.map(\.number) == [1, 2])
    }

    @Test func `an iteration that was cut short has failed`() {
        let end = RunEnd(interruption: .signal(2), endedAt: 1, duration: .seconds(1))
        let summary = folded([
            .iterationStarted(IterationStart(0)), .iterationFinished(0),
            .iterationStarted(IterationStart(1)), .runFinished(end),
        ])
        #expect(summary.iterations.total == 2)
        #expect(summary.iterations.failed == 1)
        #expect(summary.interruption == .signal(2))
        #expect(summary.duration == .seconds(1))
    }

    @Test func `identical warnings are merged with their count`() {
        let first = Diagnostic(.warning, "variable 'a' is not defined")
        let summary = folded([
            .warning(first), .warning(Diagnostic(.warning, "other")), .warning(first),
        ])
        #expect(summary.warnings.map(\.count) == [2, 1])
        #expect(summary.warnings.first?.diagnostic == first)
        #expect(summary.warnings.first?.items == [])
    }

    @Test func `the same warning in several items is one, and names them once each`() {
        let warnings = ["A", "B", "A"].map {
            RunEvent.warning(Diagnostic(.warning, "undefined", at: Place(item: $0)))
        }
        let summary = folded(warnings)
        #expect(summary.warnings.map(\.count) == [3])
        #expect(summary.warnings.first?.items == ["A", "B"])
    }

    @Test func `the items of a warning are kept up to a limit`() {
        let warnings = (0..<300).map {
            RunEvent.warning(Diagnostic(.warning, "undefined", at: Place(item: "\($0 % 150)")))
        }
        let warning = folded(warnings).warnings.first
        #expect(warning?.count == 300)
        #expect(warning?.items.count == RepeatedWarning.keptItems)
        #expect(warning?.hasMoreItems == true)
    }

    @Test func `what a strict run fails by is a failure of its item, or of the run`() {
        let summary = folded([
            .strictFailure(broken, nil), .itemStarted(item()), .strictFailure(broken, item()),
            .itemFinished(item()),
        ])
        #expect(summary.failureCount == 2)
        #expect(summary.failures.map(\.location) == ["warning", "warning"])
        #expect(summary.failures.map { $0.item?.name } == [nil, "Get"])
        #expect(summary.items.failed == 1)
    }

    @Test func `beyond the kept failures and warnings it only counts`() {
        var summary = RunSummary()
        let failed = AssertionRecord(name: "a", index: 0, event: .test, failure: broken)
        for number in 0..<1_500 {
            summary.fold(.assertion(failed, item()))
            summary.fold(.warning(Diagnostic(.warning, "\(number)")))
        }
        #expect(summary.failureCount == 1_500)
        #expect(summary.failures.count == FailureLog.keptEntries)
        #expect(summary.failures.last?.number == 1_000)
        #expect(summary.warnings.count == RunSummary.keptWarnings)
        #expect(summary.omittedWarnings == 500)
    }

    @Test(
        arguments: [
            ([], 0.0, 0.0), ([5], 5, 0), ([2, 4, 4, 4, 5, 5, 7, 9], 5, 2),
            ([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 1e9 + 10, 22.5.squareRoot()),
        ] as [([Double], Double, Double)])
    func `the running mean and deviation are those of the whole`(
        numbers: [Double], mean: Double, deviation: Double
    ) {
        var statistics = RunningStatistics()
        for number in numbers { statistics.add(number) }
        #expect(abs(statistics.mean - mean) < 1e-6)
        #expect(abs(statistics.standardDeviation - deviation) < 1e-6)
        #expect(statistics.minimum == numbers.min() ?? 0)
        #expect(statistics.maximum == numbers.max() ?? 0)
    }
}
