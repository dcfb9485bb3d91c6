import Diagnostics
public import RunModel

/// The Test Anything Protocol, version 13: the latest that every consumer reads, including Perl's
/// and Python's.
///
/// The output is valid in version 14, too.
///
/// Each assertion is a test point, and so is each request or script that failed to run. A request
/// without either has a test point of its own, so nothing is invisible. A YAML block explains each
/// failure.
public final class TAPReport: GradualReport {
    private let sink: any TextSink
    private var hasBegun = false
    private var start: RunStart?
    private var finder = FailureFinder()
    private var points = 0
    private var pointsBeforeItem = 0
    private var skipReason: SkipReason?
    private var hasShownBody = false
    private var signal: Int?
    /// The item whose end has not come yet.
    private var unfinished: ItemReference?

    /// Creates a report that writes to the sink.
    public init(sink: any TextSink) {
        self.sink = sink
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if let failure = finder.failure(in: event) { try add(failure) }
        switch event {
        case .runStarted(let start): try begin(start)
        case .iterationStarted(let start): try begin(start)
        case .itemStarted(let item): begin(item)
        case .console(let record, _):
            let line = record.arguments.joined(separator: ", ")
            try comment("console.\(record.level.rawValue): \(line)")
        case .attempt(let record, _): try add(record)
        case .assertion(let record, let item) where record.failure == nil:
            try point("\(path(item)): \(record.name)", directive: record.isSkipped ? "SKIP" : nil)
        case .itemSkipped(_, let reason): skipReason = reason
        case .warning(let diagnostic): try comment(diagnostic)
        case .itemFinished(let item): try finish(item)
        case .runFinished(let end): try finish(end)
        case .request, .assertion, .script, .strictFailure, .iterationFinished, .nextRequest,
            .visualization:
            break
        }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { try sink.flush() }

    /// Writes how many test points there were.
    public func finish() throws(ListenerError) {
        try begin()
        try sink.write("1..\(points)\(points == 0 ? " # SKIP no request was run" : "")\n")
        if let signal { try sink.write("Bail out! the run was interrupted by signal \(signal)\n") }
        try sink.close()
    }

    private func begin(_ start: RunStart) throws(ListenerError) {
        try begin()
        self.start = start
        try comment(start.title)
    }

    private func begin() throws(ListenerError) {
        if hasBegun { return }
        hasBegun = true
        try sink.write("TAP version 13\n")
    }

    private func begin(_ iteration: IterationStart) throws(ListenerError) {
        guard let start, start.isIterated else { return }
        let row = iteration.rowText.map { ": \($0)" } ?? ""
        let count = start.duration == nil ? "/\(start.iterationCount)" : ""
        try comment("iteration \(iteration.number + 1)\(count)\(row)")
    }

    private func begin(_ item: ItemReference) {
        unfinished = item
        pointsBeforeItem = points
        skipReason = nil
        hasShownBody = false
    }

    /// Writes an attempt that was repeated; it has no result.
    private func add(_ attempt: AttemptRecord) throws(ListenerError) {
        for record in attempt.requests {
            let answer = record.response.map { " [\(ExchangeText.answer($0))]" } ?? ""
            try comment(ExchangeText.request(record) + answer)
        }
        try comment("\(attempt.outcome), again in \(HumanUnits.time(attempt.delay))")
    }

    /// The response's body is shown once for each request.
    private func add(_ failure: NamedFailure) throws(ListenerError) {
        if failure.isConsequence {
            try point(failure.title, directive: "SKIP the request got no response")
            return
        }
        let diagnostics = TAPDiagnostics(failure: failure, showsBody: !hasShownBody)
        if failure.record?.response != nil { hasShownBody = true }
        try point(failure.title, isGood: false, diagnostics)
    }

    private func finish(_ item: ItemReference) throws(ListenerError) {
        unfinished = nil
        guard points == pointsBeforeItem else { return }
        try point(
            path(item), directive: skipReason.map { "SKIP \($0.text)" })
    }

    /// Writes why the run ended early, as a point that failed or was skipped.
    private func finish(_ end: RunEnd) throws(ListenerError) {
        guard let interruption = end.interruption else { return }
        if case .signal(let number) = interruption { signal = number }
        if case .lost = interruption, let item = unfinished { try lose(item) }
        let title = "\(start?.title ?? ""): run"
        guard let failure = interruption.failure else {
            return try point(title, directive: "SKIP \(interruption.text)")
        }
        try add(
            NamedFailure(
                title: title, failure: failure, location: "run", record: nil, isConsequence: false))
    }

    private func lose(_ item: ItemReference) throws(ListenerError) {
        unfinished = nil
        guard let failure = Verdict.lost.failure else { return }
        try add(
            NamedFailure(
                title: path(item), failure: failure, location: Verdict.lost.location, record: nil,
                isConsequence: false))
    }

    private func path(_ item: ItemReference) -> String { FailureFinder.path(item, in: start) }

    // MARK: Lines

    private func point(
        _ name: String, isGood: Bool = true, directive: String? = nil,
        _ diagnostics: TAPDiagnostics? = nil
    ) throws(ListenerError) {
        points += 1
        var line = "\(isGood ? "ok" : "not ok") \(points) - "
        line += Self.description(name)
        if let directive {
            line += " # " + TerminalText.printable(directive, keepsLines: false)
        }
        line += "\n"
        diagnostics?.append(to: &line)
        try sink.write(line)
    }

    /// Returns the text on one line, with the characters of directives and escapes escaped.
    private static func description(_ text: String) -> String {
        var escaped = ""
        for scalar in TerminalText.printable(text, keepsLines: false).unicodeScalars {
            if scalar == "#" || scalar == "\\" { escaped.unicodeScalars.append("\\") }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }

    private func comment(_ diagnostic: Diagnostic) throws(ListenerError) {
        try comment(DiagnosticRenderer(usesColor: false).render(diagnostic))
    }

    private func comment(_ text: String) throws(ListenerError) {
        let lines = TerminalText.printable(text, keepsLines: true).split(separator: "\n")
        if lines.isEmpty { return }
        try sink.write(lines.map { "# \($0)\n" }.joined())
    }
}
