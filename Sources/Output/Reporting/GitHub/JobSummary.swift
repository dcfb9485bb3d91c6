import Diagnostics
import HTTPModel
import RunModel

/// What GitHub shows on the page of a job about one run: verdict, counts, failures, slowest requests.
///
/// It is gathered while the run goes on, and grows no further than the page may.
struct JobSummary {
    /// A request that took long.
    private struct Slow {
        let path: String
        let time: Duration
        let answer: String
    }

    private var failures = ""
    private var listed = 0
    private var slowest: [Slow] = []

    private static let shownSlow = 5
    private static let shownWarnings = 50
    private static let excerptBytes = 1_024
    private static let messageCharacters = 4_000
    /// What the table, warnings and slowest requests take at most.
    private static let otherBytes = 131_072

    mutating func add(_ record: RequestRecord, _ item: ItemReference) {
        guard let response = record.response else { return }
        let time = response.timings.total
        if slowest.count == Self.shownSlow, let last = slowest.last, time <= last.time { return }
        let place = slowest.firstIndex { $0.time < time } ?? slowest.count
        let slow = Slow(
            path: record.origin == .item
                ? item.path : "\(item.path): \(ExchangeText.name(record, of: item))",
            time: time, answer: ExchangeText.answer(response))
        slowest.insert(slow, at: place)
        if slowest.count > Self.shownSlow { slowest.removeLast() }
    }

    /// Lists a failure, for as long as the page has so many bytes of room.
    mutating func add(_ failure: NamedFailure, room: Int) {
        let text = Self.spelled(failure, number: listed + 1)
        guard failures.utf8.count + text.utf8.count + Self.otherBytes <= room else { return }
        listed += 1
        failures += text
    }

    private static func spelled(_ failure: NamedFailure, number: Int) -> String {
        var message = String(failure.failure.message.prefix(messageCharacters))
        if message.utf8.count < failure.failure.message.utf8.count { message += "…" }
        let title = Markdown.html(failure.title)
        var text = "<details><summary>\(number). \(title)</summary>\n\n"
        text += "\(Markdown.text(failure.failure.name)) at \(Markdown.text(failure.location))\n\n"
        text += Markdown.block(message)
        if let record = failure.record { text += spelled(record) }
        return text + "\n</details>\n\n"
    }

    private static func spelled(_ record: RequestRecord) -> String {
        let request = "\n\(Markdown.text(ExchangeText.request(record)))"
        guard let response = record.response else { return request + "\n" }
        var text = "\(request): \(Markdown.text(ExchangeText.answer(response)))\n"
        if let body = ExchangeText.body(response, limit: excerptBytes) {
            text += "\n" + Markdown.block(body.text)
            if !body.isWhole { text += "\n(\(ExchangeText.cut(body.text, of: response)))\n" }
        }
        return text
    }

    /// The page's part about the run.
    func markdown(_ summary: RunSummary) -> String {
        var text = heading(summary)
        text += "| | executed | failed |\n|---|--:|--:|\n"
        for (label, tally) in [
            ("iterations", summary.iterations), ("requests", summary.requests),
            ("test-scripts", summary.testScripts),
            ("prerequest-scripts", summary.prerequestScripts), ("assertions", summary.assertions),
        ] {
            text += "| \(label) | \(tally.total) | \(tally.failed) |\n"
        }
        text += "\n"
        if let diagnostic = summary.interruption?.diagnostic {
            text += Markdown.block(Self.spelled(diagnostic)) + "\n"
        }
        if summary.hasFailures {
            text += "#### Failures\n\n\(failures)"
            let left = summary.failureCount - listed
            if left > 0 { text += "and \(left) more failures, for which there is no room here\n\n" }
        }
        return text + warnings(summary) + slow
    }

    private func heading(_ summary: RunSummary) -> String {
        let start = summary.start
        var name = Markdown.text(start?.collectionName ?? "")
        if let environment = start?.environmentName {
            name += " (\(Markdown.text(environment)))"
        }
        let isGood = !summary.hasFailures && summary.interruption == nil
        let outcome: String
        switch summary.interruption {
        case nil: outcome = summary.hasFailures ? "failed" : "passed"
        case .signal(let number): outcome = "interrupted by signal \(number)"
        case .bail, .timeout, .script, .authentication: outcome = "stopped early"
        case .lost: outcome = "lost"
        }
        return "### \(isGood ? "✅" : "❌") \(name): \(outcome)\n\n"
            + "\(summary.verdict), \(HumanUnits.time(summary.duration))\n\n"
    }

    private func warnings(_ summary: RunSummary) -> String {
        guard !summary.warnings.isEmpty else { return "" }
        var text = "#### Warnings\n\n"
        for warning in summary.warnings.prefix(Self.shownWarnings) {
            let times = warning.count > 1 ? " (\(warning.count) times)" : ""
            let place = warning.items.first.map { ", in \(Markdown.text($0))" } ?? ""
            let message = Markdown.text(String(warning.diagnostic.message.prefix(500)))
            text += "- \(message)\(place)\(times)\n"
        }
        let left = summary.warnings.dropFirst(Self.shownWarnings).count + summary.omittedWarnings
        if left > 0 { text += "- and \(left) more\n" }
        return text + "\n"
    }

    private var slow: String {
        guard slowest.count > 1 else { return "" }
        var text =
            "<details><summary>Slowest requests</summary>\n\n| request | answer |\n|---|---|\n"
        for request in slowest {
            let path = Markdown.text(String(request.path.prefix(500)))
            text += "| \(path) | \(Markdown.text(request.answer)) |\n"
        }
        return text + "\n</details>\n\n"
    }

    private static func spelled(_ diagnostic: Diagnostic) -> String {
        ([diagnostic.message] + diagnostic.help).joined(separator: "\n")
    }
}
