import JSON
public import RunModel

/// A report in the Common Test Report Format, streamed: one test per assertion of each request and
/// iteration.
///
/// The sums come after the tests, so that every flush can write them again. The file is
/// complete after every write (``TailedFile``). Until the last run has ended, it has a failed test
/// that says so.
public final class CTRFReport: GradualReport {
    /// The version of the specification that the report follows.
    private static let specification = "1.0.0"

    private let version: String
    private var file: TailedFile
    private var recorder = ItemRecorder()
    private var start: RunStart?
    private var hasBegun = false
    private var hasTests = false
    private var sums = CTRFSums()
    private var environments = Set<String>()
    /// The test that says that a run has not ended; nil after the last one.
    private var unfinished: TestCase?

    /// Creates a report that writes to an empty file; the version is Posthaste's.
    public init(file: any ReportFile, version: String) {
        self.file = TailedFile(file)
        self.version = version
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        let isAboutRun = recorder.current == nil
        if let item = recorder.fold(event) { try append(item) }
        switch event {
        case .runStarted(let start): try begin(start)
        case .itemStarted(let item):
            if let now = item.startedAt, file.isDue(at: now) { try flush() }
        case .strictFailure(let failure, _) where isAboutRun: try append(TestCase(strict: failure))
        case .runFinished(let end):
            sums.stop = max(sums.stop, end.endedAt)
            if start?.isLast == true { unfinished = nil }
            if let interruption = end.interruption { try append(TestCase(interruption)) }
            try flush()
        default: break
        }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { if start != nil { try flush() } }

    /// Closes the file, which has no tests if no run began.
    public func finish() throws(ListenerError) {
        if !hasBegun { try begin(at: 0) }
        if unfinished != nil {
            unfinished = nil
            try flush()
        }
        try file.close()
    }

    private func begin(_ start: RunStart) throws(ListenerError) {
        self.start = start
        unfinished = TestCase(.unfinished)
        if let name = start.environmentName { environments.insert(name) }
        if !hasBegun { try begin(at: start.startedAt) }
    }

    private func begin(at moment: Double) throws(ListenerError) {
        hasBegun = true
        (sums.start, sums.stop) = (moment, moment)
        file.begin(at: moment)
        let tool = JSONValue.object([("name", .string("Posthaste")), ("version", .string(version))])
        file.pending += "{\"reportFormat\":\"CTRF\",\"specVersion\":\"\(Self.specification)\",".utf8
        file.pending += "\"generatedBy\":\"Posthaste\",\"results\":{\"tool\":".utf8
        file.pending += JSONWriter.compactBytes(tool)
        file.pending += ",\"tests\":[".utf8
        try flush()
    }

    private func flush() throws(ListenerError) {
        try file.flush(tail: tail)
        try file.commit()
    }

    private var tail: [UInt8] {
        var bytes: [UInt8] = []
        var sums = sums
        if let unfinished {
            sums.count(unfinished.outcome)
            bytes += separator
            bytes += JSONWriter.compactBytes(.object(members(unfinished)))
        }
        bytes += "\n],\"summary\":".utf8
        bytes += JSONWriter.compactBytes(sums.json)
        if environments.count == 1, let name = environments.first {
            bytes += ",\"environment\":".utf8
            bytes += JSONWriter.compactBytes(.object([("testEnvironment", .string(name))]))
        }
        return bytes + Array("}}\n".utf8)
    }

    // MARK: Tests

    private func append(_ item: ItemRecord) throws(ListenerError) {
        guard let start else { return }
        let begin = item.reference.startedAt ?? sums.stop
        let time = item.prerequestTime + item.requestTime + item.testTime
        sums.stop = max(sums.stop, begin + time.milliseconds / 1_000)
        sums.suites += 1
        if item.isFlaky { sums.flaky += 1 }
        let text = FailureText(start: start, item: item)
        var showsBody = true
        for (index, testCase) in item.testCases.enumerated() {
            let isTimed = index == item.timedTestCase
            var members = CTRFTest.members(
                testCase, duration: isTimed ? item.requestTime : .zero
            ) { failure, location in
                defer { showsBody = false }
                return text.text(failure, at: location, showsBody: showsBody)
            }
            members += CTRFTest.members(of: item, start, isTimed: isTimed)
            append(members, testCase.outcome)
        }
        if file.isDue(at: sums.stop) { try flush() }
    }

    /// A result of the run itself.
    private func append(_ testCase: TestCase) throws(ListenerError) {
        append(members(testCase), testCase.outcome)
    }

    private func members(_ testCase: TestCase) -> [(String, JSONValue)] {
        let members = CTRFTest.members(testCase, duration: .zero) { failure, _ in failure.message }
        return members + [("suite", .array([.string(start?.title ?? "")]))]
    }

    /// What stands between the next test and the one before.
    private var separator: String.UTF8View { (hasTests ? ",\n" : "\n").utf8 }

    private func append(_ members: [(String, JSONValue)], _ outcome: TestCase.Outcome) {
        sums.count(outcome)
        file.pending += separator
        hasTests = true
        file.pending += JSONWriter.compactBytes(.object(members))
    }
}
