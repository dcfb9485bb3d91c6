import Platform
import Reporting
import RunModel

/// A folder on disk that a report writes files to.
final class FilesOfReport: ReportFolder {
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
            if name.contains("/") { try FileAccess.createDirectory(FileAccess.parent(of: path)) }
            try OutputFile(streamingTo: path).write(bytes)
        } catch {
            throw ReportOutput.failure(path, error)
        }
    }

    func remove(_ name: String) throws(ListenerError) {
        let path = "\(folder)/\(name)"
        do throws(SystemError) {
            try FileAccess.remove(path)
        } catch {
            throw ReportOutput.failure(path, error)
        }
    }
}
