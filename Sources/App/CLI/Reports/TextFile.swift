import Platform
import Reporting
import RunModel

/// A file that receives text in order.
///
/// Text waits until there are 32 KiB of it, or for the first text that comes a second after the
/// last was written.
final class TextFile: TextSink {
    /// How many bytes the file had before.
    let initialSize: Int

    private static let limit = 32_768
    private static let moment = 1_000

    private let path: String
    private var file: OutputFile?
    private var pending = ""
    private var writtenAt = 0

    /// Creates the file and the folders above it.
    init(path: String) throws(ListenerError) {
        self.path = path
        initialSize = 0
        do throws(SystemError) {
            try FileAccess.createDirectory(FileAccess.parent(of: path))
            file = try OutputFile(streamingTo: path)
        } catch {
            throw ReportOutput.failure(path, error)
        }
    }

    /// Appends to a file.
    init(appendingTo path: String) throws(ListenerError) {
        self.path = path
        initialSize = (try? FileAccess.readableSize(path)) ?? 0
        do throws(SystemError) {
            file = try OutputFile(appendingTo: path)
        } catch {
            throw ReportOutput.failure(path, error)
        }
    }

    func write(_ text: String) throws(ListenerError) {
        pending += text
        let now = Clocks.monotonicMilliseconds()
        guard pending.utf8.count >= Self.limit || now - writtenAt >= Self.moment else { return }
        writtenAt = now
        try flush()
    }

    func close() throws(ListenerError) {
        try flush()
        file = nil
    }

    func flush() throws(ListenerError) {
        do throws(SystemError) {
            try file?.write(Array(pending.utf8))
        } catch {
            throw ReportOutput.failure(path, error)
        }
        pending = ""
    }
}
