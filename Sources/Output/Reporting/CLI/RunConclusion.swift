import Diagnostics
import RunModel

/// What the terminal report says when the run is over: why it stopped, counts, failures, warnings.
struct RunConclusion {
    /// What the run came to.
    let summary: RunSummary
    /// How the report looks.
    let options: TerminalReport.Options

    private static let shownWarnings = 50
    private static let shownItems = 3

    func append(to text: inout TerminalText) {
        if case .signal(let number)? = summary.interruption {
            text.add("\n")
            text.add("run interrupted by signal \(number)", .boldRed)
            text.add("\n")
        }
        if options.shows(.summary) {
            text.add("\n")
            SummaryTable(
                summary: summary, isVerbose: options.isVerbose, symbols: options.symbols
            ).append(to: &text)
        }
        if summary.hasFailures, options.shows(.failures) {
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
        for warning in summary.warnings.prefix(Self.shownWarnings) {
            text.add(renderer.render(printable(warning.diagnostic), items: items(of: warning)))
        }
        let left = summary.warnings.dropFirst(Self.shownWarnings).count + summary.omittedWarnings
        if left > 0 { text.add("and \(left) more warnings, not listed\n") }
    }

    /// The items that a warning was given for and how often it was, as `in 'A', 'B' and 2 more (9 times)`.
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

    /// The diagnostic with its foreign text made safe.
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
