/// The paths of reports that the user gave.
struct ReportPaths {
    /// At most one for each report, so few that a dictionary would take longer.
    private var given: [(report: ReporterName, path: String)] = []

    /// The path of a report; nil if none was given.
    subscript(report: ReporterName) -> String? {
        get { given.first { $0.report == report }?.path }
        set {
            given.removeAll { $0.report == report }
            if let newValue { given.append((report, newValue)) }
        }
    }

    /// Whether another report than this one has the path.
    func has(_ path: String, except report: ReporterName) -> Bool {
        given.contains { $0.report != report && $0.path == path }
    }
}
