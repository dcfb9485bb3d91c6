import Diagnostics
import HTTPModel
import JSON
import RunModel

/// The members of one test.
enum CTRFTest {
    /// What the test is called, how it ended, and why; the closure returns the text of a failure at
    /// a location.
    static func members(
        _ testCase: TestCase, duration: Duration, text: (Failure, String) -> String
    ) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [
            ("name", .string(testCase.name.isEmpty ? "(no name)" : testCase.name)),
            ("status", .string(status(testCase.outcome))),
            ("duration", .number(duration.milliseconds.rounded())),
        ]
        switch testCase.outcome {
        case .passed, .skipped(nil): break
        case .skipped(let reason?): members.append(("message", .string(reason)))
        case .failed(let failure, let location), .error(let failure, let location):
            members.append(("message", .string(failure.message)))
            members.append(("trace", .string(text(failure, location))))
            members.append(("rawStatus", .string(failure.name)))
            if let line = failure.lineText { members.append(("snippet", .string(line))) }
            if let line = failure.position?.line { members.append(("line", .number(Double(line)))) }
        }
        return members
    }

    /// What all tests of an item share; the one with the request's time has the attempts, too.
    static func members(
        of item: ItemRecord, _ start: RunStart, isTimed: Bool
    ) -> [(String, JSONValue)] {
        let suite = [start.title] + item.reference.folders + [item.reference.name]
        var members: [(String, JSONValue)] = [
            ("suite", .array(suite.map(JSONValue.string))),
            ("type", .string("api")),
            ("parameters", .object(parameters(of: item, start))),
        ]
        if let begin = item.reference.startedAt {
            members.append(("start", .number((begin * 1_000).rounded(.down))))
        }
        guard isTimed else { return members }
        if item.attempts > 1 { members.append(("retries", .number(Double(item.attempts - 1)))) }
        if item.isFlaky { members.append(("flaky", .boolean(true))) }
        let lines = item.console.map { $0.arguments.joined(separator: ", ") }
        if !lines.isEmpty { members.append(("stdout", .array(lines.map(JSONValue.string)))) }
        return members
    }

    private static func parameters(
        of item: ItemRecord, _ start: RunStart
    ) -> [(String, JSONValue)] {
        var parameters: [(String, JSONValue)] = []
        if let name = start.environmentName { parameters.append(("environment", .string(name))) }
        if let number = start.iterationNumber(of: item.reference) {
            parameters.append(("iteration", .number(Double(number))))
        }
        if let row = item.iteration.rowText { parameters.append(("dataRow", .string(row))) }
        guard let record = item.request else { return parameters }
        parameters.append(("method", .string(record.request.method)))
        parameters.append(("url", .string(record.request.url)))
        if let status = record.response?.status {
            parameters.append(("status", .number(Double(status))))
        }
        return parameters
    }

    private static func status(_ outcome: TestCase.Outcome) -> String {
        switch outcome {
        case .passed: "passed"
        case .skipped: "skipped"
        case .failed, .error: "failed"
        }
    }
}

/// The sums of a report.
struct CTRFSums {
    /// When the first run began, in seconds since 1970.
    var start = 0.0
    /// When the last event was, in seconds since 1970.
    var stop = 0.0
    /// How many requests ran, each in each iteration.
    var suites = 0
    /// How many of them passed only after an attempt was repeated.
    var flaky = 0
    private var passed = 0
    private var failed = 0
    private var skipped = 0

    mutating func count(_ outcome: TestCase.Outcome) {
        switch outcome {
        case .passed: passed += 1
        case .skipped: skipped += 1
        case .failed, .error: failed += 1
        }
    }

    /// The `summary` object.
    var json: JSONValue {
        let numbers: [(String, Double)] = [
            ("tests", Double(passed + failed + skipped)), ("passed", Double(passed)),
            ("failed", Double(failed)), ("skipped", Double(skipped)), ("pending", 0), ("other", 0),
            ("flaky", Double(flaky)), ("suites", Double(suites)),
            ("start", (start * 1_000).rounded(.down)), ("stop", (stop * 1_000).rounded(.up)),
            ("duration", ((stop - start) * 1_000).rounded()),
        ]
        return .object(numbers.map { ($0.0, .number($0.1)) })
    }
}
