import Diagnostics
import Platform
import Reporting
import RunModel

/// Where an event stream goes: standard output, or a file that may be a pipe.
final class EventOutput: EventSink {
    private let name: String
    private var file: OutputFile?

    /// Whether another program, or a person, reads along.
    let isFollowed: Bool

    /// Writes to standard output.
    init() {
        name = "to standard output"
        isFollowed = true
    }

    /// Creates the file and the folders above it.
    init(path: String) throws(ListenerError) {
        name = "to '\(path)'"
        do throws(SystemError) {
            try FileAccess.createDirectory(FileAccess.parent(of: path))
            let file = try OutputFile(streamingTo: path)
            isFollowed = !file.isRegularFile
            self.file = file
        } catch {
            throw Self.failure(name, error)
        }
    }

    func write(_ lines: [UInt8]) throws(ListenerError) {
        do throws(SystemError) {
            if let file { try file.write(lines) } else { try StandardStream.output.write(lines) }
        } catch {
            throw Self.failure(name, error)
        }
    }

    func close() throws(ListenerError) { file = nil }

    private static func failure(_ name: String, _ error: SystemError) -> ListenerError {
        ListenerError(
            Diagnostic(.error, "the events cannot be written \(name): \(error.message)"))
    }
}
