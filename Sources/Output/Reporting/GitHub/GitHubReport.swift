import Diagnostics
public import RunModel

/// A report for GitHub Actions: annotations among the output, and a summary on the job's page.
///
/// GitHub shows no more than ten annotations of a kind for a step, so that no more are made; all failures
/// are in the summary, as far as GitHub's limit on its size allows.
public final class GitHubReport: RunListener {
    /// What a step may add to the job's page.
    public static let pageBytes = 1_048_576

    private static let shownAnnotations = 10

    private let output: any TextSink
    private let page: (any TextSink)?
    private var room: Int
    private var summary = RunSummary()
    private var finder = FailureFinder()
    private var part = JobSummary()
    private var errors = 0
    private var warnings = 0

    /// Makes a report that writes annotations to the output, and Markdown to a page that has so many
    /// bytes of room, where there is one.
    public init(output: any TextSink, page: (any TextSink)?, room: Int = pageBytes) {
        self.output = output
        self.page = page
        self.room = room
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted = event { begin() }
        summary.fold(event)
        if let failure = finder.failure(in: event) { try add(failure) }
        switch event {
        case .request(let record, let item): part.add(record, item)
        case .runFinished(let end): try finish(end)
        default: break
        }
    }

    /// Closes the page.
    public func finish() throws(ListenerError) {
        try output.close()
        try page?.close()
    }

    private func begin() {
        summary = RunSummary()
        part = JobSummary()
    }

    private func add(_ failure: NamedFailure) throws(ListenerError) {
        part.add(failure, room: page == nil ? 0 : room)
        var message = "\(failure.failure.message)\nat \(failure.location)"
        if let record = failure.record {
            message += "\n\(ExchangeText.request(record))"
            if let response = record.response { message += ": \(ExchangeText.answer(response))" }
        }
        try annotateError(failure.title, message)
    }

    private func finish(_ end: RunEnd) throws(ListenerError) {
        let name = summary.start?.collectionName ?? ""
        switch end.interruption {
        case nil, .bail: break
        case .signal(let number):
            try annotateError(name, "the run was interrupted by signal \(number)")
        case .authentication(let diagnostic), .script(let diagnostic), .timeout(let diagnostic),
            .lost(let diagnostic):
            try annotateError(name, Self.spelled(diagnostic))
        }
        for warning in summary.warnings { try annotate(warning) }
        try tellTotals(name)
        guard let page else { return }
        let text = part.markdown(summary)
        if text.utf8.count <= room {
            room -= text.utf8.count
            try page.write(text)
        } else {
            try output.write("posthaste: the page of the job has no room for this summary\n")
        }
    }

    private func annotateError(_ title: String, _ message: String) throws(ListenerError) {
        errors += 1
        guard errors <= Self.shownAnnotations else { return }
        try output.write(WorkflowCommand.annotation("error", title: title, message: message))
    }

    private func annotate(_ warning: RepeatedWarning) throws(ListenerError) {
        warnings += 1
        guard warnings <= Self.shownAnnotations else { return }
        let kind = warning.diagnostic.severity == .note ? "notice" : "warning"
        let others = warning.items.count > 1 ? " and others" : ""
        let title = warning.items.first.map { $0 + others } ?? summary.start?.collectionName ?? ""
        try output.write(
            WorkflowCommand.annotation(
                kind, title: title, message: Self.spelled(warning.diagnostic),
                at: warning.diagnostic.place))
    }

    /// A plain line, which the log shows as it is.
    private func tellTotals(_ name: String) throws(ListenerError) {
        var line = TerminalText.printable(name, keepsLines: false)
        line += ": \(summary.verdict), \(HumanUnits.time(summary.duration))"
        let left = errors - Self.shownAnnotations
        if left > 0 {
            line += "; \(left) of the failures are not annotated"
            if page != nil { line += ", but stand in the summary" }
        }
        // What begins with two colons would be a command.
        try output.write("posthaste: \(line)\n")
    }

    private static func spelled(_ diagnostic: Diagnostic) -> String {
        ([diagnostic.message] + diagnostic.help).joined(separator: "\n")
    }
}
