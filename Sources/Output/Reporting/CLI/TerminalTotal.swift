import RunModel

/// The end of several runs: the result of each, and the table of counts of all.
struct TerminalTotal {
    private var summary = RunSummary()
    private var failuresBefore = 0
    private var verdicts: [(name: String, problem: String?)] = []

    mutating func fold(_ event: RunEvent) {
        summary.fold(event)
        switch event {
        case .runStarted: failuresBefore = summary.failureCount
        case .runFinished(let end): conclude(end)
        default: break
        }
    }

    private mutating func conclude(_ end: RunEnd) {
        let failures = summary.failureCount - failuresBefore
        var problem: String?
        if failures > 0 { problem = "\(failures) \(failures == 1 ? "failure" : "failures")" }
        if end.interruption != nil { problem = [problem, "stopped early"].joined(by: ", ") }
        verdicts.append((summary.start?.collectionName ?? "", problem))
    }

    func append(to text: inout TerminalText, _ options: TerminalReport.Options) {
        text.add("\n")
        text.add("\(verdicts.count) collections", .underlinedGray)
        text.add("\n\n")
        for (name, problem) in verdicts {
            let isGood = problem == nil
            let sign = isGood ? options.symbols.pass : options.symbols.fail
            text.add("  \(sign)  ", isGood ? .green : .boldRed)
            text.foreign(problem.map { "\(name): \($0)" } ?? name, isGood ? .gray : .boldRed)
            text.add("\n")
        }
        guard options.shows(.summary) else { return }
        text.add("\n")
        SummaryTable(
            summary: summary, isVerbose: options.isVerbose, symbols: options.symbols,
            countsRuns: true, width: options.width
        ).append(to: &text)
    }
}

extension [String?] {
    fileprivate func joined(by separator: String) -> String {
        compactMap(\.self).joined(separator: separator)
    }
}
