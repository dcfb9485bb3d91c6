import HTTPModel
import RunModel

/// The run at a glance: for each of a fixed number of spans, how many requests there were, the slowest
/// of them, and how many failed.
///
/// How long the run takes is not known before its end, so that spans begin short; when they no longer suffice,
/// they are joined two by two.
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

    /// Adds a finished item that started so many milliseconds after the run.
    mutating func add(_ item: HTMLItem, at start: Double) {
        let start = max(0, min(start, 1e12))
        let time = item.record?.response?.timings.total.milliseconds ?? 0
        let end = min(start + time, 1e12)
        while Int(end / width) >= Self.spanCount { join() }
        let index = Int(start / width)
        last = max(last, Int(end / width))
        let leads =
            item.hasFailed
            ? spans[index].failed == 0 : spans[index].failed == 0 && time >= spans[index].slowest
        if leads {
            spans[index].item = item.number
            spans[index].name = HTMLFailure.clipped(item.reference.path, to: Self.longestName)
        }
        spans[index].count += 1
        if item.hasFailed { spans[index].failed += 1 }
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
        html.add("<svg class=\"timeline\" viewBox=\"0 0 ")
        html.add(number: last + 1)
        html.add(" 100\" preserveAspectRatio=\"none\" role=\"img\"")
        html.attribute("aria-label", "response times over the run, at most \(time(slowest))")
        html.add(">")
        for index in 0...last where spans[index].count > 0 {
            append(spans[index], index, of: slowest, to: &html)
        }
        html.add("</svg><p class=\"axis\"><span>0</span><span>slowest response ")
        html.add(text: time(slowest))
        html.add("</span><span>")
        html.add(text: time(Double(last + 1) * width))
        html.add("</span></p>")
    }

    private func append(_ span: Span, _ index: Int, of slowest: Double, to html: inout HTML) {
        let share = slowest > 0 ? span.slowest / slowest : 1
        let height = max(4, (share * Self.height).rounded())
        html.add("<a href=\"#i")
        html.add(number: span.item)
        html.add(
            span.failed > 0
                ? "\" class=\"ko\" tabindex=\"-1\"><title>" : "\" tabindex=\"-1\"><title>")
        var words = "from \(time(Double(index) * width)): \(span.count) "
        words += span.count == 1 ? "request" : "requests"
        words += ", slowest \(time(span.slowest))"
        if span.failed > 0 { words += ", \(span.failed) failed" }
        html.add(text: "\(words)\n\(span.name)")
        html.add("</title><rect x=\"")
        html.add(number: index)
        html.add("\" y=\"")
        html.add(number: Int(Self.height - height))
        html.add("\" width=\"0.85\" height=\"")
        html.add(number: Int(height))
        html.add("\"/></a>")
    }

    private func time(_ milliseconds: Double) -> String {
        HumanUnits.time(milliseconds: milliseconds)
    }
}
