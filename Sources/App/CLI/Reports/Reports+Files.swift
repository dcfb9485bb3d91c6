import Reporting
import RunModel

extension Reports {
    /// The first file is opened now where the number of runs is known, so that one that cannot be written
    /// prevents them.
    func jsonReport() throws -> any RunListener {
        var first = try runCount.map { count throws(ListenerError) in
            try ReportOutput(path: path(of: .json, ".json", run: 0, of: count))
        }
        return JSONReport(options: arguments.jsonReport) { start throws(ListenerError) in
            if let file = first {
                first = nil
                return file
            }
            return try ReportOutput(
                path: path(of: .json, ".json", run: start.number, of: start.runCount))
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
        of report: RunArguments.ReporterName, _ suffix: String, run: Int, of count: Int
    ) -> String {
        let path = path(of: report, suffix)
        if count == 1 { return path }
        let name = path.lastIndex(of: "/").map { path[$0...] } ?? path[...]
        let ending = name.dropFirst().lastIndex(of: ".") ?? path.endIndex
        return "\(path[..<ending])-\(run + 1)\(path[ending...])"
    }
}
