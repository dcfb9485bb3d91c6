import RunModel
import TextEncoding

/// The part at the top of the page that the end of the run decides: verdict and counts.
///
/// It is rewritten in place while the file grows, so that it must keep to the size that it began with: there is
/// nothing in it but numbers, and texts that are known when the run begins.
struct HTMLSummary {
    /// What was counted so far.
    let summary: RunSummary
    /// The headline.
    let title: String
    /// What the headline says nothing of: the environment, how many iterations are planned.
    let subtitle: String
    /// How many iterations there will be, as far as is known.
    let iterationCount: Int
    /// When the first run started, in seconds since 1970.
    let startedAt: Double
    /// The milliseconds from then to the end.
    let milliseconds: Double
    /// Whether all runs are over.
    let isComplete: Bool
    /// Whether a run was stopped early for another reason than its failures.
    let isInterrupted: Bool

    /// What numbers may add to the size that the part begins with.
    static let slack = 3_072

    private enum Verdict: String {
        case passed = "Passed"
        case failed = "Failed"
        case interrupted = "Interrupted"
        case unfinished = "Unfinished"
    }

    private var verdict: Verdict {
        if !isComplete { return .unfinished }
        if isInterrupted { return .interrupted }
        return summary.hasFailures ? .failed : .passed
    }

    /// Adds the part, from the document's title to the end of the summary.
    func append(to html: inout HTML) {
        html.add("<title>")
        html.add(text: "\(verdict.rawValue) · \(title)")
        html.add("</title>")
        html.add("<link rel=\"icon\" href=\"data:image/svg+xml,<svg xmlns='")
        html.add("http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='4' fill='")
        html.add(verdict == .passed ? "%23178a46" : "%23c8322b")
        html.add("'/></svg>\"><style>:root{--total:")
        html.add(number: Int(max(1, milliseconds)))
        html.add("}</style></head><body>")
        html.add("<a class=\"skip\" href=\"#requests\">Skip to the requests</a><header><div><h1>")
        html.add(text: title)
        html.add("</h1><p class=\"facts\">")
        html.add(text: subtitle)
        html.add(" <time")
        html.attribute("datetime", Timestamp.iso8601(startedAt))
        html.add(">")
        html.add(text: Self.readable(startedAt))
        html.add("</time></p></div>")
        appendVerdict(to: &html)
        html.add("</header><main><section id=\"summary\" aria-label=\"Summary\">")
        appendBar(to: &html)
        html.add("<dl class=\"counts\">")
        appendCounts(to: &html)
        html.add("</dl></section>\n")
    }

    private func appendVerdict(to html: inout HTML) {
        html.add(verdict == .passed ? "<p class=\"verdict ok\">" : "<p class=\"verdict ko\">")
        html.add(text: verdict.rawValue)
        html.add("</p>")
    }

    /// The items that passed, failed and were skipped, as lengths.
    private func appendBar(to html: inout HTML) {
        let items = summary.items
        html.add("<p class=\"share\" aria-hidden=\"true\"><i class=\"ko\" style=\"flex-grow:")
        html.add(number: items.failed)
        html.add("\"></i><i class=\"ok\" style=\"flex-grow:")
        html.add(number: max(0, items.total - items.failed - items.skipped))
        html.add("\"></i><i class=\"sk\" style=\"flex-grow:")
        html.add(number: items.skipped)
        html.add("\"></i></p>")
    }

    private func appendCounts(to html: inout HTML) {
        append("Requests", summary.items, to: &html)
        append("Tests", summary.assertions, to: &html)
        let scripts = summary.testScripts.failed + summary.prerequestScripts.failed
        if scripts > 0 { append("Script errors", "\(scripts)", "", isBad: true, to: &html) }
        if iterationCount > 1 {
            append(
                "Iterations", "\(summary.iterations.total)", "of \(iterationCount)",
                isBad: false, to: &html)
        }
        append(
            "Duration", HumanUnits.time(milliseconds: milliseconds), "", isBad: false, to: &html)
        let times = summary.responseTime
        if times.count > 0 {
            append(
                "Response time", HumanUnits.time(milliseconds: times.mean),
                "\(HumanUnits.time(milliseconds: times.minimum)) to "
                    + HumanUnits.time(milliseconds: times.maximum), isBad: false, to: &html)
        }
        append(
            "Received", HumanUnits.size(summary.bytesReceived),
            "by \(summary.requests.total) HTTP requests", isBad: false, to: &html)
        let warnings = summary.warnings.count + summary.omittedWarnings
        if warnings > 0 { append("Warnings", "\(warnings)", "", isBad: false, to: &html) }
    }

    private func append(_ name: Markup, _ tally: Tally, to html: inout HTML) {
        var parts: [String] = []
        if tally.total > 0 {
            parts.append("\(tally.total - tally.failed - tally.skipped) passed")
        }
        if tally.failed > 0 { parts.append("\(tally.failed) failed") }
        if tally.skipped > 0 { parts.append("\(tally.skipped) skipped") }
        append(
            name, "\(tally.total)", parts.joined(separator: ", "), isBad: tally.failed > 0,
            to: &html)
    }

    private func append(
        _ name: Markup, _ value: String, _ note: String, isBad: Bool, to html: inout HTML
    ) {
        html.add(isBad ? "<div class=\"ko\"><dt>" : "<div><dt>")
        html.add(name)
        html.add("</dt><dd>")
        html.add(text: value)
        html.add("</dd>")
        if !note.isEmpty {
            html.add("<dd class=\"facts\">")
            html.add(text: note)
            html.add("</dd>")
        }
        html.add("</div>")
    }

    /// A moment as `2026-03-04 05:06:07 UTC`.
    static func readable(_ moment: Double) -> String {
        Timestamp.iso8601(moment).prefix(19).replacing("T", with: " ") + " UTC"
    }
}
