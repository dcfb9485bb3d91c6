import Platform
import Reporting
import RunModel

/// The reports that a command line asks for, each bound to its file or stream.
///
/// It serves every command that makes reports: what they say comes from run events alone.
struct Reports {
    /// What the command line says of them.
    let arguments: RunArguments
    /// Whether they tell what happened before, rather than what happens now.
    var areReplayed = false
    /// How many runs they are to tell of, where that is known.
    var runCount: Int?

    /// Whether a report is to hold the collection and the variables, too.
    var wantsCollection: Bool {
        arguments.reporters.contains(.events) || arguments.reporters.contains(.json)
    }

    /// Whether a report shows all of every body.
    var wantsBodies: Bool {
        arguments.reporters.contains(.json) && arguments.jsonReport.keptBodies == .all
    }

    /// Opens the reports; those for the terminal write to the console's output.
    func listeners(_ console: Console) throws -> [any RunListener] {
        let output = textOutput(console)
        let listeners = try arguments.shownReporters.map { name -> any RunListener in
            switch name {
            case .cli: terminalReport(output)
            case .events: try eventReport()
            case .html: try htmlReport()
            case .json: try jsonReport()
            case .junit: try junitReport()
            case .tap: try tapReport(output)
            case .github: try gitHubReport(console.output)
            case .progress: progressReport(output)
            }
        }
        return listeners + watchers(console)
    }

    private func htmlReport() throws(ListenerError) -> HTMLReport {
        HTMLReport(
            file: try ReportOutput(path: path(of: .html, ".html")), options: arguments.htmlReport,
            generator: "Posthaste \(Version.text)")
    }

    private func eventReport() throws(ListenerError) -> EventReport {
        let output =
            arguments.reportPaths[.events] == "-"
            ? EventOutput() : try EventOutput(path: path(of: .events, ".jsonl"))
        return EventReport(
            sink: output, program: "Posthaste/\(Version.text)", isImmediate: output.isFollowed,
            now: { Double(Clocks.monotonicMilliseconds()) / 1_000 })
    }

    /// Newman's rule for where a report goes: a file, a name of its own in a folder, or the folder
    /// `newman` (reference §2).
    func path(of report: RunArguments.ReporterName, _ suffix: String) -> String {
        let name = "newman-run-report"
        guard let path = arguments.reportPaths[report] else {
            return "newman/" + ExportFile.stamped(name, suffix)
        }
        return ExportFile.path(path, name: name, suffix: suffix)
    }
}
