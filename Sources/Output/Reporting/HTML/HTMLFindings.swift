import Diagnostics
import RunModel

/// What a reader wants first: why the run stopped, what failed, the warnings, the runs, the
/// timeline.
///
/// It is known last, so it is at the end of the file. The style sheet shows it at the top.
struct HTMLFindings {
    /// A row of the list of runs.
    private struct Run {
        let isGood: Bool
        /// Whether the run never began.
        let isSkipped: Bool
        /// The run's own name if it has one, else the collection.
        let name: String
        let cells: [String]
    }

    /// An entry of the list of failures: one failure, or the same in several iterations.
    private struct Entry {
        let key: [String]
        let title: String
        let place: String
        let message: String
        /// The number of the item, or nil if the run as a whole failed.
        let item: Int?
        var iterations: [Int]
        /// The runs that it happened in, if runs of a collection are joined.
        var runs: [String] = []
        var consequences = 0
    }

    private var entries: [Entry] = []
    private var indices: [[String]: Int] = [:]
    /// The entry of the last failure, if it is kept.
    private var last: Int?
    private var failureCount = 0
    private var omittedFailures = 0
    private var interruptions: [RunEnd.Interruption] = []
    private var runs: [Run] = []
    /// Whether runs have names of their own.
    private var areNamed = false

    /// How many failures are listed.
    ///
    /// The rows of all of them are marked.
    private static let keptFailures = 1_000
    private static let openFailures = 20
    private static let longestMessage = 1_000
    private static let shownItems = 5
}

// MARK: Gathering

extension HTMLFindings {
    /// Whether a run was stopped early for a reason other than its failures.
    var isInterrupted: Bool {
        interruptions.contains { if case .bail = $0 { false } else { !$0.isBeforeBegin } }
    }

    /// Adds the failures of an item to the list.
    ///
    /// The same failure in several runs of environments is one entry.
    mutating func add(_ item: HTMLItem, of start: RunStart?, run: Int) {
        let reference = item.record.reference
        for (index, verdict) in item.record.verdicts.elements.enumerated() {
            guard let failure = verdict.failure else { continue }
            if item.record.isConsequence(at: index) {
                addConsequence()
                continue
            }
            let title = Self.title(verdict, in: reference)
            add(
                Entry(
                    key: [
                        start?.label == nil ? "\(run)" : start?.collectionName ?? "", reference.id,
                        title, failure.message,
                    ],
                    title: Self.clipped(title), place: Self.clipped(reference.path),
                    message: Self.clipped(failure.message), item: item.number,
                    iterations: [reference.iteration],
                    runs: start?.label.map { [$0] } ?? []))
        }
    }

    /// Counts a test that failed because of the last failure; later iterations have the same ones.
    private mutating func addConsequence() {
        guard let last, entries[last].iterations.count == 1 else { return }
        entries[last].consequences += 1
    }

    /// Adds a failure of the run as a whole to the list.
    mutating func add(strict failure: Failure) {
        add(
            Entry(
                key: [], title: Self.title(.warning(failure), in: nil), place: "",
                message: Self.clipped(failure.message), item: nil, iterations: []))
    }

    private mutating func add(_ entry: Entry) {
        failureCount += 1
        if let index = indices[entry.key],
            entries[index].iterations.last != entry.iterations.last
                || entries[index].runs.last != entry.runs.last
        {
            entries[index].iterations += entry.iterations
            if entries[index].runs.last != entry.runs.last { entries[index].runs += entry.runs }
            last = index
            return
        }
        last = nil
        guard entries.count < Self.keptFailures else {
            omittedFailures += 1
            return
        }
        if !entry.key.isEmpty { indices[entry.key] = entries.count }
        last = entries.count
        entries.append(entry)
    }

