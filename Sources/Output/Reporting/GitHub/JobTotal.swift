import RunModel

/// The part of a job's page on GitHub about several runs of environments: the result of each, and
/// each failure once.
struct JobTotal {
    private var summary = RunSummary(joinsRuns: true)
    private var rows: [String] = []
    private var failedCount = 0
    /// How many runs did not begin.
    private var skippedCount = 0
    private var before = (requests: 0, failures: 0)
    private var areNamed = false

    /// The most bytes that it takes.
    static let bytes = 262_144

    private static let shownRuns = 500
    private static let shownFailures = 50
    private static let shownNames = 10

    mutating func fold(_ event: RunEvent) {
        if case .runStarted(let start) = event {
            before = (summary.requests.total, summary.failureCount)
            areNamed = areNamed || start.label != nil
        }
        summary.fold(event)
        if case .runFinished(let end) = event { conclude(end) }
    }

    private mutating func conclude(_ end: RunEnd) {
        let failures = summary.failureCount - before.failures
        let isGood = failures == 0 && end.interruption == nil
        let isSkipped = end.interruption?.isBeforeBegin ?? false
        if isSkipped { skippedCount += 1 } else if !isGood { failedCount += 1 }
        guard rows.count < Self.shownRuns else { return }
        let cells = [
            isSkipped ? "⏭️" : isGood ? "✅" : "❌",
            Markdown.text(String((summary.start?.title ?? "").prefix(200))),
            "\(summary.requests.total - before.requests)", "\(failures)",
            HumanUnits.time(end.duration),
        ]
        rows.append("| \(cells.joined(separator: " | ")) |\n")
    }

    /// The Markdown; empty if there is only one run, or none has a name of its own.
    var markdown: String {
        guard areNamed, rows.count > 1 else { return "" }
        let sign = failedCount == 0 ? "✅" : "❌"
        let skipped = skippedCount > 0 ? ", \(skippedCount) did not begin" : ""
        var text = "### \(sign) \(summary.runs.total) runs, \(failedCount) failed\(skipped)\n\n"
        text += "| | run | requests | failures | time |\n|---|---|--:|--:|--:|\n"
        text += rows.joined() + "\n"
        if !summary.hasFailures { return text }
        text += "| request | test | message | runs |\n|---|---|---|---|\n"
        for failure in summary.failures.prefix(Self.shownFailures) { text += row(failure) }
        let left = summary.failureLog.entryCount - Self.shownFailures
        return text + (left > 0 ? "\nand \(left) more\n\n" : "\n")
    }

    private func row(_ failure: RunFailure) -> String {
        let cells = [
            failure.item?.path ?? "", failure.assertionName ?? failure.location,
            failure.failure.headline, names(failure),
        ]
        let shown = cells.map { Markdown.text(String($0.prefix(200))) }
        return "| \(shown.joined(separator: " | ")) |\n"
    }

    private func names(_ failure: RunFailure) -> String {
        if failure.runCount == summary.runs.total { return "all \(failure.runCount)" }
        let left = failure.runCount - Self.shownNames
        return failure.runs.prefix(Self.shownNames).joined(separator: ", ")
            + (left > 0 ? " and \(left) more" : "")
    }
}
