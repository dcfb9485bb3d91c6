import Diagnostics
import RunModel

/// What is to be read first: why the run stopped, what failed, what was warned of, the runs, the timeline.
///
/// It is known last, so that it stands at the end of the file; the style sheet shows it at the top.
struct HTMLFindings {
    /// A run that is over, as the list of runs shows it.
    private struct Run {
        let isGood: Bool
        let collection: String
        let cells: [String]
    }

    /// The failures that are seen at once, and those that are behind a line that opens.
    private var failures = HTML()
    private var laterFailures = HTML()
    private var failureCount = 0
    private var listedFailures = 0
    private var interruptions: [RunEnd.Interruption] = []
    private var runs: [Run] = []

    /// How many failures are listed; the rows of all are marked.
    private static let keptFailures = 1_000
    private static let openFailures = 20
    private static let longestMessage = 1_000
    private static let shownItems = 5
}

// MARK: Gathering

extension HTMLFindings {
    /// Whether a run was stopped early for another reason than its failures.
    var isInterrupted: Bool {
        interruptions.contains { if case .bail = $0 { false } else { true } }
    }

    /// Takes an entry of the list of failures.
    mutating func add(
        _ failure: Failure, _ title: String, of item: HTMLItem?, isSeveralIterations: Bool
    ) {
        failureCount += 1
        guard listedFailures < Self.keptFailures else { return }
        listedFailures += 1
        var entry = HTML()
        entry.add("<li>")
        if let item {
            entry.add("<a href=\"#i")
            entry.add(number: item.number)
            entry.add("\">")
            entry.add(text: HTMLFailure.clipped(title, to: Self.longestMessage))
            entry.add("</a> <span class=\"facts\">")
            let iteration =
                isSeveralIterations ? ", iteration \(item.reference.iteration + 1)" : ""
            entry.add(
                text: HTMLFailure.clipped(item.reference.path, to: Self.longestMessage) + iteration)
            entry.add("</span>")
        } else {
            entry.add(text: HTMLFailure.clipped(title, to: Self.longestMessage))
        }
        entry.add("<pre>\n")
        entry.add(text: HTMLFailure.clipped(failure.message, to: Self.longestMessage))
        entry.add("</pre></li>\n")
        if listedFailures <= Self.openFailures {
            failures.add(entry)
        } else {
            laterFailures.add(entry)
        }
    }

    mutating func add(_ interruption: RunEnd.Interruption) { interruptions.append(interruption) }

    mutating func add(_ summary: RunSummary) {
        guard let start = summary.start else { return }
        runs.append(
            Run(
                isGood: !summary.hasFailures && summary.interruption == nil,
                collection: start.collectionName,
                cells: [
                    start.environmentName ?? "", "\(summary.items.total)",
                    "\(summary.assertions.total)", "\(summary.failureCount)",
                    HumanUnits.time(summary.duration),
                ]))
    }
}

// MARK: Writing

extension HTMLFindings {
    /// Adds all sections; of a file that still grows, what may be written over and over.
    func append(
        _ summary: RunSummary, _ timeline: HTMLTimeline, isComplete: Bool, to html: inout HTML
    ) {
        html.add("<div id=\"findings\">")
        if !isComplete { appendUnfinished(to: &html) }
        for interruption in interruptions { append(interruption, to: &html) }
        if runs.count > 1 { appendRuns(to: &html) }
        if failureCount > 0 { appendFailures(isComplete: isComplete, to: &html) }
        if !summary.warnings.isEmpty, isComplete { appendWarnings(summary, to: &html) }
        if !timeline.isEmpty {
            html.add("<section aria-label=\"Timeline\"><h2>Timeline</h2>")
            timeline.append(to: &html)
            html.add("</section>")
        }
        html.add("</div>")
    }

    private func appendUnfinished(to html: inout HTML) {
        html.add("<section class=\"notice\"><h2>The run did not finish</h2><p>")
        html.add("This is what was written before it was ended from outside, or it still goes on.")
        html.add("</p></section>")
    }

    private func append(_ interruption: RunEnd.Interruption, to html: inout HTML) {
        html.add("<section class=\"notice\"><h2>The run was stopped</h2><p>")
        if case .signal(let number) = interruption {
            html.add(text: "Interrupted by signal \(number).")
        } else if let diagnostic = interruption.diagnostic {
            HTMLWarning.append(diagnostic, to: &html)
        }
        html.add("</p></section>")
    }

    private func appendFailures(isComplete: Bool, to html: inout HTML) {
        html.add("<section aria-label=\"Failures\"><h2>Failures <span>")
        html.add(number: failureCount)
        html.add("</span></h2>")
        html.add("<ol class=\"failures\">")
        html.add(failures)
        html.add("</ol>")
        if isComplete, !laterFailures.isEmpty {
            html.add("<details class=\"later\"><summary>")
            html.add(number: listedFailures - Self.openFailures)
            html.add(" more</summary><ol class=\"failures\">")
            html.add(laterFailures)
            html.add("</ol></details>")
        }
        if failureCount > listedFailures {
            html.add("<p class=\"cut\">")
            html.add(
                text: "\(failureCount - listedFailures) more are not listed here; "
                    + "their requests are marked below.")
            html.add("</p>")
        }
        html.add("</section>")
    }

    private func appendWarnings(_ summary: RunSummary, to html: inout HTML) {
        html.add("<section aria-label=\"Warnings\"><h2>Warnings <span>")
        html.add(number: summary.warnings.count + summary.omittedWarnings)
        html.add("</span></h2><ul class=\"warnings\">")
        for warning in summary.warnings {
            html.add("<li>")
            HTMLWarning.append(warning.diagnostic, to: &html)
            if let items = items(of: warning) {
                html.add("<p class=\"facts\">")
                html.add(text: items)
                html.add("</p>")
            }
            html.add("</li>\n")
        }
        html.add("</ul>")
        if summary.omittedWarnings > 0 {
            html.add("<p class=\"cut\">")
            html.add(text: "\(summary.omittedWarnings) more are not listed.")
            html.add("</p>")
        }
        html.add("</section>")
    }

    /// Which items a warning was given for, and how often it was.
    private func items(of warning: RepeatedWarning) -> String? {
        let shown = warning.items.prefix(Self.shownItems)
        var text = shown.joined(separator: ", ")
        let left = warning.items.count - shown.count
        if warning.hasMoreItems {
            text += " and more than \(left) others"
        } else if left > 0 {
            text += " and \(left) more"
        }
        if warning.count > max(1, warning.items.count) { text += " (\(warning.count) times)" }
        return text.isEmpty ? nil : text
    }

    private func appendRuns(to html: inout HTML) {
        html.add("<section aria-label=\"Runs\"><h2>Runs <span>")
        html.add(number: runs.count)
        html.add("</span></h2><table class=\"runs\"><thead><tr><th>Collection</th>")
        html.add("<th>Environment</th><th>Requests</th><th>Tests</th><th>Failures</th>")
        html.add("<th>Duration</th></tr></thead><tbody>")
        for (index, run) in runs.enumerated() {
            html.add(run.isGood ? "<tr class=\"ok\">" : "<tr class=\"ko\">")
            html.add("<th scope=\"row\"><a href=\"#run")
            html.add(number: index + 1)
            html.add("\">")
            html.add(text: run.collection)
            html.add("</a></th>")
            for cell in run.cells {
                html.add("<td>")
                html.add(text: cell)
                html.add("</td>")
            }
            html.add("</tr>")
        }
        html.add("</tbody></table></section>")
    }
}