    private static func title(_ verdict: Verdict, in item: ItemReference?) -> String {
        switch verdict {
        case .assertion(let record): record.name
        case .request(let record) where record.origin != .item: ExchangeText.request(record)
        case .request, .lost: item?.name ?? ""
        case .script(let record):
            "\(record.failure?.name ?? "") in \(verdict.location)"
        case .warning: "A warning, in a strict run"
        }
    }

    private static func clipped(_ text: String) -> String {
        HTMLFailure.clipped(text, to: longestMessage)
    }

    /// Adds why a run was stopped; several runs may have the same reason.
    mutating func add(_ interruption: RunEnd.Interruption) {
        if interruptions.last != interruption { interruptions.append(interruption) }
    }

    mutating func add(_ summary: RunSummary) {
        guard let start = summary.start else { return }
        areNamed = areNamed || start.label != nil
        runs.append(
            Run(
                isGood: !summary.hasFailures && summary.interruption == nil,
                isSkipped: summary.interruption?.isBeforeBegin ?? false, name: start.title,
                cells: [
                    start.label == nil ? start.environmentName ?? "" : start.collectionName,
                    "\(summary.items.total)",
                    "\(summary.assertions.total)", "\(summary.failureCount)",
                    HumanUnits.time(summary.duration),
                ]))
    }
}

// MARK: Writing

extension HTMLFindings {
    /// Adds all sections.
    ///
    /// A file that still grows gets only those that are cheap to write again.
    func append(
        _ summary: RunSummary, _ timeline: HTMLTimeline, _ matrix: HTMLMatrix, iterations: Int,
        isComplete: Bool, to html: inout HTML
    ) {
        html.element("div", .init("id", "findings")) { html in
            if !isComplete { appendUnfinished(to: &html) }
            for interruption in interruptions { append(interruption, to: &html) }
            if runs.count > 1 { appendRuns(to: &html) }
            if isComplete { matrix.append(to: &html) }
            if failureCount > 0 {
                appendFailures(isComplete: isComplete, of: iterations, to: &html)
            }
            if !summary.warnings.isEmpty, isComplete { appendWarnings(summary, to: &html) }
            if isComplete { HTMLNotable(summary: summary).append(to: &html) }
            if isComplete, let times = summary.times { HTMLTimes(times: times).append(to: &html) }
            if timeline.isEmpty { return }
            html.element("section", .init("aria-label", "Timeline")) { html in
                html.element("h2", text: "Timeline")
                timeline.append(to: &html)
            }
        }
    }

    private func appendUnfinished(to html: inout HTML) {
        html.element("section", class: "notice") { html in
            html.element("h2", text: "The run did not finish")
            html.element(
                "p",
                text: "This is what was written before it was ended from outside, or it is still "
                    + "running.")
        }
    }

    private func append(_ interruption: RunEnd.Interruption, to html: inout HTML) {
        html.element("section", class: "notice") { html in
            let heading = interruption.isBeforeBegin ? "Runs did not begin" : "The run was stopped"
            html.element("h2", text: heading)
            html.element("div") { html in
                if case .signal(let number) = interruption {
                    html.add(text: "Interrupted by signal \(number).")
                } else if let diagnostic = interruption.diagnostic {
                    HTMLWarning.append(diagnostic, to: &html)
                }
            }
        }
    }

    private func appendHeading(_ name: String, _ count: Int, to html: inout HTML) {
        html.element("h2") { html in
            html.add(text: name + " ")
            html.element("span", number: count)
        }
    }

    private func appendFailures(isComplete: Bool, of iterations: Int, to html: inout HTML) {
        html.element("section", .init("aria-label", "Failures")) { html in
            appendHeading("Failures", failureCount, to: &html)
            html.element("ol", class: "failures") { html in
                for entry in entries.prefix(Self.openFailures) {
                    append(entry, of: iterations, to: &html)
                }
            }
            let later = entries.dropFirst(Self.openFailures)
            if isComplete, !later.isEmpty {
                html.element("details", class: "later") { html in
                    html.element("summary", text: "\(later.count) more")
                    html.element("ol", class: "failures") { html in
                        for entry in later { append(entry, of: iterations, to: &html) }
                    }
                }
            }
            guard omittedFailures > 0 else { return }
            html.element(
                "p", class: "cut",
                text: "\(omittedFailures) more are not listed here; "
                    + "their requests are marked below.")
        }
    }

