import HTTPModel
import JSON
import RunModel

/// The result file of one test, in Allure's model.
struct AllureResult {
    /// The attached files: the name that a reader sees, and the file in the folder.
    var attachments: [(name: String, file: String)] = []

    private let name: String
    private let fullName: String
    private let history: String
    private let status: Status
    private let details: Failure?
    private let trace: String
    private let isFlaky: Bool
    private let steps: [JSONValue]
    private let parameters: [(String, String)]
    private let labels: [(String, String)]
    private let titles: [String]
    private let start: Double
    private let stop: Double

    /// How a test ended: one that could not run is broken, not failed.
    private enum Status: String {
        case passed, failed, broken, skipped

        init(_ outcome: TestCase.Outcome) {
            self =
                switch outcome {
                case .passed: .passed
                case .skipped: .skipped
                case .failed: .failed
                case .error: .broken
                }
        }
    }

    /// Creates the result of an item that has ended.
    init(_ item: ItemRecord, _ run: RunStart) {
        let cases = item.testCases
        let reference = item.reference
        name = reference.name
        titles = [run.title] + reference.folders
        fullName = "\(run.title) / \(reference.path)"
        let row = item.iteration.rowText ?? "\(reference.iteration + 1)"
        history = [
            run.collectionID ?? run.collectionName, reference.id,
            run.label ?? run.environmentName ?? "",
            run.iterationNumber(of: reference) == nil ? "" : row,
        ].joined(separator: "\u{1F}")
        let first = cases.first { $0.outcome.failure != nil }
        let skipped = item.isSkipped && first == nil
        status = first.map { Status($0.outcome) } ?? (skipped ? .skipped : .passed)
        details = first?.outcome.failure?.failure
        trace =
            first?.outcome.failure.map {
                FailureText(start: run, item: item).text(
                    $0.failure, at: $0.location, showsBody: true)
            } ?? ""
        isFlaky = item.isFlaky
        start = reference.startedAt ?? run.startedAt
        let time = item.prerequestTime + item.requestTime + item.testTime
        stop = start + time.milliseconds / 1_000
        steps = Self.steps(cases, start, stop)
        parameters = Self.parameters(item, run)
        labels = Self.labels(reference, run)
    }

    /// Creates the result of the run itself, which did not end as it should.
    init(_ testCase: TestCase, _ run: RunStart, at moment: Double) {
        name = testCase.name
        titles = [run.title]
        fullName = "\(run.title): \(testCase.name)"
        history = [run.collectionID ?? run.collectionName, run.label, testCase.name]
            .compactMap(\.self).joined(separator: "\u{1F}")
        status = Status(testCase.outcome)
        details = testCase.outcome.failure?.failure
        trace = details?.message ?? ""
        (start, stop) = (moment, moment)
        (isFlaky, steps, parameters) = (false, [], [])
        labels = Self.labels(nil, run)
    }

    // MARK: Parts

    private static func steps(_ cases: [TestCase], _ start: Double, _ stop: Double) -> [JSONValue] {
        cases.map { testCase in
            var members: [(String, JSONValue)] = [
                ("name", .string(testCase.name)),
                ("status", .string(Status(testCase.outcome).rawValue)),
                ("stage", .string("finished")),
                ("start", milliseconds(start)), ("stop", milliseconds(stop)),
            ]
            if let failure = testCase.outcome.failure?.failure {
                members.append(
                    ("statusDetails", .object([("message", .string(failure.message))])))
            }
            return .object(members)
        }
    }

    private static func parameters(
        _ item: ItemRecord, _ run: RunStart
    ) -> [(String, String)] {
        var parameters: [(String, String)] = []
        if let name = run.environmentName { parameters.append(("environment", name)) }
        if let number = run.iterationNumber(of: item.reference) {
            parameters.append(("iteration", String(number)))
        }
        if let row = item.iteration.rowText { parameters.append(("data row", row)) }
        if let record = item.request {
            parameters.append(("request", ExchangeText.request(record)))
            if let response = record.response {
                parameters.append(("response", response.statusText))
            }
        }
        return parameters
    }

    /// The suites of Allure are the run, the first folder, and the folders below it.
    private static func labels(
        _ item: ItemReference?, _ run: RunStart
    ) -> [(String, String)] {
        var labels = [
            ("framework", "posthaste"), ("language", "postman"),
            ("parentSuite", run.title), ("package", run.collectionName),
        ]
        guard let item, let folder = item.folders.first else { return labels }
        labels.append(("suite", folder))
        let rest = item.folders.dropFirst()
        if !rest.isEmpty { labels.append(("subSuite", rest.joined(separator: " / "))) }
        return labels
    }

    private static func milliseconds(_ seconds: Double) -> JSONValue {
        .number((seconds * 1_000).rounded(.down))
    }

    // MARK: Writing

    /// The content of the file `ID-result.json`.
    func json(id: String) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("uuid", .string(id)), ("historyId", .string(history)),
            ("testCaseId", .string(history)),
            ("name", .string(name)), ("fullName", .string(fullName)),
            ("titlePath", .array(titles.map(JSONValue.string))),
            ("status", .string(status.rawValue)), ("stage", .string("finished")),
            ("start", Self.milliseconds(start)), ("stop", Self.milliseconds(stop)),
        ]
        if details != nil || isFlaky {
            members.append(
                (
                    "statusDetails",
                    .object([
                        ("message", .string(details?.message ?? "passed on a later attempt")),
                        ("trace", .string(trace)), ("flaky", .boolean(isFlaky)),
                    ])
                ))
        }
        members.append(("labels", .array(labels.map(Self.pair))))
        members.append(("parameters", .array(parameters.map(Self.pair))))
        members.append(("steps", .array(steps)))
        members.append(
            (
                "attachments",
                .array(
                    attachments.map {
                        .object([
                            ("name", .string($0.name)), ("source", .string($0.file)),
                            ("type", .string("text/plain")),
                        ])
                    })
            ))
        return .object(members)
    }

    private static func pair(_ name: String, _ value: String) -> JSONValue {
        .object([("name", .string(name)), ("value", .string(value))])
    }
}
