import Diagnostics
import RunModel

/// The end of the terminal report: why the run stopped, counts, failures, warnings.
struct RunConclusion {
    /// The result of the run.
    let summary: RunSummary
    /// How the report looks.
    let options: TerminalReport.Options
    /// What the runs are to the user, if it is about several.
    var runsLabel: String?

    private static let shownWarnings = 50
    private static let shownItems = 3
    private static let shownSlow = 3
    /// The fewest requests of a run whose slowest are shown.
    private static let longRun = 20

    func append(to text: inout TerminalText) {
        if runsLabel == nil, summary.interruption?.isBeforeBegin ?? false {
            return appendEnd(to: &text)
        }
        if case .signal(let number)? = summary.interruption {
            text.add("\n")
            text.add("run interrupted by signal \(number)", .boldRed)
            text.add("\n")
        }
        appendSummary(to: &text)
        appendFailures(to: &text)
        if options.shows(.summary) { appendNotable(to: &text) }
        if !summary.warnings.isEmpty {
            text.add("\n")
            appendWarnings(to: &text)
        }
        appendEnd(to: &text)
    }

    /// Appends why the run stopped early, unless the list of failures has said all of it: a run
    /// that is lost is one of them.
    private func appendEnd(to text: inout TerminalText) {
        guard let interruption = summary.interruption, let diagnostic = interruption.diagnostic,
            !(interruption.isLost && diagnostic.place.file == nil && options.shows(.failures))
        else { return }
        text.add("\n")
        text.add(DiagnosticRenderer(usesColor: options.usesColor).render(printable(diagnostic)))
    }

    /// Appends the list of failures, if there are any.
    func appendFailures(to text: inout TerminalText) {
        guard summary.hasFailures, options.shows(.failures) else { return }
        text.add("\n")
        FailureTable(
            summary: summary, width: options.width, details: options.failureDetails,
            namesRuns: runsLabel != nil
        ).append(to: &text)
    }

    /// Appends the table of counts, unless there is nothing to count.
    func appendSummary(to text: inout TerminalText) {
        guard options.shows(.summary) else { return }
        text.add("\n")
        guard summary.items.total + summary.requests.total + summary.assertions.total > 0 else {
            text.add("no request was run\n")
            return
        }
        SummaryTable(
            summary: summary, isVerbose: options.isVerbose, symbols: options.symbols,
            runsLabel: runsLabel, width: options.width
        ).append(to: &text)
        guard let times = summary.times, TimesTable.isUseful(times) else { return }
        text.add("\n")
        TimesTable(times: times, symbols: options.symbols).append(to: &text)
    }

    /// Appends the slowest requests of a long run, and those that passed only after another
    /// attempt.
    private func appendNotable(to text: inout TerminalText) {
        var lines = summary.flaky.entries.map {
            "flaky: \($0.name) passed on attempt \($0.attempt) (\($0.reason))"
        }
        let left = summary.flaky.count - summary.flaky.entries.count
        if left > 0 { lines.append("and \(left) more flaky requests, not listed") }
        if summary.requests.total >= Self.longRun {
            lines += summary.slowest.entries.prefix(Self.shownSlow).map {
                "slowest: \($0.name) \(options.symbols.time($0.time))"
            }
        }
        if lines.isEmpty { return }
        text.add("\n")
        for line in lines {
            text.foreign(line, .gray)
            text.add("\n")
        }
    }

    /// Appends the warnings, each with the items that it was given for.
    func appendWarnings(to text: inout TerminalText) {
        let renderer = DiagnosticRenderer(usesColor: options.usesColor)
        for warning in summary.warnings.prefix(Self.shownWarnings) {
            text.add(renderer.render(printable(warning.diagnostic), items: items(of: warning)))
        }
        let left = summary.warnings.dropFirst(Self.shownWarnings).count + summary.omittedWarnings
        if left > 0 { text.add("and \(left) more warnings, not listed\n") }
    }

    /// The items that a warning was given for, and how often: `in 'A', 'B' and 2 more (9 times)`.
    private func items(of warning: RepeatedWarning) -> String? {
        let shown = warning.items.prefix(Self.shownItems)
            .map { "'\(TerminalText.printable($0, keepsLines: false))'" }
        let left = warning.items.count - shown.count
        var phrase = shown.joined(separator: ", ")
        if warning.hasMoreItems {
            phrase += " and more than \(left) others"
        } else if left > 0 {
            phrase += " and \(left) more"
        } else if let last = shown.last, shown.count > 1 {
            phrase = shown.dropLast().joined(separator: ", ") + " and " + last
        }
        if warning.count > max(1, warning.items.count) {
            phrase += (phrase.isEmpty ? "" : " ") + "(\(warning.count) times)"
        }
        return phrase.isEmpty ? nil : (warning.items.isEmpty ? "" : "in ") + phrase
    }

    /// Returns the diagnostic with its control characters made visible.
    private func printable(_ original: Diagnostic) -> Diagnostic {
        var diagnostic = original
        diagnostic.message = TerminalText.printable(diagnostic.message, keepsLines: false)
        diagnostic.help = diagnostic.help.map { TerminalText.printable($0, keepsLines: true) }
        diagnostic.place.lineText = diagnostic.place.lineText.map {
            TerminalText.printable($0, keepsLines: false)
        }
        diagnostic.place.item = diagnostic.place.item.map {
            TerminalText.printable($0, keepsLines: false)
        }
        diagnostic.place.file = diagnostic.place.file.map {
            TerminalText.printable($0, keepsLines: false)
        }
        return diagnostic
    }
}
