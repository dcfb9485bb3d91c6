import Diagnostics
public import RunModel

/// Service messages of TeamCity, which shows tests while the build runs.
///
/// A collection is a suite, each request in each iteration a suite within it, and each assertion a
/// test of that suite. The first test after the request carries its time.
public final class TeamCityReport: RunListener {
    private let sink: any TextSink
    private var recorder = ItemRecorder()
    private var start: RunStart?

    private static let flow = "posthaste"

    /// Creates a report that writes to the sink.
    public init(sink: any TextSink) {
        self.sink = sink
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        let isAboutRun = recorder.current == nil
        if let item = recorder.fold(event) { try append(item) }
        switch event {
        case .runStarted(let start):
            self.start = start
            try write("testSuiteStarted", [("name", Self.name(start))])
        case .strictFailure(let failure, _) where isAboutRun:
            try write("buildProblem", [("description", failure.headline)])
        case .runFinished(let end): try finish(end)
        default: break
        }
    }

    /// Does nothing: the messages of a run end with it.
    public func finish() throws(ListenerError) { try sink.close() }

    private func finish(_ end: RunEnd) throws(ListenerError) {
        if let failure = end.interruption?.failure {
            try write("buildProblem", [("description", failure.message)])
        } else if let interruption = end.interruption {
            try write("testIgnored", [("name", "run"), ("message", interruption.text)])
        }
        guard let start else { return }
        try write("testSuiteFinished", [("name", Self.name(start))])
    }

    private static func name(_ start: RunStart) -> String {
        if let label = start.label { return label }
        return start.environmentName.map { "\(start.collectionName) (\($0))" }
            ?? start.collectionName
    }

    // MARK: An item

    private func append(_ item: ItemRecord) throws(ListenerError) {
        guard let start else { return }
        let number = start.iterationNumber(of: item.reference)
        let iteration = number.map { " [iteration \($0)]" } ?? ""
        let name = item.reference.path + iteration
        try write("testSuiteStarted", [("name", name)])
        let text = FailureText(start: start, item: item)
        var showsBody = true
        for (index, testCase) in item.testCases.enumerated() {
            let time = index == item.timedTestCase ? item.requestTime : .zero
            try append(testCase, time, text, &showsBody)
        }
        try append(item.console)
        try write("testSuiteFinished", [("name", name)])
    }

    private func append(
        _ testCase: TestCase, _ time: Duration, _ text: FailureText, _ showsBody: inout Bool
    ) throws(ListenerError) {
        let name = ("name", testCase.name)
        try write("testStarted", [name])
        switch testCase.outcome {
        case .passed: break
        case .skipped(let reason):
            try write("testIgnored", [name, ("message", reason ?? "skipped by the script")])
        case .failed(let failure, let location), .error(let failure, let location):
            let details = text.text(failure, at: location, showsBody: showsBody)
            showsBody = false
            try write("testFailed", [name] + Self.attributes(failure, details))
        }
        let milliseconds = Int(time.milliseconds.rounded())
        try write("testFinished", [name, ("duration", String(milliseconds))])
    }

    private static func attributes(_ failure: Failure, _ details: String) -> [(String, String)] {
        let attributes = [("message", failure.message), ("details", details)]
        guard let comparison = failure.comparison else { return attributes }
        return attributes + [
            ("type", "comparisonFailure"), ("expected", comparison.expected),
            ("actual", comparison.actual),
        ]
    }

    private func append(_ console: [ConsoleRecord]) throws(ListenerError) {
        for record in console {
            let status =
                switch record.level {
                case .error: "ERROR"
                case .warn: "WARNING"
                default: "NORMAL"
                }
            let text = record.arguments.joined(separator: ", ")
            try write("message", [("text", text), ("status", status)])
        }
    }

    // MARK: A message

    private func write(
        _ message: String, _ attributes: [(name: String, value: String)]
    ) throws(ListenerError) {
        let words = (attributes + [("flowId", Self.flow)]).map {
            " \($0.name)='\(Self.escaped($0.value))'"
        }
        try sink.write("##teamcity[\(message)\(words.joined())]\n")
    }

    /// Returns the text with TeamCity's escapes for everything that would end a value or a line.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|", "'", "[", "]":
                escaped += "|"
                escaped.unicodeScalars.append(scalar)
            case "\n": escaped += "|n"
            case "\r": escaped += "|r"
            case "\u{85}": escaped += "|x"
            case "\u{2028}": escaped += "|l"
            case "\u{2029}": escaped += "|p"
            default:
                // Other control characters and the marks that reorder text have no meaning there,
                // and terminals would act on them.
                let isShown = scalar == "\t" || scalar == ShownText.printable(scalar)
                escaped.unicodeScalars.append(isShown ? scalar : "\u{FFFD}")
            }
        }
        return escaped
    }
}
