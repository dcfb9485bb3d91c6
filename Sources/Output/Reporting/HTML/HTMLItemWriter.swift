import HTTPModel
import RunModel
import TextEncoding

/// Writes an item: a row that sums it up, and beneath it all that is known of it.
///
/// The details stand in a `noscript` element. Without JavaScript a browser shows them; with it they
/// are a text that costs next to nothing until the row is opened, so that a page of ten thousand items opens
/// at once.
struct HTMLItemWriter {
    let options: HTMLReport.Options
    /// When the first run started, in seconds since 1970.
    let origin: Double

    func append(_ item: HTMLItem, to html: inout HTML) {
        html.add("<details class=\"item ")
        html.add(item.hasFailed ? "ko" : item.isSkipped ? "sk" : "ok")
        if !item.warnings.html.isEmpty { html.add(" wa") }
        html.add("\" id=\"i")
        html.add(number: item.number)
        html.add("\"><summary>")
        appendRow(item, to: &html)
        html.add("</summary><noscript><div class=\"detail\">")
        appendTests(item, to: &html)
        appendExchange(item, to: &html)
        appendVisualization(item, to: &html)
        appendRest(item, to: &html)
        html.add("</div></noscript></details>\n")
    }

    // MARK: Row

    private func appendRow(_ item: HTMLItem, to html: inout HTML) {
        html.add("<b class=\"v\">")
        html.add(item.hasFailed ? "failed" : item.isSkipped ? "skipped" : "passed")
        html.add("</b>")
        if let request = item.record?.request {
            Self.appendMethod(request.method, to: &html)
        } else {
            html.add("<b class=\"m\"></b>")
        }
        html.add("<span class=\"n\">")
        html.add(text: item.reference.name)
        if item.attempts > 1 {
            html.add(" <i class=\"again\">")
            html.add(number: item.attempts)
            html.add(" attempts</i>")
        }
        if let url = item.record?.request.url {
            html.add(" <i>")
            html.add(text: HTMLFailure.clipped(Self.path(of: url), to: 300))
            html.add("</i>")
        }
        html.add("</span>")
        if let response = item.record?.response {
            Self.appendStatus(response.status, to: &html)
        } else {
            html.add(
                item.isSkipped
                    ? "<b class=\"s s0\">skipped</b>" : "<b class=\"s s9\">error</b>")
        }
        appendNumbers(item, to: &html)
    }

    private func appendNumbers(_ item: HTMLItem, to html: inout HTML) {
        html.add(item.failedTests > 0 ? "<span class=\"t ko\">" : "<span class=\"t\">")
        if item.testCount > 0 {
            html.add(number: item.testCount - item.failedTests - item.skippedTests)
            html.add("/")
            html.add(number: item.testCount)
        }
        html.add("</span><span class=\"z\">")
        let response = item.record?.response
        if let response {
            html.add(text: HumanUnits.size(response.headerSize + response.downloadedSize))
        }
        html.add("</span><span class=\"d\">")
        if let response { html.add(text: HumanUnits.time(response.timings.total)) }
        html.add("</span>")
        if item.record != nil { appendBar(item, to: &html) }
    }

    /// When the request was sent, and how long it took.
    private func appendBar(_ item: HTMLItem, to html: inout HTML) {
        html.add("<span class=\"w\"><i style=\"--s:")
        let start = ((item.reference.startedAt ?? origin) - origin) * 1_000 + item.offset
        html.add(number: Int(max(0, min(start, 1e15))))
        html.add(";--d:")
        let time = item.record?.response?.timings.overall.milliseconds ?? 0
        html.add(number: Int(time.rounded(.up)))
        html.add("\"></i></span>")
    }

    static func appendMethod(_ method: String, to html: inout HTML) {
        html.add("<b class=\"m")
        switch method {
        case "GET": html.add(" get")
        case "POST": html.add(" post")
        case "PUT", "PATCH": html.add(" put")
        case "DELETE": html.add(" delete")
        default: break
        }
        html.add("\">")
        html.add(text: method)
        html.add("</b>")
    }

    static func appendStatus(_ status: Int, reason: String = "", to html: inout HTML) {
        html.add("<b class=\"s s")
        html.add(number: min(9, max(0, status / 100)))
        html.add("\">")
        html.add(number: status)
        if !reason.isEmpty {
            html.add(" ")
            html.add(text: reason)
        }
        html.add("</b>")
    }

