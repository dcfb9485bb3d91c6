import Reporting
import RunModel

extension Reports {
    /// Opens the first file now if the number of runs is known: a file that cannot be written
    /// prevents the runs.
    func jsonReport() throws -> any RunListener {
        var first: ReportOutput?
        if let runCount, runCount > 0 {
            first = try output(
                of: .json,
                at: jsonPath(run: 0, of: runCount, isJoined: arguments.several.areByTenant))
        }
        return JSONReport(options: arguments.reports.json) { start throws(ListenerError) in
            if let file = first {
                first = nil
                return file
            }
            return try output(
                of: .json,
                at: jsonPath(
                    run: start.number, of: start.runCount, isJoined: start.label != nil))
        }
    }

    /// Runs of environments share a file, unless the layout is Newman's.
    private func jsonPath(run: Int, of count: Int, isJoined: Bool) -> String {
        let isOne = isJoined && arguments.reports.json.layout == .compact
        return path(of: .json, ".json", run: run, of: isOne ? 1 : count)
    }

    func junitReport() throws -> any RunListener {
        let file = try output(of: .junit, at: path(of: .junit, ".xml"))
        return switch arguments.reports.junitLayout {
        case .strict: JUnitReport(file: file)
        case .newman: NewmanJUnitReport(file: file)
        }
    }

    /// The path of a report on one run of several, numbered before the ending.
    private func path(
        of report: ReporterName, _ suffix: String, run: Int, of count: Int
    ) -> String {
        let path = path(of: report, suffix)
        if count == 1 || path == "-" { return path }
        let name = path.lastIndex(of: "/").map { path[$0...] } ?? path[...]
        let ending = name.dropFirst().lastIndex(of: ".") ?? path.endIndex
        return "\(path[..<ending])-\(run + 1)\(path[ending...])"
    }
}
