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
    let repeats: HTMLRepeats

    func append(_ item: HTMLItem, to html: inout HTML) {
        html.element(Self.tags(item.record), number: item.number) { html in
            html.element(HTMLTags.summary) { appendRow(item, to: &$0) }
            html.element(HTMLTags.noscript) { html in
                html.element(HTMLTags.detail) { html in
                    HTMLItemDetails(item: item, options: options, repeats: repeats)
                        .append(to: &html)
                }
            }
        }
        html.add(HTMLTags.lineEnd)
    }

    /// The tags of an item by what became of it; its number ends its id.
    private static func tags(_ record: ItemRecord) -> HTML.Tags {
        let tags = record.hasFailed ? failedItem : record.isSkipped ? skippedItem : passedItem
        return record.warnings.count > 0 ? tags.warned : tags.plain
    }

    private static let passedItem = itemTags("item ok")
    private static let failedItem = itemTags("item ko")
    private static let skippedItem = itemTags("item sk")

    private static func itemTags(_ mark: Markup) -> (plain: HTML.Tags, warned: HTML.Tags) {
        let id = HTML.Attribute("id", "i")
        return (
            HTML.Tags("details", class: mark, id), HTML.Tags("details", class: mark + " wa", id)
        )
    }

    // MARK: Row

    private func appendRow(_ item: HTMLItem, to html: inout HTML) {
        let record = item.record
        html.add(
            record.hasFailed
                ? HTMLTags.failed : record.isSkipped ? HTMLTags.skipped : HTMLTags.passed)
        if let request = record.request?.request {
            Self.appendMethod(request.method, to: &html)
        } else {
            html.element(HTMLTags.otherMethod, text: "")
        }
        html.element(HTMLTags.name) { appendName(record, to: &$0) }
        if let response = record.request?.response {
            Self.appendStatus(response.status, to: &html)
        } else if record.isSkipped {
            html.element(HTMLTags.statuses[0], text: "skipped")
        } else {
            html.element(HTMLTags.statuses[9], text: "error")
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
        html.add(HTMLTags.space)
        html.element(HTMLTags.path, text: repeats.target(of: url))
    }

    private func appendNumbers(_ record: ItemRecord, to html: inout HTML) {
        let tests = record.tests
        let counts =
            tests.total > 0
            ? "\(tests.total - tests.failed - tests.skipped)/\(tests.total)" : ""
        html.element(tests.failed > 0 ? HTMLTags.failedTests : HTMLTags.tests, text: counts)
        let response = record.request?.response
        let size = response.map { HumanUnits.size($0.headerSize + $0.downloadedSize) }
        html.element(HTMLTags.size, text: size ?? "")
        html.element(HTMLTags.time) { html in
            if let response { html.add(time: response.timings.total) }
        }
    }

    /// Adds a bar that shows when the request was sent, and how long it took.
    private func appendBar(_ item: HTMLItem, to html: inout HTML) {
        let reference = item.record.reference
        let start = ((reference.startedAt ?? origin) - origin) * 1_000 + item.offset
        let time = item.record.request?.response?.timings.overall.milliseconds ?? 0
        html.element(HTMLTags.timeline) { html in
            let start = Int(max(0, min(start, 1e15)))
            let style = "--s:\(start);--d:\(Int(time.rounded(.up)))"
            html.element("i", .init("style", text: style), text: "")
        }
    }

    static func appendMethod(_ method: String, to html: inout HTML) {
        let tags =
            switch method {
            case "GET": HTMLTags.getMethod
            case "POST": HTMLTags.postMethod
            case "PUT", "PATCH": HTMLTags.putMethod
            case "DELETE": HTMLTags.deleteMethod
            default: HTMLTags.otherMethod
            }
        html.element(tags, text: method)
    }

    static func appendStatus(_ status: Int, reason: String = "", to html: inout HTML) {
        let text = reason.isEmpty ? String(status) : "\(status) \(reason)"
        html.element(HTMLTags.statuses[min(9, max(0, status / 100))], text: text)
    }
}
