import Diagnostics
import RunModel

/// What the terminal report says when the run is over: why it stopped, counts, failures, warnings.
struct RunConclusion {
    /// What the run came to.
    let summary: RunSummary
    /// How the report looks.
    let options: TerminalReport.Options

    private static let shownWarnings = 20

    func append(to text: inout TerminalText) {
        if case .signal(let number)? = summary.interruption {
            text.add("\n")
            text.add("run interrupted by signal \(number)", .boldRed)
            text.add("\n")
        }
        text.add("\n")
        SummaryTable(summary: summary, isVerbose: options.isVerbose).append(to: &text)
        if summary.hasFailures {
            text.add("\n")
            FailureTable(summary: summary, width: options.width).append(to: &text)
        }
        if !summary.warnings.isEmpty { appendWarnings(to: &text) }
        if let diagnostic = summary.interruption?.diagnostic {
            text.add("\n")
            text.add(
                DiagnosticRenderer(usesColor: options.usesColor).render(printable(diagnostic)))
        }
    }

    private func appendWarnings(to text: inout TerminalText) {
        let renderer = DiagnosticRenderer(usesColor: options.usesColor)
        text.add("\n")
        var shown = 0
        for warning in summary.warnings.prefix(Self.shownWarnings) {
            text.add(renderer.render(described(warning)))
            shown += warning.count
        }
        let left = summary.warningCount - shown
        if left > 0 { text.add("and \(left) more warnings, not listed\n") }
    }

    /// The warning with its foreign text made safe and its count told.
    private func described(_ warning: RepeatedWarning) -> Diagnostic {
        var diagnostic = printable(warning.diagnostic)
        if warning.count > 1 {
            let place = diagnostic.place.item == nil ? "" : ", first here"
            diagnostic.message += " (\(warning.count) times\(place))"
        }
        return diagnostic
    }

    /// The diagnostic with its foreign text made safe.
    private func printable(_ original: Diagnostic) -> Diagnostic {
        var diagnostic = original
        diagnostic.message = TerminalText.printable(diagnostic.message, keepsLines: false)
        diagnostic.help = diagnostic.help.map { TerminalText.printable($0, keepsLines: true) }
        diagnostic.place.item = diagnostic.place.item.map {
            TerminalText.printable($0, keepsLines: false)
        }
        diagnostic.place.file = diagnostic.place.file.map {
            TerminalText.printable($0, keepsLines: false)
        }
        return diagnostic
    }
}
