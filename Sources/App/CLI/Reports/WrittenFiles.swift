import Synchronization

/// The files that a command has written, which its output names at the end.
final class WrittenFiles: Sendable {
    private struct File {
        let path: String
        let report: ReporterName?
    }

    private let files = Mutex<[File]>([])

    /// Adds a file.
    ///
    /// Standard output and devices are not files.
    func add(_ path: String, report: ReporterName? = nil) {
        if path == "-" || path.hasPrefix("/dev/") { return }
        files.withLock { $0.append(File(path: path, report: report)) }
    }

    /// The path of a report, if it has been written.
    func path(of report: ReporterName) -> String? {
        files.withLock { $0.first { $0.report == report }?.path }
    }

    /// A list of the files for the end of the output; empty if there are none.
    var text: String {
        let paths = files.withLock { $0.map(\.path) }
        if paths.isEmpty { return "" }
        return "\nFiles written:\n" + paths.map { "  \($0)\n" }.joined()
    }
}
