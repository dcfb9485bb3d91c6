import RunModel

/// The end of several runs: the result of each, and the table of counts of all.
struct TerminalTotal {
    /// What it shows.
    enum Scope {
        /// The results and the counts.
        case counts
        /// These, and each failure once, with the runs that it happened in.
        case failures
        /// All of this, and everything else that the end of a run shows.
        case whole
    }

    private let scope: Scope
    private var summary: RunSummary
    private var failuresBefore = 0
    /// What the runs are to the user.
    private var noun = "collections"
    private var verdicts: [(name: String, problem: String?, isSkipped: Bool)] = []

    init(_ scope: Scope, _ options: TerminalReport.Options) {
        self.scope = scope
        summary = RunSummary(
            keepsExchanges: scope != .counts && options.failureDetails != .none, joinsRuns: true,
            keepsTimes: true)
    }

    /// Creates the total of runs, the first of which may be over: it was not known then that others
    /// follow.
    ///
    /// What the summary of that run does not keep is not shown of the others either.
    init(_ scope: Scope, _ options: TerminalReport.Options, after summary: RunSummary) {
        self.init(scope, options)
        if summary.start == nil { return }
        self.summary = summary
        if summary.start?.label != nil { noun = "runs" }
        if let end = summary.end { conclude(end) }
    }

    mutating func fold(_ event: RunEvent) {
        summary.fold(event)
        switch event {
        case .runStarted(let start):
            failuresBefore = summary.failureCount
            if start.label != nil { noun = "runs" }
        case .runFinished(let end): conclude(end)
        default: break
        }
    }

    private mutating func conclude(_ end: RunEnd) {
        let failures = summary.failureCount - failuresBefore
        var problem: String?
        if failures > 0 { problem = "\(failures) \(failures == 1 ? "failure" : "failures")" }
        if let interruption = end.interruption {
            problem = [problem, interruption.outcome].joined(by: ", ")
        }
        let isSkipped = end.interruption?.isBeforeBegin ?? false
        verdicts.append((summary.start?.title ?? "", problem, isSkipped))
    }

    /// The most important counts of all runs on one line.
    var verdict: String { summary.verdict }

    func append(to text: inout TerminalText, _ options: TerminalReport.Options) {
        text.add("\n")
        let shownNoun = verdicts.count == 1 ? String(noun.dropLast()) : noun
        text.add("\(verdicts.count) \(shownNoun)", .underlinedGray)
        text.add("\n\n")
        for (name, problem, isSkipped) in verdicts {
            let isGood = problem == nil
            let sign =
                isSkipped ? "-" : isGood ? options.symbols.pass : options.symbols.fail
            text.add("  \(sign)  ", isSkipped ? .cyan : isGood ? .green : .boldRed)
            text.foreign(
                problem.map { "\(name): \($0)" } ?? name,
                isSkipped ? .cyan : isGood ? .gray : .boldRed)
            text.add("\n")
        }
        let conclusion = RunConclusion(summary: summary, options: options, runsLabel: noun)
        switch scope {
        case .counts: conclusion.appendSummary(to: &text)
        case .failures:
            conclusion.appendSummary(to: &text)
            conclusion.appendFailures(to: &text)
        case .whole: conclusion.append(to: &text)
        }
    }
}

extension [String?] {
    fileprivate func joined(by separator: String) -> String {
        compactMap(\.self).joined(separator: separator)
    }
}
