public import RunModel

/// The progress of the run (`-r progress`), and at its end what failed.
///
/// On a terminal its owner draws a ``ProgressLine`` during the run. Elsewhere this report writes a
/// line for each tenth of the run, or for each run if there are many with names.
public final class ProgressReport: RunListener {
    /// How the report looks.
    public struct Options: Sendable, Hashable {
        /// How the end of the run looks.
        public var conclusion: TerminalReport.Options
        /// Whether its owner draws a line of progress.
        public var isDrawn: Bool

        /// Creates options.
        public init(
            conclusion: TerminalReport.Options = TerminalReport.Options(), isDrawn: Bool = false
        ) {
            self.conclusion = conclusion
            self.isDrawn = isDrawn
        }
    }

    private let sink: any TextSink
    private let options: Options
    private var progress = RunProgress()
    private var summary = RunSummary(keepsExchanges: true)
    private var tenths = 0
    /// The end of several runs.
    private var total: TerminalTotal?

    /// Creates a report that writes to the sink.
    public init(sink: any TextSink, options: Options = Options()) {
        self.sink = sink
        self.options = options
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted(let start) = event { try begin(start) }
        summary.fold(event)
        total?.fold(event)
        progress.fold(event, at: 0)
        switch event {
        case .itemFinished: try advance()
        case .runFinished: try conclude()
        default: break
        }
    }

    /// Writes the results and the counts of all runs, if there are several.
    public func finish() throws(ListenerError) {
        guard let total else { return }
        var text = TerminalText(usesColor: options.conclusion.usesColor)
        total.append(to: &text, options.conclusion)
        text.add("\n\(total.verdict)\n")
        try sink.write(text.text)
    }

    private func begin(_ start: RunStart) throws(ListenerError) {
        if start.runCount > 1, total == nil {
            total = TerminalTotal(.counts, options.conclusion, after: summary)
        }
        summary = RunSummary(keepsExchanges: true, joinsRuns: true)
        tenths = 0
        let place = start.place.map { " (\($0))" } ?? ""
        let requests = "\(start.itemCount) \(start.itemCount == 1 ? "request" : "requests")"
        var times = start.iterationCount > 1 ? ", \(start.iterationCount) iterations" : ""
        if let duration = start.duration {
            times = ", repeated for \(options.conclusion.symbols.time(duration))"
        }
        let name = TerminalText.printable(start.title, keepsLines: false)
        try sink.write("\(name)\(place): \(requests)\(times)\n")
    }

    private func advance() throws(ListenerError) {
        guard !options.isDrawn, total == nil || summary.start?.label == nil else { return }
        let reached = Int(progress.share * 10)
        guard reached > tenths else { return }
        tenths = reached
        let failures = summary.hasFailures ? ", \(summary.failureCount) failed" : ""
        try sink.write("  \(reached * 10)% (\(progress.counts))\(failures)\n")
    }

    private func conclude() throws(ListenerError) {
        var text = TerminalText(usesColor: options.conclusion.usesColor)
        let symbols = options.conclusion.symbols
        if options.isDrawn {
            let share = progress.share
            text.add("\(ProgressLine.bar(share, symbols)) \(Int(share * 100))%\n")
        }
        text.add("\(summary.verdict), \(symbols.time(summary.duration))\n")
        RunConclusion(summary: summary, options: options.conclusion).append(to: &text)
        try sink.write(text.text)
    }
}

extension RunSummary {
    /// The most important counts on one line: `12 requests, 30 assertions, 2 failures`.
    var verdict: String {
        [(requests.total, "request"), (assertions.total, "assertion"), (failureCount, "failure")]
            .map(HumanUnits.count).joined(separator: ", ")
    }
}
