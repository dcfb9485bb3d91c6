import JSON
public import RunModel

/// A code quality report for GitLab: a finding for each test, request and script that failed, which
/// GitLab shows in a merge request, next to the line if it is known.
///
/// The same failure in several iterations of a run is one finding. The file is complete after every
/// write (``TailedFile``). Until the last run has ended, it has a finding that says so.
public final class GitLabReport: GradualReport {
    /// Finds the line of a request in the file that has it, from 1; nil if it is not known.
    ///
    /// The name is that of the test that failed.
    public typealias FindLine = (
        _ file: String, _ item: ItemReference, _ failure: Failure, _ name: String
    ) -> Int?

    /// Something that failed.
    private struct Finding {
        let failure: Failure
        let kind: String
        /// The name of the test, or what else failed.
        let name: String
        let item: ItemReference?

        init(_ failure: Failure, _ kind: String, _ name: String, _ item: ItemReference? = nil) {
            (self.failure, self.kind, self.name, self.item) = (failure, kind, name, item)
        }
    }

    private var file: TailedFile
    private let findLine: FindLine
    private let checkoutPath: (String) -> String
    private var start: RunStart?
    private var summary = RunSummary()
    private var entryCount = 0
    private var hasFindings = false
    /// How many findings have each fingerprint, since GitLab shows one for each.
    private var repeats: [String: Int] = [:]
    /// The finding that a run has not ended; nil after the last one.
    private var unfinished: [UInt8]?

    /// Creates a report that writes to an empty file.
    ///
    /// `checkoutPath` returns the path of a file from the folder of the checkout, which is how
    /// GitLab knows files.
    public init(
        file: any ReportFile, findLine: @escaping FindLine,
        checkoutPath: @escaping (String) -> String
    ) {
        self.file = TailedFile(file)
        self.findLine = findLine
        self.checkoutPath = checkoutPath
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
            if let failure = end.interruption?.failure { append(Finding(failure, "run", "run")) }
            if start?.isLast == true { unfinished = nil }
            try flush()
        }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { if start != nil { try flush() } }

    /// Closes the file, which has no findings if no run began.
    public func finish() throws(ListenerError) {
        if start == nil {
            file.pending += "[".utf8
            try flush()
        }
        if unfinished != nil {
            unfinished = nil
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
        unfinished = RunEnd.Interruption.unfinished.failure.map {
            let finding = Finding($0, "run", "run")
            return json(finding, fingerprint(of: finding))
        }
        summary = RunSummary()
        entryCount = 0
        try flush()
    }

    private func flush() throws(ListenerError) {
        let tail = unfinished.map { separator + $0 } ?? []
        try file.flush(tail: tail + Array("\n]\n".utf8))
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
        append(Finding(failure, kind, item.map(verdict.name) ?? "", item))
        if file.isDue(at: item?.startedAt ?? 0) { try flush() }
    }

    private func append(_ finding: Finding) {
        let print = fingerprint(of: finding)
        let repeated = repeats[print, default: 0]
        repeats[print] = repeated + 1
        file.pending += separator
        hasFindings = true
        file.pending += json(finding, repeated == 0 ? print : "\(print)-\(repeated)")
    }

    /// What stands between the next finding and the one before.
    private var separator: String.UTF8View { (hasFindings ? ",\n" : "\n").utf8 }

    private func path(of finding: Finding) -> String {
        let name = finding.name == finding.item?.name ? nil : finding.name
        return [start?.title, finding.item?.path, name].compactMap(\.self)
            .filter { !$0.isEmpty }.joined(separator: " / ")
    }

    private func fingerprint(of finding: Finding) -> String {
        NewmanIdentifiers.checksum([path(of: finding), finding.kind].joined(separator: "\u{1F}"))
    }

    private func json(_ finding: Finding, _ fingerprint: String) -> [UInt8] {
        let severity =
            switch finding.kind {
            case "test": "major"
            case "warning": "minor"
            default: "critical"
            }
        return JSONWriter.compactBytes(
            .object([
                ("description", .string("\(path(of: finding)): \(finding.failure.headline)")),
                ("check_name", .string("posthaste-\(finding.kind)")),
                ("fingerprint", .string(fingerprint)), ("severity", .string(severity)),
                ("location", location(of: finding)),
            ]))
    }

    private func location(of finding: Finding) -> JSONValue {
        let path = finding.item?.file ?? start?.file
        let line = path.flatMap { path in
            finding.item.flatMap { findLine(path, $0, finding.failure, finding.name) }
        }
        let shown = path.map(checkoutPath) ?? start?.collectionName ?? ""
        let lines = JSONValue.object([("begin", .number(Double(line ?? 1)))])
        return .object([("path", .string(shown)), ("lines", lines)])
    }
}
