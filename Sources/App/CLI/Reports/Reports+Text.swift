import Diagnostics
import Platform
import Reporting
import RunModel

/// The reports that are text, and the line of progress below them.
extension Reports {
    /// The output of reports that show texts of servers and scripts.
    func textOutput(_ console: Console) -> any TextSink & Sendable {
        GuardedOutput.isNeeded ? GuardedOutput(console.output) : console.output
    }

    func terminalReport(_ output: any TextSink) -> TerminalReport {
        let localTime = { (startedAt: Double?) in
            let moment = streamCount > 0 ? startedAt : nil
            return Clocks.localTime(moment ?? Clocks.secondsSince1970())
        }
        return TerminalReport(
            sink: output, options: terminalOptions,
            localTime: arguments.terminal.showsTimestamps ? localTime : nil)
    }

    /// Whether the terminal shows the failures of runs side by side as they come, instead of every
    /// request of one run after the other.
    var isSideBySide: Bool { jobs > 1 && !arguments.terminal.isVerbose }

    /// The view of runs side by side, if the report on the terminal is made.
    func sideBySideView(_ console: Console) -> SideBySideView? {
        guard isSideBySide, arguments.reports.shown.contains(.cli) else { return nil }
        let draws = Self.canDraw && arguments.terminal.showsProgress
        return SideBySideView(
            SideBySideLines(options: terminalOptions, runCount: runCount ?? 1, jobs: jobs),
            textOutput(console), drawnOn: draws ? console.output : nil)
    }

    func progressReport(_ output: any TextSink) -> ProgressReport {
        var conclusion = terminalOptions
        conclusion.hidden.insert(.summary)
        return ProgressReport(
            sink: output, options: .init(conclusion: conclusion, isDrawn: Self.canDraw))
    }

    func tapReport(_ output: any TextSink) throws(ListenerError) -> TAPReport {
        guard arguments.reports.paths[.tap] != nil else { return TAPReport(sink: output) }
        let path = path(of: .tap, ".tap")
        let report = TAPReport(sink: try TextFile(path: path))
        written.add(path, report: .tap)
        return report
    }

    /// The warnings on standard error, if the report that would show them is silenced.
    func silencedWarnings(_ console: Console) -> [any RunListener] {
        guard arguments.reports.silenced.contains(.cli), !arguments.reports.reachTerminal else {
            return []
        }
        return [
            WarningReport(
                options: .init(
                    usesColor: Console.usesColor(arguments.terminal.color, on: .error)),
                write: console.say)
        ]
    }

    /// Writes its Markdown to the file of the command line, else to GitHub's, which other steps may
    /// have partly filled.
    func gitHubReport(_ output: BufferedOutput) throws(ListenerError) -> GitHubReport {
        let printsRuns = !arguments.reports.reachTerminal
        let checkoutPath = CheckoutPaths().path
        if let path = arguments.reports.jobSummary {
            let report = GitHubReport(
                output: output, page: try TextFile(path: path), printsRuns: printsRuns,
                checkoutPath: checkoutPath)
            written.add(path, report: .github)
            return report
        }
        guard let path = ProcessEnvironment["GITHUB_STEP_SUMMARY"], !path.isEmpty else {
            return GitHubReport(
                output: output, page: nil, printsRuns: printsRuns, checkoutPath: checkoutPath)
        }
        let page = try TextFile(appendingTo: path)
        return GitHubReport(
            output: output, page: page, room: max(0, GitHubReport.pageBytes - page.initialSize),
            printsRuns: printsRuns, checkoutPath: checkoutPath)
    }

    /// Updates standard output while the runs proceed, and warns if two reports are mixed there.
    func watchers(_ console: Console) -> [any RunListener] {
        let shown = arguments.reports.shown
        let dominant = shown.filter {
            arguments.reports.isOnOutput($0) && $0 != .github && $0 != .teamcity
        }
        if dominant.count > 1 {
            let names = dominant.map { "'\($0.rawValue)'" }.joined(separator: " and ")
            console.report(
                Diagnostic(.warning, "the reports \(names) are mixed on standard output"))
        }
        guard shown.contains(where: arguments.reports.isOnOutput) else { return [] }
        let isBar = shown.contains(.progress)
        let wantsLine = isBar || (shown.contains(.cli) && arguments.terminal.showsProgress)
        guard wantsLine, Self.canDraw, !(isSideBySide && shown.contains(.cli)) else {
            console.output.watch(nil)
            return []
        }
        console.output.watch(
            ProgressLine(
                style: isBar ? .bar : .counts, usesColor: terminalOptions.usesColor,
                usesUnicode: terminalOptions.usesUnicode))
        return [BufferedOutput.Follower(console.output)]
    }

    var terminalOptions: TerminalReport.Options {
        var options = TerminalReport.Options(
            usesColor: Console.usesColor(arguments.terminal.color, on: .output),
            isVerbose: arguments.terminal.isVerbose, width: StandardStream.output.columns,
            usesUnicode: arguments.terminal.usesUnicode, hidden: arguments.terminal.hidden)
        options.failureDetails = arguments.terminal.failureDetails
        return options
    }

    /// Whether a line can be drawn again and again: a person looks at a terminal.
    private static var canDraw: Bool {
        StandardStream.output.isTerminal && ProcessEnvironment["TERM"] != "dumb"
            && Presence.service == nil
    }
}
