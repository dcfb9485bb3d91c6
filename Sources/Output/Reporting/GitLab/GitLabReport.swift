import JSON
public import RunModel

/// A code quality report for GitLab: a finding for each test, request and script that failed, which
/// GitLab shows in a merge request, next to the line if it is known.
///
/// The same failure in several iterations of a run is one finding. The file is complete after every
/// write (``TailedFile``).
public final class GitLabReport: RunListener {
    /// Finds the line of a request in the file that has it, from 1; nil if it is not known.
    ///
    /// The name is that of the test that failed.
    public typealias FindLine = (
        _ file: String, _ item: ItemReference, _ failure: Failure, _ name: String
    ) -> Int?

    private var file: TailedFile
    private let findLine: FindLine
    private var start: RunStart?
    private var summary = RunSummary()
    private var entryCount = 0
    private var hasFindings = false
    /// How many findings have each fingerprint, since GitLab shows one for each.
    private var repeats: [String: Int] = [:]

    /// Creates a report that writes to an empty file.
    public init(file: any ReportFile, findLine: @escaping FindLine) {
        self.file = TailedFile(file)
        self.findLine = findLine
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted(let start) = event { try begin(start) }
        summary.fold(event)
        if summary.failureLog.entryCount > entryCount, let verdict = event.verdict {
            try append(verdict, event.item)
        }
        entryCount = summary.failureLog.entryCount
        if case .runFinished(let end) = event {
            if let failure = end.interruption?.failure { append(failure, "run", "run", nil) }
            try flush()
        }
    }

    /// Closes the file, which has no findings if no run began.
    public func finish() throws(ListenerError) {
        if start == nil {
            file.pending += "[".utf8
            try flush()
        }
        try file.close()
    }

    private func begin(_ start: RunStart) throws(ListenerError) {
        if self.start == nil {
            file.begin(at: start.startedAt)
            file.pending += "[".utf8
        }
        self.start = start
        summary = RunSummary()
        entryCount = 0
        try flush()
    }

    private func flush() throws(ListenerError) {
        try file.flush(tail: Array("\n]\n".utf8))
        try file.commit()
    }

    // MARK: Findings

    private func append(_ verdict: Verdict, _ item: ItemReference?) throws(ListenerError) {
        guard let failure = verdict.failure else { return }
        let kind =
            switch verdict {
            case .assertion: "test"
            case .request, .lost: "request"
            case .script: "script"
            case .warning: "warning"
            }
        append(failure, kind, item.map(verdict.name) ?? "", item)
        if file.isDue(at: item?.startedAt ?? 0) { try flush() }
    }

    private func append(_ failure: Failure, _ kind: String, _ name: String, _ item: ItemReference?)
    {
        let title = start?.title ?? ""
        let path = [title, item?.path, name == item?.name ? nil : name].compactMap(\.self)
            .filter { !$0.isEmpty }.joined(separator: " / ")
        let print = NewmanIdentifiers.checksum([path, kind].joined(separator: "\u{1F}"))
        let repeated = repeats[print, default: 0]
        repeats[print] = repeated + 1
        let severity = kind == "test" ? "major" : kind == "warning" ? "minor" : "critical"
        let finding = JSONValue.object([
            ("description", .string("\(path): \(failure.headline)")),
            ("check_name", .string("posthaste-\(kind)")),
            ("fingerprint", .string(repeated == 0 ? print : "\(print)-\(repeated)")),
            ("severity", .string(severity)), ("location", location(failure, name, item)),
        ])
        file.pending += (hasFindings ? ",\n" : "\n").utf8
        hasFindings = true
        file.pending += JSONWriter.compactBytes(finding)
    }

    private func location(
        _ failure: Failure, _ name: String, _ item: ItemReference?
    ) -> JSONValue {
        let path = item?.file ?? start?.file
        let line = path.flatMap { path in item.flatMap { findLine(path, $0, failure, name) } }
        let shown = path ?? start?.collectionName ?? ""
        let lines = JSONValue.object([("begin", .number(Double(line ?? 1)))])
        return .object([
            ("path", .string(shown.hasPrefix("./") ? String(shown.dropFirst(2)) : shown)),
            ("lines", lines),
        ])
    }
}
