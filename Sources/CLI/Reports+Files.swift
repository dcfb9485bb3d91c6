import Reporting
import RunModel

extension Reports {
    var jsonReport: any RunListener {
        JSONReport(options: arguments.jsonReport) { start throws(ListenerError) in
            try ReportOutput(path: path(of: .json, ".json", for: start))
        }
    }

    func junitReport() throws -> any RunListener {
        let file = try ReportOutput(path: path(of: .junit, ".xml"))
        return switch arguments.junitLayout {
        case .strict: JUnitReport(file: file)
        case .newman: NewmanJUnitReport(file: file)
        }
    }

    /// The path of a report on one run of several, numbered before the ending.
    private func path(
        of report: RunArguments.ReporterName, _ suffix: String, for start: RunStart
    ) -> String {
        let path = path(of: report, suffix)
        if start.runCount == 1 { return path }
        let name = path.lastIndex(of: "/").map { path[$0...] } ?? path[...]
        let ending = name.dropFirst().lastIndex(of: ".") ?? path.endIndex
        return "\(path[..<ending])-\(start.number + 1)\(path[ending...])"
    }
}
