import Platform
import Reporting
import RunModel

extension Reports {
    /// Opens the first file now if the number of runs is known: a file that cannot be written
    /// prevents the runs.
    func jsonReport() throws -> any RunListener {
        var first: ReportOutput?
        if let runCount, runCount > 0 {
            let isJoined = arguments.several.areByTenant
            let path = jsonPath(run: 0, of: runCount, isJoined: isJoined)
            first = try output(of: .json, at: path)
            if runCount > 1, !isOneJSON(isJoined) {
                try removeOld(self.path(of: .json, ".json"))
                for run in 1..<runCount {
                    try removeOld(jsonPath(run: run, of: runCount, isJoined: isJoined))
                }
            }
        }
        return JSONReport(
            options: arguments.reports.json, joinsRuns: streamCount > 1
        ) { start throws(ListenerError) in
            if let file = first {
                first = nil
                return file
            }
            return try output(
                of: .json,
                at: jsonPath(
                    run: start.number, of: start.runCount,
                    isJoined: start.label != nil || streamCount > 1))
        }
    }

    /// Removes the report of an earlier run that would stay if the process were killed before its
    /// own run begins.
    private func removeOld(_ path: String) throws(ListenerError) {
        if FileAccess.isFile(path) { _ = try ReportOutput(path: path) }
    }

    /// The file of runs that share one has no number if nothing came before them.
    private func jsonPath(run: Int, of count: Int, isJoined: Bool) -> String {
        path(of: .json, ".json", run: run, of: isOneJSON(isJoined) && run == 0 ? 1 : count)
    }

    /// Runs of environments, and those of several streams, share a file, unless the layout is
    /// Newman's.
    private func isOneJSON(_ isJoined: Bool) -> Bool {
        isJoined && arguments.reports.json.layout == .compact
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
        return count == 1 || path == "-" ? path : Self.numbered(path, run)
    }

    /// The path of the report on one run of several, which begins with `path`; runs count from 0.
    static func numbered(_ path: String, _ run: Int) -> String {
        let name = path.lastIndex(of: "/").map { path[$0...] } ?? path[...]
        let ending = name.dropFirst().lastIndex(of: ".") ?? path.endIndex
        return "\(path[..<ending])-\(run + 1)\(path[ending...])"
    }
}
