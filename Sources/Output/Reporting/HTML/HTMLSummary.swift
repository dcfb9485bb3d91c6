import RunModel
import TextEncoding

/// The part at the top of the page that is known only at the end of the run: verdict and counts.
///
/// It is rewritten in place while the file grows, so it must keep the size that it began with. It
/// has nothing but numbers, and texts that are known when the run begins.
struct HTMLSummary {
    /// The counts so far.
    let summary: RunSummary
    /// The headline.
    let title: String
    /// The line below the headline, such as the environment.
    let subtitle: String
    /// How many iterations there will be, as far as is known.
    let iterationCount: Int
    /// When the first run started, in seconds since 1970.
    let startedAt: Double
    /// The milliseconds from then to the end.
    let milliseconds: Double
    /// Whether all runs are over.
    let isComplete: Bool
    /// Whether a run was stopped early for a reason other than its failures.
    let isInterrupted: Bool

    /// How much numbers may add to the size that the part begins with.
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
    ///
    /// It closes the element `head`, and opens `body` and `main`.
    func append(to html: inout HTML) {
        appendHead(to: &html)
        html.open("body")
        html.element("a", class: "skip", .init("href", "#requests"), text: "Skip to the requests")
        html.element("header") { html in
            html.element("div") { appendTitle(to: &$0) }
            html.element(
                "p", class: verdict == .passed ? "verdict ok" : "verdict ko",
                text: verdict.rawValue)
        }
        html.open("main")
        html.element("section", .init("id", "summary"), .init("aria-label", "Summary")) { html in
            appendBar(to: &html)
            html.element("dl", class: "counts") { appendCounts(to: &$0) }
        }
        html.add("\n")
    }

    private func appendHead(to html: inout HTML) {
        html.element("title", text: "\(verdict.rawValue) · \(title)")
        html.void(
            "link", .init("rel", "icon"),
            .init("href", verdict == .passed ? Self.goodIcon : Self.badIcon))
        html.element("style") { html in
            html.add(":root{--total:")
            html.add(number: Int(min(max(1, milliseconds), 1e12)))
            html.add("}")
        }
        html.close()
    }

    private static let goodIcon: Markup = """
        data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>\
        <circle cx='4' cy='4' r='4' fill='%23178a46'/></svg>
        """
    private static let badIcon: Markup = """
        data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>\
        <circle cx='4' cy='4' r='4' fill='%23c8322b'/></svg>
        """

    private func appendTitle(to html: inout HTML) {
        html.element("h1", text: title)
        html.element("p", class: "facts") { html in
            html.add(text: subtitle)
            if startedAt == 0 { return }
            html.add(" ")
            html.element(
                "time", .init("datetime", text: Timestamp.iso8601(startedAt)),
                text: Self.readable(startedAt))
        }
    }

    /// Adds the items that failed, passed and were skipped, as lengths.
    private func appendBar(to html: inout HTML) {
        let items = summary.items
        let parts: [(Markup, Int)] = [
            ("ko", items.failed), ("ok", max(0, items.total - items.failed - items.skipped)),
            ("sk", items.skipped),
        ]
        html.element("p", class: "share", .init("aria-hidden", "true")) { html in
            for (mark, count) in parts {
                html.element("i", class: mark, .init("style", "flex-grow:", count), text: "")
            }
        }
    }

    private func appendCounts(to html: inout HTML) {
        append("Requests", summary.items, to: &html)
        append("Tests", summary.assertions, to: &html)
        let scripts = summary.testScripts.failed + summary.prerequestScripts.failed
        if scripts > 0 { append("Script errors", "\(scripts)", isBad: true, to: &html) }
        if iterationCount > 1 {
            append(
                "Iterations", "\(summary.iterations.total)", "of \(iterationCount)", to: &html)
        }
        append("Duration", HumanUnits.time(milliseconds: milliseconds), to: &html)
        let times = summary.responseTime
        if times.count > 0 {
            append(
                "Response time", HumanUnits.time(milliseconds: times.mean),
                "\(HumanUnits.time(milliseconds: times.minimum)) to "
                    + HumanUnits.time(milliseconds: times.maximum), to: &html)
        }
        append(
            "Received", HumanUnits.size(summary.bytesReceived),
            "by \(summary.requests.total) HTTP requests", to: &html)
        let warnings = summary.warnings.count + summary.omittedWarnings
        if warnings > 0 { append("Warnings", "\(warnings)", to: &html) }
    }

    private func append(_ name: String, _ tally: Tally, to html: inout HTML) {
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
        _ name: String, _ value: String, _ note: String = "", isBad: Bool = false,
        to html: inout HTML
    ) {
        html.element("div", class: isBad ? "ko" : nil) { html in
            html.element("dt", text: name)
            html.element("dd", text: value)
            if !note.isEmpty { html.element("dd", class: "facts", text: note) }
        }
    }

    /// A moment as `2026-03-04 05:06:07 UTC`.
    static func readable(_ moment: Double) -> String {
        Timestamp.iso8601(moment).prefix(19).replacing("T", with: " ") + " UTC"
    }
}
