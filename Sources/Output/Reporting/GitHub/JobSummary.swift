import Diagnostics
import HTTPModel
import RunModel

/// The part of a job's page on GitHub about one run: result, counts, failures, slowest requests.
///
/// It grows with the run up to the limit of the page.
struct JobSummary {
    private var failures = ""
    private var listed = 0

    private static let shownRows = 50
    private static let shownWarnings = 50
    private static let excerptBytes = 1_024
    private static let messageCharacters = 4_000
    /// The most bytes of the table, the warnings and the slowest requests.
    private static let otherBytes = 131_072

    /// Lists a failure if the page still has room for it.
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
        if let difference = ValueDifference(failure.failure) {
            text += Markdown.block(
                difference.text.joined(separator: "\n"), language: "diff")
        }
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

    /// Returns the page's part about the run.
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
            text += Markdown.block(diagnostic.messageWithHelp) + "\n"
        }
        if summary.hasFailures {
            text += "#### Failures\n\n\(table(summary))\(failures)"
            let left = summary.failureLog.entryCount - listed
            if left > 0 { text += "and \(left) more failures, which have no room here\n\n" }
        }
        return text + flaky(summary) + warnings(summary) + slow(summary)
    }

    private func heading(_ summary: RunSummary) -> String {
        let start = summary.start
        var name = Markdown.text(start?.title ?? "")
        if let environment = start?.environmentName, start?.label == nil {
            name += " (\(Markdown.text(environment)))"
        }
        let isGood = !summary.hasFailures && summary.interruption == nil
        let outcome: String
        switch summary.interruption {
        case nil: outcome = summary.hasFailures ? "failed" : "passed"
        case .signal(let number): outcome = "interrupted by signal \(number)"
        case .bail, .timeout, .script, .authentication, .notBegun:
            outcome = summary.interruption?.outcome ?? ""
        case .lost: outcome = "lost"
        }
        let isSkipped = summary.interruption?.isBeforeBegin ?? false
        return "### \(isSkipped ? "⏭️" : isGood ? "✅" : "❌") \(name): \(outcome)\n\n"
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

    private func slow(_ summary: RunSummary) -> String {
        let entries = summary.slowest.entries
        guard entries.count > 1 else { return "" }
        var text =
            "<details><summary>Slowest requests</summary>\n\n| request | response |\n|---|---|\n"
        for entry in entries {
            let answer =
                "\(entry.status), \(HumanUnits.size(entry.size)), "
                + HumanUnits.time(entry.time)
            let name = Markdown.text(String(entry.name.prefix(500)))
            text += "| \(name) | \(Markdown.text(answer)) |\n"
        }
        return text + "\n</details>\n\n"
    }

    private func flaky(_ summary: RunSummary) -> String {
        guard summary.flaky.count > 0 else { return "" }
        var text = "#### Flaky requests\n\n"
        for entry in summary.flaky.entries {
            text += "- \(Markdown.text(entry.name)): passed on attempt \(entry.attempt) "
            text += "(\(Markdown.text(entry.reason)))\n"
        }
        let left = summary.flaky.count - summary.flaky.entries.count
        if left > 0 { text += "- and \(left) more\n" }
        return text + "\n"
    }

    /// The failures as a table, before their details.
    private func table(_ summary: RunSummary) -> String {
        var text = "| request | test | message |\n|---|---|---|\n"
        for failure in summary.failures.prefix(Self.shownRows) {
            let name = failure.item?.path ?? summary.start?.collectionName ?? ""
            let test = failure.assertionName ?? failure.location
            let count = failure.count > 1 ? " (\(failure.count) iterations)" : ""
            let cells = [name, test, failure.failure.headline + count].map {
                Markdown.text(String($0.prefix(200)))
            }
            text += "| \(cells.joined(separator: " | ")) |\n"
        }
        let left = summary.failureLog.entryCount - Self.shownRows
        return text + (left > 0 ? "\nand \(left) more\n\n" : "\n")
    }
}
