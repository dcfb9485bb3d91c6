import HTTPModel
import RunModel

/// Writes an item: a row that sums it up, and the details below it.
///
/// The details are in a `noscript` element. Without JavaScript a browser shows them. With it they
/// are plain text, which costs next to nothing until the row is opened, so a page of ten thousand
/// items opens at once.
struct HTMLItemWriter {
    let options: HTMLReport.Options
    /// When the first run started, in seconds since 1970.
    let origin: Double

    func append(_ item: HTMLItem, to html: inout HTML) {
        let record = item.record
        var mark: Markup = record.hasFailed ? "item ko" : record.isSkipped ? "item sk" : "item ok"
        if record.warnings.count > 0 { mark = mark + " wa" }
        html.element("details", class: mark, .init("id", "i", item.number)) { html in
            html.element("summary") { appendRow(item, to: &$0) }
            html.element("noscript") { html in
                html.element("div", class: "detail") { html in
                    HTMLItemDetails(item: item, options: options).append(to: &html)
                }
            }
        }
        html.add("\n")
    }

    // MARK: Row

    private func appendRow(_ item: HTMLItem, to html: inout HTML) {
        let record = item.record
        let verdict = record.hasFailed ? "failed" : record.isSkipped ? "skipped" : "passed"
        html.element("b", class: "v", text: verdict)
        if let request = record.request?.request {
            Self.appendMethod(request.method, to: &html)
        } else {
            html.element("b", class: "m", text: "")
        }
        html.element("span", class: "n") { appendName(record, to: &$0) }
        if let response = record.request?.response {
            Self.appendStatus(response.status, to: &html)
        } else if record.isSkipped {
            html.element("b", class: "s s0", text: "skipped")
        } else {
            html.element("b", class: "s s9", text: "error")
        }
        appendNumbers(record, to: &html)
        if record.request != nil { appendBar(item, to: &html) }
    }

    private func appendName(_ record: ItemRecord, to html: inout HTML) {
        html.add(text: record.reference.name)
        if record.attempts > 1 {
            html.add(" ")
            html.element("i", class: "again", text: "\(record.attempts) attempts")
        }
        guard let url = record.request?.request.url else { return }
        html.add(" ")
        html.element("i", text: HTMLFailure.clipped(Self.path(of: url), to: 300))
    }

    private func appendNumbers(_ record: ItemRecord, to html: inout HTML) {
        let tests = record.tests
        let counts =
            tests.total > 0
            ? "\(tests.total - tests.failed - tests.skipped)/\(tests.total)" : ""
        html.element("span", class: tests.failed > 0 ? "t ko" : "t", text: counts)
        let response = record.request?.response
        let size = response.map { HumanUnits.size($0.headerSize + $0.downloadedSize) }
        html.element("span", class: "z", text: size ?? "")
        let time = response.map { HumanUnits.time($0.timings.total) }
        html.element("span", class: "d", text: time ?? "")
    }

    /// Adds a bar that shows when the request was sent, and how long it took.
    private func appendBar(_ item: HTMLItem, to html: inout HTML) {
        let reference = item.record.reference
        let start = ((reference.startedAt ?? origin) - origin) * 1_000 + item.offset
        let time = item.record.request?.response?.timings.overall.milliseconds ?? 0
        let style =
            "--s:\(Int(max(0, min(start, 1e15))));--d:\(Int(time.rounded(.up)))"
        html.element("span", class: "w") { html in
            html.element("i", .init("style", text: style), text: "")
        }
    }

    static func appendMethod(_ method: String, to html: inout HTML) {
        let mark: Markup =
            switch method {
            case "GET": "m get"
            case "POST": "m post"
            case "PUT", "PATCH": "m put"
            case "DELETE": "m delete"
            default: "m"
            }
        html.element("b", class: mark, text: method)
    }

    static func appendStatus(_ status: Int, reason: String = "", to html: inout HTML) {
        let marks: [Markup] = [
            "s s0", "s s1", "s s2", "s s3", "s s4", "s s5", "s s6", "s s7", "s s8", "s s9",
        ]
        let text = reason.isEmpty ? "\(status)" : "\(status) \(reason)"
        html.element("b", class: marks[min(9, max(0, status / 100))], text: text)
    }

    /// The part of an address behind the host.
    private static func path(of url: String) -> String { URLParts(url)?.target ?? url }
}
