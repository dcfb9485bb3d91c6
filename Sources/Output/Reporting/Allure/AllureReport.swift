import Diagnostics
import JSON
public import RunModel

/// Result files for Allure Report 2 and 3: one for each request and iteration, whose steps are its
/// assertions.
///
/// Each file is written when its request ends. Until a run has ended, there is a file that says so.
/// The exchange is attached as text, the console as
/// well. `historyId` is the same in every run, so Allure can show the history of a request.
public final class AllureReport: RunListener {
    private let folder: any ReportFolder
    private let makeID: () -> String
    private var recorder = ItemRecorder()
    private var start: RunStart?
    private var runs = 0
    /// The id of the result that says that the run has not ended.
    private var unfinished: String?

    /// Creates a report that writes to the folder; the closure returns a new UUID.
    public init(folder: any ReportFolder, makeID: @escaping () -> String) {
        self.folder = folder
        self.makeID = makeID
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        let isAboutRun = recorder.current == nil
        if let item = recorder.fold(event) { try append(item) }
        switch event {
        case .runStarted(let start):
            self.start = start
            runs += 1
            try writeEnvironment(start)
            let id = makeID()
            try write(AllureResult(TestCase(.unfinished), start, at: start.startedAt), id: id)
            unfinished = id
        case .strictFailure(let failure, _) where isAboutRun: try append(TestCase(strict: failure))
        case .runFinished(let end):
            if let interruption = end.interruption {
                try append(TestCase(interruption), at: end.endedAt)
            }
            if let id = unfinished { try folder.remove(Self.name(of: id)) }
            unfinished = nil
        default: break
        }
    }

    private func append(_ item: ItemRecord) throws(ListenerError) {
        guard let start else { return }
        var result = AllureResult(item, start)
        try attach(item, to: &result)
        try write(result)
    }

    /// A result of the run itself.
    private func append(_ testCase: TestCase, at moment: Double? = nil) throws(ListenerError) {
        guard let start else { return }
        try write(AllureResult(testCase, start, at: moment ?? start.startedAt))
    }

    private func write(_ result: AllureResult) throws(ListenerError) {
        try write(result, id: makeID())
    }

    private func write(_ result: AllureResult, id: String) throws(ListenerError) {
        try folder.write(JSONWriter.compactBytes(result.json(id: id)), to: Self.name(of: id))
    }

    private static func name(of id: String) -> String { "\(id)-result.json" }

    private func attach(_ item: ItemRecord, to result: inout AllureResult) throws(ListenerError) {
        if let record = item.request {
            try attach("request", MessageText.request(record), to: &result)
            if let text = MessageText.response(record) {
                try attach("response", text, to: &result)
            }
        }
        let console = item.console.map {
            "\($0.level.rawValue): \($0.arguments.joined(separator: ", "))\n"
        }
        if !console.isEmpty { try attach("console", console.joined(), to: &result) }
    }

    private func attach(
        _ name: String, _ text: String, to result: inout AllureResult
    ) throws(ListenerError) {
        let file = "\(makeID())-attachment.txt"
        try folder.write(Array(text.utf8), to: file)
        result.attachments.append((name, file))
    }

    /// The table "Environment" of Allure's first page.
    private func writeEnvironment(_ start: RunStart) throws(ListenerError) {
        guard runs == 1 else { return }
        let values =
            [("Collection", start.collectionName)]
            + (start.environmentName.map { [("Environment", $0)] } ?? [])
        let lines = values.map { "\($0.0) = \(Self.property($0.1))\n" }
        try folder.write(Array(lines.joined().utf8), to: "environment.properties")
    }

    /// A value of a `.properties` file, on one line.
    private static func property(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
            .replacing("\r", with: "\\r")
        return ShownText.printable(escaped, keepsLines: false)
    }
}
