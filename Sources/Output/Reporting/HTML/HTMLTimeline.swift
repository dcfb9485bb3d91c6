import HTTPModel
import RunModel

/// The run at a glance: for each of a fixed number of spans, how many requests there were, the
/// slowest of them, and how many failed.
///
/// The length of the run is known only at its end, so spans begin short. When they no longer
/// suffice, they are joined two by two.
struct HTMLTimeline {
    private struct Span {
        var count = 0
        var failed = 0
        var slowest = 0.0
        /// The item that the span leads to: the first that failed, or the slowest.
        var item = 0
        var name = ""
    }

    private static let spanCount = 128
    private static let height = 100.0
    private static let longestName = 80

    private var spans = [Span](repeating: Span(), count: spanCount)
    /// The milliseconds of one span.
    private var width = 1.0
    private var last = 0

    /// Whether there is anything to show.
    var isEmpty: Bool { spans.allSatisfy { $0.count == 0 } }

    /// Adds a finished item that started so many milliseconds after the run did.
    mutating func add(_ item: HTMLItem, at start: Double) {
        let start = max(0, min(start, 1e12))
        let time = item.record.request?.response?.timings.total.milliseconds ?? 0
        let end = min(start + time, 1e12)
        while Int(end / width) >= Self.spanCount { join() }
        let index = Int(start / width)
        last = max(last, Int(end / width))
        let leads =
            item.record.hasFailed
            ? spans[index].failed == 0 : spans[index].failed == 0 && time >= spans[index].slowest
        if leads {
            spans[index].item = item.number
            let path = item.record.reference.path
            spans[index].name = HTMLFailure.clipped(path, to: Self.longestName)
        }
        spans[index].count += 1
        if item.record.hasFailed { spans[index].failed += 1 }
        spans[index].slowest = max(spans[index].slowest, time)
    }

    private mutating func join() {
        width *= 2
        last /= 2
        let old = spans
        for index in spans.indices {
            guard index * 2 + 1 < old.count else {
                spans[index] = Span()
                continue
            }
            spans[index] = Self.joined(old[index * 2], old[index * 2 + 1])
        }
    }

    private static func joined(_ first: Span, _ second: Span) -> Span {
        var joined = first
        if second.failed > 0 && first.failed == 0
            || second.failed == 0 && first.failed == 0 && second.slowest > first.slowest
        {
            (joined.item, joined.name) = (second.item, second.name)
        }
        joined.count += second.count
        joined.failed += second.failed
        joined.slowest = max(first.slowest, second.slowest)
        return joined
    }

    // MARK: Drawing

    func append(to html: inout HTML) {
        let slowest = spans.reduce(0) { max($0, $1.slowest) }
        html.element(
            "svg", class: "timeline", .init("viewBox", text: "0 0 \(last + 1) 100"),
            .init("preserveAspectRatio", "none"), .init("role", "img"),
            .init("aria-label", text: "response times over the run, at most \(time(slowest))")
        ) { html in
            for index in 0...last where spans[index].count > 0 {
                append(spans[index], index, of: slowest, to: &html)
            }
        }
        html.element("p", class: "axis") { html in
            html.element("span", text: "0")
            html.element("span", text: "slowest response \(time(slowest))")
            html.element("span", text: time(Double(last + 1) * width))
        }
    }

    private func append(_ span: Span, _ index: Int, of slowest: Double, to html: inout HTML) {
        let share = slowest > 0 ? span.slowest / slowest : 1
        let height = max(4, (share * Self.height).rounded())
        html.element(
            "a", class: span.failed > 0 ? "ko" : nil, .init("href", "#i", span.item),
            .init("tabindex", "-1")
        ) { html in
            html.element("title", text: description(span, index))
            html.element(
                "rect", .init("x", "", index), .init("y", "", Int(Self.height - height)),
                .init("width", "0.85"), .init("height", "", Int(height)), text: "")
        }
    }

    private func description(_ span: Span, _ index: Int) -> String {
        var words = "from \(time(Double(index) * width)): \(span.count) "
        words += span.count == 1 ? "request" : "requests"
        words += ", slowest \(time(span.slowest))"
        if span.failed > 0 { words += ", \(span.failed) failed" }
        return "\(words)\n\(span.name)"
    }

    private func time(_ milliseconds: Double) -> String {
        HumanUnits.time(milliseconds: milliseconds)
    }
}
