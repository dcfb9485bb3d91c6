import Platform
import Reporting
import RunModel

extension Reports {
    /// The listeners that write exchanges to files.
    func exchangeListeners() throws(ListenerError) -> [any RunListener] {
        let files = arguments.reports.exchanges
        var listeners: [any RunListener] = []
        if let path = files.archive {
            written.add(path)
            listeners.append(
                HARReport(
                    file: try ReportOutput(path: path), program: "Posthaste",
                    version: Version.text))
        }
        if let path = files.commands {
            written.add(path)
            listeners.append(CurlReport(sink: try TextFile(path: path)))
        }
        if let path = files.responses {
            written.add(path)
            listeners.append(ResponseReport(folder: try FilesOfReport(folder: path)))
        }
        return listeners
    }
}
