import Diagnostics
import Platform
import Reporting
import RunModel

/// The reports that a command line asks for, each bound to its file or stream.
///
/// Every command that makes reports uses it: reports are functions of run events alone.
struct Reports {
    /// The arguments of the command line.
    let arguments: RunArguments
    /// How many event streams of earlier runs they show; 0 if they show the current ones.
    var streamCount = 0
    /// The number of runs, if it is known.
    var runCount: Int?
    /// The files of the reports, once they are opened.
    var written = WrittenFiles()
    /// How many runs go on side by side.
    var jobs = 1
    /// The part of the runs that this process has.
    var shard: Shard?

    /// Whether a report contains the collection and the variables.
    var wantsCollection: Bool {
        arguments.reports.names.contains(.events) || arguments.reports.names.contains(.json)
            || !arguments.reports.programs.isEmpty
    }

    /// Whether a report contains every body in full.
    var wantsBodies: Bool {
        arguments.reports.exchanges.needsBodies
            || arguments.reports.names.contains(.json) && arguments.reports.json.keptBodies == .all
    }

    /// Opens the reports; those for the terminal write to the console's output.
    func listeners(_ console: Console) throws -> [any RunListener] {
        StandardStream.needReader()
        let output = textOutput(console)
        let listeners = try arguments.reports.shown.compactMap { name -> (any RunListener)? in
            switch name {
            case .cli where isSideBySide: TotalReport(sink: output, options: terminalOptions)
            case .cli: terminalReport(output)
            case .events: try eventReport()
            case .html: try htmlReport()
            case .json: try jsonReport()
            case .junit: try junitReport()
            case .tap: try tapReport(output)
            case .github: try gitHubReport(console.output)
            case .progress: progressReport(output)
            case .gitlab: try gitLabReport()
            case .teamcity: TeamCityReport(sink: console.output)
            case .ctrf: try ctrfReport()
            case .allure: try allureReport()
            case .otlp: try openTelemetryReport(console)
            case .prometheus: nil
            }
        }
        let programs = try arguments.reports.programs.map { program -> any RunListener in
            eventReport(try ProgramOutput(program), isImmediate: true)
        }
        let metrics =
            arguments.reports.shown.contains(.prometheus) ? try prometheusReports(console) : []
        return try listeners + metrics + programs + exchangeListeners() + silencedWarnings(console)
            + watchers(console)
    }

    /// Ends the output of the command: names the files on the terminal, and opens the page if the
    /// user wants it.
    func conclude(_ console: Console) {
        if arguments.reports.reachTerminal { StandardStream.output.write(written.text) }
        guard arguments.reports.opensHTML, let path = written.path(of: .html) else { return }
        if !Browser.open(file: path) {
            console.report(
                Diagnostic(.warning, "no browser could be started to show '\(path)'"))
        }
    }

    private func htmlReport() throws(ListenerError) -> HTMLReport {
        HTMLReport(
            file: try output(of: .html, at: path(of: .html, ".html")),
            options: arguments.reports.html, generator: "Posthaste \(Version.text)")
    }

    private func eventReport() throws(ListenerError) -> EventReport {
        let path = path(of: .events, ".jsonl")
        let output = path == "-" ? EventOutput() : try EventOutput(path: path)
        written.add(path, report: .events)
        return eventReport(output, isImmediate: output.isFollowed)
    }

    private func eventReport(_ sink: any EventSink, isImmediate: Bool) -> EventReport {
        EventReport(
            sink: sink, program: "Posthaste/\(Version.text)", runCount: runCount,
            shard: shard.map { (number: $0.number, count: $0.count, plan: $0.plan) },
            isImmediate: isImmediate,
            now: { Double(Clocks.monotonicMilliseconds()) / 1_000 })
    }

    /// Opens the file of a report.
    func output(
        of report: ReporterName, at path: String
    ) throws(ListenerError) -> ReportOutput {
        let output = try ReportOutput(path: path)
        written.add(path, report: report)
        return output
    }

    /// The path of a report: a file, a new name in a folder, or without a path a new name in
    /// `reports`.
    ///
    /// Reports in Newman's layout, and those asked for by a name of Newman's reporters, go to
    /// `newman` as there (NewmanReference §2).
    func path(of report: ReporterName, _ suffix: String) -> String {
        // Several reports are JSON, and may be written in the same millisecond.
        let kind = suffix == ".json" && report != .json ? "-\(report.rawValue)" : ""
        let newmansName = "newman-run-report" + kind
        if let path = arguments.reports.paths[report] {
            return path == "-" ? path : ExportFile.path(path, name: newmansName, suffix: suffix)
        }
        let isNewmans =
            arguments.reports.followsNewman(report) || FileAccess.isDirectory("newman")
        return isNewmans
            ? "newman/" + ExportFile.stamped(newmansName, suffix)
            : "reports/" + ExportFile.stamped("posthaste-report" + kind, suffix)
    }
}
