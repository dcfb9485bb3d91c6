import HTTPModel
import RunModel
import TextEncoding

/// The details below an item's row: tests, exchange, console, warnings, other requests.
struct HTMLItemDetails {
    let item: HTMLItem
    let options: HTMLReport.Options
    let repeats: HTMLRepeats

    private var record: ItemRecord { item.record }

    func append(to html: inout HTML) {
        appendTests(to: &html)
        appendExchange(to: &html)
        appendVisualization(to: &html)
        appendConsole(to: &html)
        appendWarnings(to: &html)
        appendOthers(to: &html)
        appendCommand(to: &html)
        appendFacts(to: &html)
    }

    // MARK: Tests

    private func appendTests(to html: inout HTML) {
        let (failures, tests) = (item.failures, item.otherTests)
        if failures.isEmpty, tests.isEmpty { return }
        html.element(HTMLTags.heading, text: "Tests")
        html.element(HTMLTags.testList) { html in
            for failure in failures { append(failure, to: &html) }
            for test in tests { append(test, to: &html) }
        }
        appendOmitted(record.verdicts.omitted, "more tests", to: &html)
    }

    private func append(_ verdict: Verdict, to html: inout HTML) {
        guard let failure = verdict.failure else { return }
        html.element("li", class: "ko") { html in
            html.add(text: Self.title(verdict))
            HTMLFailure(failure, at: verdict.location).append(to: &html)
        }
    }

    private static func title(_ verdict: Verdict) -> String {
        switch verdict {
        case .assertion(let record): return record.name
        case .script(let record):
            let script = record.event == .test ? "test script" : "pre-request script"
            return "The \(script) of '\(record.owner)' failed"
        case .warning: return "A warning that a strict run fails by"
        case .lost, .request: return "The request was lost"
        }
    }

    private func append(_ test: AssertionRecord, to html: inout HTML) {
        html.element(test.isSkipped ? HTMLTags.skippedTest : HTMLTags.passedTest) { html in
            html.add(text: test.name)
            guard test.isSkipped else { return }
            html.add(" ")
            html.element("i", text: "skipped")
        }
    }

    // MARK: Exchanges

    private func appendExchange(to html: inout HTML) {
        if let request = record.request {
            exchange(request).append(to: &html)
        } else {
            html.element(
                "p", class: "cut",
                text: record.skipReason?.sentence ?? "No request was sent.")
        }
    }

    private func exchange(_ request: RequestRecord) -> HTMLExchange {
        let showsBodies =
            switch options.bodies {
            case .none: false
            case .failed: record.hasFailed
            case .all: true
            }
        return HTMLExchange(
            record: request, options: options, showsBodies: showsBodies,
            repeats: repeats)
    }

    private func appendOthers(to html: inout HTML) {
        let (others, omitted) = item.others
        if others.isEmpty { return }
        html.element("h4", text: "Further requests")
        for other in others {
            html.element("details", class: "other") { html in
                html.element("summary") { appendSummary(other, to: &$0) }
                html.element("div") { exchange(other.record).append(to: &$0) }
            }
        }
        appendOmitted(omitted, "more requests", to: &html)
    }

    private func appendSummary(_ other: HTMLItem.OtherRequest, to html: inout HTML) {
        HTMLItemWriter.appendMethod(other.record.request.method, to: &html)
        html.add(" ")
        html.element("span", class: "n", text: other.record.request.url)
        html.add(" ")
        if let response = other.record.response {
            HTMLItemWriter.appendStatus(response.status, to: &html)
        } else {
            html.element("b", class: "s s9", text: "error")
        }
        html.add(" ")
        html.element("i", text: other.name)
    }

    // MARK: The rest

    /// Appends a command that sends a failed request again.
    private func appendCommand(to html: inout HTML) {
        guard record.hasFailed, let request = record.request?.request, !options.omitsHeaders,
            (request.body?.count ?? 0) <= (options.omitsRequestBodies ? 0 : options.bodySize)
        else { return }
        html.element("h4", text: "Repeat it")
        html.element("figure") { html in
            html.element("figcaption", text: "curl, with secrets as variables of the shell")
            html.element("pre", .init("tabindex", "0")) { html in
                html.add("\n")
                html.add(text: CurlCommand(request: request).text)
            }
        }
    }

    private func appendVisualization(to html: inout HTML) {
        guard let visualization = record.visualization else { return }
        html.element("h4", text: "Visualization")
        HTMLVisualization(record: visualization).append(to: &html)
    }

    private func appendConsole(to html: inout HTML) {
        let lines = item.console
        if lines.isEmpty { return }
        html.element("h4", text: "Console")
        html.element("pre", class: "console", .init("tabindex", "0")) { html in
            html.add("\n")
            for line in lines {
                html.element(
                    "span", class: Self.mark(line.level),
                    text: line.arguments.joined(separator: " ") + "\n")
            }
        }
        appendOmitted(record.output.omitted, "more lines", to: &html)
    }

    private static func mark(_ level: ConsoleRecord.Level) -> Markup {
        switch level {
        case .debug: "debug"
        case .log, .info: "log"
        case .warn: "warn"
        case .error: "error"
        }
    }

    private func appendWarnings(to html: inout HTML) {
        if record.warnings.count == 0 { return }
        html.element("h4", text: "Warnings")
        html.element("ul", class: "warnings") { html in
            for warning in record.warnings.elements {
                html.element("li") { HTMLWarning.append(warning, to: &$0) }
            }
        }
        appendOmitted(record.warnings.omitted, "more warnings", to: &html)
    }

    private func appendFacts(to html: inout HTML) {
        html.element(HTMLTags.facts) { html in
            if let start = record.reference.startedAt {
                html.add("started ")
                html.add(text: Timestamp.iso8601(start))
                html.add(" · ")
            }
            append("pre-request scripts ", record.prerequestTime, to: &html)
            append("test scripts ", record.testTime, to: &html)
            if let next = record.nextRequest {
                let text = next.map { "a script chose '\($0)' as the next request" }
                html.add(text: text ?? "a script ended the iteration")
                html.add(" · ")
            }
            html.add("id ")
            html.add(text: record.reference.id)
            guard let source = record.reference.source else { return }
            html.add(" · file ")
            html.add(text: source)
        }
    }

    /// Adds how long something took, and a separator, unless it took no time.
    private func append(_ what: Markup, _ time: Duration, to html: inout HTML) {
        guard time > .zero else { return }
        html.add(what)
        html.add(time: time)
        html.add(" · ")
    }

    private func appendOmitted(_ count: Int, _ what: String, to html: inout HTML) {
        guard count > 0 else { return }
        html.element("p", class: "cut", text: "\(count) \(what), which the report does not hold.")
    }
}
