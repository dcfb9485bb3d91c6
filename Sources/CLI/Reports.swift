import Reporting
import RunModel

/// The reports that a command line asks for, each bound to its file or stream.
///
/// It serves every command that makes reports: what they say comes from run events alone.
struct Reports {
    /// What the command line says of them.
    let arguments: RunArguments

    /// Opens the reports; those for the terminal write to the console's output.
    func listeners(_ console: Console) throws -> [any RunListener] {
        let output = console.output
        let listeners = try arguments.shownReporters.map { name -> any RunListener in
            switch name {
            case .cli: terminalReport(output)
            case .junit: JUnitReport(file: try ReportOutput(path: path(of: .junit, ".xml")))
            case .tap: try tapReport(output)
            case .github: try gitHubReport(output)
            case .progress: progressReport(output)
            }
        }
        return listeners + watchers(console)
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