    private func append(_ entry: Entry, of iterations: Int, to html: inout HTML) {
        html.element("li") { html in
            if let item = entry.item {
                html.element("a", .init("href", "#i", item), text: entry.title)
                html.add(" ")
                html.element(
                    "span", class: "facts", text: entry.place + place(entry, iterations))
            } else {
                html.add(text: entry.title)
            }
            html.element("pre") { html in
                html.add("\n")
                html.add(text: entry.message)
            }
            guard entry.consequences > 0 else { return }
            let tests = entry.consequences == 1 ? "1 test" : "\(entry.consequences) tests"
            html.element("p", class: "facts", text: "\(tests) failed because of it")
        }
        html.add("\n")
    }

    /// The runs or the iterations that a failure happened in.
    private func place(_ entry: Entry, _ iterations: Int) -> String {
        guard !entry.runs.isEmpty else { return Self.iterations(entry, iterations) }
        if entry.runs.count == runs.count, runs.count > 1 { return ", in all \(runs.count) runs" }
        let shown = entry.runs.prefix(Self.shownRuns).joined(separator: ", ")
        let left = entry.runs.count - Self.shownRuns
        return ", in \(shown)" + (left > 0 ? " and \(left) more" : "")
    }

    private static let shownRuns = 10

    private static func iterations(_ entry: Entry, _ all: Int) -> String {
        guard all > 1, let first = entry.iterations.first else { return "" }
        let count = entry.iterations.count
        return count > 1 ? ", \(count) of \(all) iterations" : ", iteration \(first + 1)"
    }

    private func appendWarnings(_ summary: RunSummary, to html: inout HTML) {
        let count = summary.warnings.count + summary.omittedWarnings
        html.element("section", .init("aria-label", "Warnings")) { html in
            appendHeading("Warnings", count, to: &html)
            html.element("ul", class: "warnings") { html in
                for warning in summary.warnings { append(warning, to: &html) }
            }
            guard summary.omittedWarnings > 0 else { return }
            html.element(
                "p", class: "cut", text: "\(summary.omittedWarnings) more are not listed.")
        }
    }

    private func append(_ warning: RepeatedWarning, to html: inout HTML) {
        html.element("li") { html in
            HTMLWarning.append(warning.diagnostic, to: &html)
            if let items = items(of: warning) { html.element("p", class: "facts", text: items) }
        }
        html.add("\n")
    }

    /// The items that a warning was given for, and how often it was given.
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
        let names = areNamed ? ["Run", "Collection"] : ["Collection", "Environment"]
        let columns = names + ["Requests", "Tests", "Failures", "Duration"]
        html.element("section", .init("aria-label", "Runs")) { html in
            appendHeading("Runs", runs.count, to: &html)
            html.element("table", class: "runs") { html in
                html.element("thead") { html in
                    html.element("tr") { html in
                        for column in columns { html.element("th", text: column) }
                    }
                }
                html.element("tbody") { html in
                    for (index, run) in runs.enumerated() { append(run, index + 1, to: &html) }
                }
            }
        }
    }

    private func append(_ run: Run, _ number: Int, to html: inout HTML) {
        html.element("tr", class: run.isSkipped ? "sk" : run.isGood ? "ok" : "ko") { html in
            html.element("th", .init("scope", "row")) { html in
                html.element("a", .init("href", "#run", number), text: run.name)
                if run.isSkipped { html.element("i", text: " did not begin") }
            }
            for cell in run.cells { html.element("td", text: cell) }
        }
    }
}