    /// What follows the host in an address.
    private static func path(of url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        guard let slash = url[scheme.upperBound...].firstIndex(where: { "/?".contains($0) })
        else { return "/" }
        return String(url[slash...])
    }
}

// MARK: Details

extension HTMLItemWriter {
    private func appendTests(_ item: HTMLItem, to html: inout HTML) {
        if item.failed.html.isEmpty, item.tests.html.isEmpty { return }
        html.add("<h4>Tests</h4><ul class=\"tests\">")
        html.add(item.failed.html)
        html.add(item.tests.html)
        html.add("</ul>")
        appendOmitted(item.failed.omitted + item.tests.omitted, "more tests", to: &html)
    }

    private func appendExchange(_ item: HTMLItem, to html: inout HTML) {
        if let record = item.record {
            exchange(record, item).append(to: &html)
        } else {
            html.add("<p class=\"cut\">")
            html.add(item.isSkipped ? "A script skipped the request." : "No request was sent.")
            html.add("</p>")
        }
    }

    private func exchange(_ record: RequestRecord, _ item: HTMLItem) -> HTMLExchange {
        let showsBodies =
            switch options.bodies {
            case .none: false
            case .failed: item.hasFailed
            case .all: true
            }
        return HTMLExchange(record: record, options: options, showsBodies: showsBodies)
    }

    private func appendVisualization(_ item: HTMLItem, to html: inout HTML) {
        guard let record = item.visualization else { return }
        html.add("<h4>Visualization</h4>")
        HTMLVisualization(record: record).append(to: &html)
    }

    private func appendRest(_ item: HTMLItem, to html: inout HTML) {
        if !item.console.html.isEmpty {
            html.add("<h4>Console</h4><pre class=\"console\" tabindex=\"0\">\n")
            html.add(item.console.html)
            html.add("</pre>")
            appendOmitted(item.console.omitted, "more lines", to: &html)
        }
        if !item.warnings.html.isEmpty {
            html.add("<h4>Warnings</h4><ul class=\"warnings\">")
            html.add(item.warnings.html)
            html.add("</ul>")
            appendOmitted(item.warnings.omitted, "more warnings", to: &html)
        }
        appendOthers(item, to: &html)
        appendFacts(item, to: &html)
    }

    private func appendOthers(_ item: HTMLItem, to html: inout HTML) {
        if item.others.isEmpty { return }
        html.add("<h4>Further requests</h4>")
        for other in item.others {
            html.add("<details class=\"other\"><summary>")
            Self.appendMethod(other.record.request.method, to: &html)
            html.add(" <span class=\"n\">")
            html.add(text: other.record.request.url)
            html.add("</span> ")
            if let response = other.record.response {
                Self.appendStatus(response.status, to: &html)
            } else {
                html.add("<b class=\"s s9\">error</b>")
            }
            html.add(" <i>")
            html.add(text: other.name)
            html.add("</i></summary><div>")
            exchange(other.record, item).append(to: &html)
            html.add("</div></details>")
        }
        appendOmitted(item.omittedOthers, "more requests", to: &html)
    }

    private func appendFacts(_ item: HTMLItem, to html: inout HTML) {
        var facts: [String] = []
        if let start = item.reference.startedAt {
            facts.append("started \(Timestamp.iso8601(start))")
        }
        if item.prerequestTime > .zero {
            facts.append("pre-request scripts \(HumanUnits.time(item.prerequestTime))")
        }
        if item.testTime > .zero {
            facts.append("test scripts \(HumanUnits.time(item.testTime))")
        }
        if let next = item.next {
            facts.append(
                next.map { "a script chose '\($0)' as the next request" }
                    ?? "a script ended the iteration")
        }
        facts.append("id \(item.reference.id)")
        html.add("<p class=\"facts\">")
        html.add(text: facts.joined(separator: " · "))
        html.add("</p>")
    }

    private func appendOmitted(_ count: Int, _ what: String, to html: inout HTML) {
        guard count > 0 else { return }
        html.add("<p class=\"cut\">")
        html.add(text: "\(count) \(what), which the report does not hold.")
        html.add("</p>")
    }
}
