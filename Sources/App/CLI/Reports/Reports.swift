import Platform
import Reporting
import RunModel

/// The reports that a command line asks for, each bound to its file or stream.
///
/// Every command that makes reports uses it: reports are functions of run events alone.
struct Reports {
    /// The arguments of the command line.
    let arguments: RunArguments
    /// Whether they show an earlier run instead of the current one.
    var areReplayed = false
    /// The number of runs, if it is known.
    var runCount: Int?

    /// Whether a report contains the collection and the variables.
    var wantsCollection: Bool {
        arguments.reports.names.contains(.events) || arguments.reports.names.contains(.json)
    }

    /// Whether a report contains every body in full.
    var wantsBodies: Bool {
        arguments.reports.names.contains(.json) && arguments.reports.json.keptBodies == .all
    }

    /// Opens the reports; those for the terminal write to the console's output.
    func listeners(_ console: Console) throws -> [any RunListener] {
        let output = textOutput(console)
        let listeners = try arguments.reports.shown.map { name -> any RunListener in
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
            file: try ReportOutput(path: path(of: .html, ".html")), options: arguments.reports.html,
            generator: "Posthaste \(Version.text)")
    }

    private func eventReport() throws(ListenerError) -> EventReport {
        let output =
            arguments.reports.paths[.events] == "-"
            ? EventOutput() : try EventOutput(path: path(of: .events, ".jsonl"))
        return EventReport(
            sink: output, program: "Posthaste/\(Version.text)", isImmediate: output.isFollowed,
            now: { Double(Clocks.monotonicMilliseconds()) / 1_000 })
    }

    /// Follows Newman's rule for the path of a report: a file, a new name in a folder, or the folder
    /// `newman` (NewmanReference §2).
    func path(of report: ReporterName, _ suffix: String) -> String {
        let name = "newman-run-report"
        guard let path = arguments.reports.paths[report] else {
            return "newman/" + ExportFile.stamped(name, suffix)
        }
        return ExportFile.path(path, name: name, suffix: suffix)
    }
}
