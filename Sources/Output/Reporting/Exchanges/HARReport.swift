import HTTPModel
import JSON
public import RunModel
import TextEncoding

/// The exchanges of all runs as an HTTP archive (HAR 1.2), streamed.
///
/// Browsers and many other tools read it. Every request is an entry, including those of scripts, of
/// authentication and of repeated attempts. The file is complete after every write
/// (``TailedFile``).
public final class HARReport: GradualReport {
    private static let tail = Array("\n]}}\n".utf8)

    private let program: String
    private let version: String
    private var file: TailedFile
    private var hasEntries = false
    private var hasBegun = false
    private var now = 0.0
    private var start: RunStart?

    /// Creates a report that writes to an empty file; the program with its version is its creator.
    public init(file: any ReportFile, program: String, version: String) {
        self.file = TailedFile(file)
        self.program = program
        self.version = version
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        switch event {
        case .runStarted(let start): try begin(start)
        case .itemStarted(let item): now = item.startedAt ?? now
        case .request(let record, let item): try append(record, path(of: item))
        case .attempt(let attempt, let item):
            for record in attempt.requests {
                try append(record, "\(path(of: item)) (\(attempt.outcome))")
            }
        case .runFinished: try flush()
        default: break
        }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { if hasBegun { try flush() } }

    /// Closes the file, which has no entries if nothing was run.
    public func finish() throws(ListenerError) {
        try begin()
        try file.close()
    }

    private func begin(_ start: RunStart) throws(ListenerError) {
        now = start.startedAt
        self.start = start
        try begin()
    }

    private func begin() throws(ListenerError) {
        if hasBegun { return }
        hasBegun = true
        file.begin(at: now)
        let creator = JSONValue.object([("name", .string(program)), ("version", .string(version))])
        file.pending += "{\"log\":{\"version\":\"1.2\",\"creator\":".utf8
        file.pending += JSONWriter.compactBytes(creator)
        file.pending += ",\"entries\":[".utf8
        try flush()
    }

    /// The item's path, which begins with the name of the run if there are several.
    private func path(of item: ItemReference) -> String { start?.path(of: item) ?? item.path }

    private func append(_ record: RequestRecord, _ name: String) throws(ListenerError) {
        file.pending += (hasEntries ? ",\n" : "\n").utf8
        hasEntries = true
        file.pending += JSONWriter.compactBytes(HAREntry(record: record, name: name, now: now).json)
        now += record.duration.milliseconds / 1_000
        if file.isDue(at: now) { try flush() }
    }

    private func flush() throws(ListenerError) {
        try file.flush(tail: Self.tail)
        try file.commit()
    }
}
