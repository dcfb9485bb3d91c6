import Diagnostics
public import RunModel

/// A report for GitHub Actions: annotations in the output, and a summary on the job's page.
///
/// GitHub shows at most ten annotations of a kind for a step, so no more are made. All failures are
/// in the summary, as far as GitHub's limit on its size allows. The summary of named runs begins
/// with a table of them, and has parts only about those that failed or have warnings.
public final class GitHubReport: RunListener {
    /// The most bytes that a step may add to the job's page.
    public static let pageBytes = 1_048_576

    private static let shownAnnotations = 10

    private let output: any TextSink
    private let page: (any TextSink)?
    private var room: Int
    private let printsRuns: Bool
    private let checkoutPath: (String) -> String
    private var summary = RunSummary()
    private var finder = FailureFinder()
    private var part = JobSummary()
    /// How many failures of the run have entries in the summary.
    private var entries = 0
    private var errors = 0
    /// How many annotations of errors were made, and how many may be there when the run ends.
    private var annotated = 0
    private var quota = shownAnnotations
    /// How many errors and annotations of them there were before the run.
    private var before = (errors: 0, annotated: 0)
    private var warnings = 0
    /// All runs together, if they are runs of environments.
    private var total = JobTotal()
    /// The parts about these runs, which come after all of them together.
    private var held = ""
    private var omittedParts = 0

    /// Creates a report that writes annotations to the output, and Markdown to the page if there is
    /// one; `room` is how many bytes the page can take.
    ///
    /// The runs are a line about each of several, for an output in which no other report has one.
    /// `checkoutPath` returns the path of a file from the folder of the checkout, which is how
    /// GitHub knows files.
    public init(
        output: any TextSink, page: (any TextSink)?, room: Int = pageBytes,
        printsRuns: Bool = true, checkoutPath: @escaping (String) -> String
    ) {
        self.output = output
        self.page = page
        self.room = room
        self.printsRuns = printsRuns
        self.checkoutPath = checkoutPath
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted(let start) = event { begin(start) }
        summary.fold(event)
        total.fold(event)
        let failure = finder.failure(in: event)
        // The same failure in another iteration, and one that follows from another, are not new.
        if let failure, summary.failureLog.entryCount > entries {
            entries = summary.failureLog.entryCount
            try add(failure)
        }
        if case .runFinished(let end) = event { try finish(end) }
    }

    /// Writes what is about all runs, and closes the page.
    public func finish() throws(ListenerError) {
        let table = total.markdown
        var parts = held
        if omittedParts > 0 {
            parts += "and \(omittedParts) more runs with failures, which have no room here\n\n"
        }
        let fitting = [table + parts, table].first { $0.utf8.count <= room } ?? ""
        if let page, !fitting.isEmpty { try page.write(fitting) }
        try output.close()
        try page?.close()
    }

    /// Begins a run, which may use an equal share of the annotations that are left.
    private func begin(_ start: RunStart) {
        summary = RunSummary()
        part = JobSummary()
        entries = 0
        before = (errors, annotated)
        let runsLeft = max(1, start.runCount - start.number)
        quota = annotated + max(1, (Self.shownAnnotations - annotated) / runsLeft)
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
        let name = summary.start?.title ?? ""
        switch end.interruption {
        case nil, .bail, .notBegun: break
        case .signal(let number):
            try annotateError(name, "the run was interrupted by signal \(number)")
        case .authentication(let diagnostic), .script(let diagnostic), .timeout(let diagnostic),
            .lost(let diagnostic):
            try annotateError(name, diagnostic.messageWithHelp)
        }
        for warning in summary.warnings { try annotate(warning) }
        if printsRuns || summary.start?.runCount == 1 { try tellTotals(name) }
        guard let page else { return }
        let text = part.markdown(summary)
        if let start = summary.start, start.label != nil, start.runCount > 1 { return hold(text) }
        if text.utf8.count <= room {
            room -= text.utf8.count
            try page.write(text)
        } else {
            try output.write("posthaste: the page of the job has no room for this summary\n")
        }
    }

    /// Keeps the part about a run for the end, if it says more than that the run passed.
    private func hold(_ text: String) {
        let isPlain =
            !summary.hasFailures && summary.interruption == nil && summary.warnings.isEmpty
            && summary.flaky.count == 0
        if isPlain { return }
        if held.utf8.count + text.utf8.count + JobTotal.bytes <= room {
            held += text
        } else {
            omittedParts += 1
        }
    }

    private func annotateError(_ title: String, _ message: String) throws(ListenerError) {
        errors += 1
        guard annotated < quota else { return }
        annotated += 1
        try output.write(WorkflowCommand.annotation("error", title: title, message: message))
    }

    private func annotate(_ warning: RepeatedWarning) throws(ListenerError) {
        warnings += 1
        guard warnings <= Self.shownAnnotations else { return }
        let kind = warning.diagnostic.severity == .note ? "notice" : "warning"
        let others = warning.items.count > 1 ? " and others" : ""
        let title = warning.items.first.map { $0 + others } ?? summary.start?.collectionName ?? ""
        var place = warning.diagnostic.place
        place.file = place.file.map(checkoutPath)
        try output.write(
            WorkflowCommand.annotation(
                kind, title: title, message: warning.diagnostic.messageWithHelp, at: place))
    }

    /// Writes a plain line, which the log shows unchanged.
    private func tellTotals(_ name: String) throws(ListenerError) {
        var line = TerminalText.printable(name, keepsLines: false)
        line += ": \(summary.verdict), \(HumanUnits.time(summary.duration))"
        let left = (errors - before.errors) - (annotated - before.annotated)
        if left > 0 {
            line += "; failures without an annotation: \(left)"
            if page != nil { line += ", which the summary has" }
        }
        // A line that begins with two colons would be a command.
        try output.write("posthaste: \(line)\n")
    }
}
