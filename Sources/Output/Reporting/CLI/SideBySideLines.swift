import Diagnostics
public import RunModel

/// What a terminal shows of runs that go on side by side: the failures of a request when it has
/// ended, a line for each run that has ended, and a line for each run that is under way.
///
/// It shows nothing of requests that passed. The report on all runs follows at the end
/// (``TotalReport``).
public struct SideBySideLines: Sendable {
    /// A run that is under way.
    private struct Part: Sendable {
        let start: RunStart
        var progress = RunProgress()
        var summary = RunSummary()
        var finder = FailureFinder()
        /// The failures of the request that is running.
        var failures: [NamedFailure] = []
    }

    private let options: TerminalReport.Options
    private let runCount: Int
    private let jobs: Int
    private var parts: [Int: Part] = [:]
    private var hasBegun = false
    private var endedCount = 0
    private var failedCount = 0
    private var startedAt = 0
    /// The help that was shown for runs that stopped early.
    private var shownHelp: Set<[String]> = []

    private static let shownFailures = 20
    private static let messageLines = 4
    private static let longestLine = 400
    private static let shownParts = 8
    private static let shownAfter = 300

    /// Creates the lines for so many runs, of which `jobs` go on at a time.
    public init(options: TerminalReport.Options, runCount: Int, jobs: Int) {
        self.options = options
        self.runCount = runCount
        self.jobs = jobs
    }

    /// Takes the next event of a run, at a time in milliseconds from any start; returns the lines
    /// to write, all of them about one request.
    public mutating func text(of event: RunEvent, in run: Int, at now: Int) -> String {
        var text = TerminalText(usesColor: options.usesColor)
        if case .runStarted(let start) = event {
            begin(at: now, to: &text)
            parts[run] = Part(start: start)
        }
        guard var part = parts.removeValue(forKey: run) else { return "" }
        part.progress.fold(event, at: now)
        part.summary.fold(event)
        if let failure = part.finder.failure(in: event), !failure.isConsequence {
            part.failures.append(failure)
        }
        if case .itemFinished = event { append(&part.failures, to: &text) }
        guard case .runFinished(let end) = event else {
            parts[run] = part
            return text.text
        }
        append(&part.failures, to: &text)
        conclude(part, end, to: &text)
        return text.text
    }

    private mutating func begin(at now: Int, to text: inout TerminalText) {
        if hasBegun { return }
        hasBegun = true
        startedAt = now
        if options.shows(.banner) { text.add("posthaste\n\n") }
        text.add("\(runCount) runs, \(jobs) side by side\n\n")
    }

    // MARK: Lines

    private func append(_ failures: inout [NamedFailure], to text: inout TerminalText) {
        for failure in failures.prefix(Self.shownFailures) { append(failure, to: &text) }
        let left = failures.count - Self.shownFailures
        if left > 0 { text.add("     and \(left) more failures of this request\n", .red) }
        failures = []
    }

    private func append(_ failure: NamedFailure, to text: inout TerminalText) {
        text.add("\(options.symbols.fail)  ", .boldRed)
        text.foreign(failure.title, .boldRed)
        text.add("\n")
        let message = TerminalText.printable(failure.failure.message, keepsLines: true)
        for line in message.split(separator: "\n").prefix(Self.messageLines) {
            text.add("     \(line.prefix(Self.longestLine))", .red)
            text.add("\n")
        }
        guard options.failureDetails != .none, let record = failure.record else { return }
        var exchange = ExchangeText.request(record)
        if let response = record.response { exchange += " [\(ExchangeText.answer(response))]" }
        text.add("     ")
        text.foreign(exchange, .gray)
        text.add("\n")
    }

    private mutating func conclude(_ part: Part, _ end: RunEnd, to text: inout TerminalText) {
        let isGood = !part.summary.hasFailures && end.interruption == nil
        endedCount += 1
        if !isGood { failedCount += 1 }
        let sign = isGood ? options.symbols.pass : options.symbols.fail
        var line = "\(part.start.title): \(part.summary.verdict), "
        line += options.symbols.time(end.duration)
        if end.interruption != nil { line += ", stopped early" }
        text.add("\(sign)  ", isGood ? .green : .boldRed)
        text.foreign(line, isGood ? .gray : .boldRed)
        text.add("\n")
        guard let diagnostic = end.interruption?.diagnostic else { return }
        // Runs that end alike need the same help, which is said once.
        let isNew = shownHelp.insert(diagnostic.help).inserted
        let help = isNew ? diagnostic.help.map { "help: " + $0 } : []
        for line in [diagnostic.message] + help {
            text.add("     ")
            text.foreign(line, .gray)
            text.add("\n")
        }
    }

    // MARK: The lines below

    /// Returns the lines for a terminal of so many columns and rows that show the runs under way.
    public func area(columns: Int, rows: Int, at now: Int) -> [String] {
        guard hasBegun, now - startedAt >= Self.shownAfter, endedCount < runCount else { return [] }
        let room = max(1, min(Self.shownParts, rows / 2))
        let line = ProgressLine(usesColor: options.usesColor, usesUnicode: options.usesUnicode)
        let shown = parts.sorted { $0.key < $1.key }.prefix(room).map { _, part in
            line.text(part.progress, named: part.start.title, columns: columns, at: now)
        }
        var total = "\(endedCount) of \(runCount) runs done"
        if failedCount > 0 { total += ", \(failedCount) failed" }
        total += options.symbols.separator + ProgressLine.time(now - startedAt)
        return shown.filter { !$0.isEmpty } + [String(total.prefix(max(0, columns - 1)))]
    }
}
