import Platform
import Reporting
import RunModel

/// The reports that a command line asks for, each bound to its file or stream.
///
/// It serves every command that makes reports: what they say comes from run events alone.
struct Reports {
    /// What the command line says of them.
    let arguments: RunArguments

    /// Opens the reports; those for the terminal write to `output`.
    func listeners(_ output: BufferedOutput) throws -> [any RunListener] {
        try arguments.reporters.map { name -> any RunListener in
            switch name {
            case .cli:
                TerminalReport(
                    sink: output,
                    options: .init(
                        usesColor: Console.usesColor(arguments.color, on: .output),
                        isVerbose: arguments.isVerbose, width: StandardStream.output.columns))
            case .junit: JUnitReport(file: try ReportOutput(path: path(of: .junit, ".xml")))
            }
        }
    }

    /// Newman's rule for where a report goes: a file, a name of its own in a folder, or the folder
    /// `newman` (reference §2).
    private func path(of report: RunArguments.ReporterName, _ suffix: String) -> String {
        let name = "newman-run-report"
        guard let path = arguments.reportPaths[report] else {
            return "newman/" + ExportFile.stamped(name, suffix)
        }
        return ExportFile.path(path, name: name, suffix: suffix)
    }
}
