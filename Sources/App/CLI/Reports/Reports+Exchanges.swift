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
            listeners.append(ResponseReport(folder: try ResponseFiles(folder: path)))
        }
        return listeners
    }
}

/// The folder of `--save-responses`.
private final class ResponseFiles: ResponseFolder {
    private let folder: String

    /// Creates the folder and the folders above it.
    init(folder: String) throws(ListenerError) {
        self.folder = folder
        do throws(SystemError) {
            try FileAccess.createDirectory(folder)
        } catch {
            throw ReportOutput.failure(folder, error)
        }
    }

    func write(_ bytes: [UInt8], to name: String) throws(ListenerError) {
        let path = "\(folder)/\(name)"
        do throws(SystemError) {
            try OutputFile(creating: path).write(bytes)
        } catch {
            throw ReportOutput.failure(path, error)
        }
    }
}
