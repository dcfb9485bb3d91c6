import Diagnostics
import Platform
import Reporting
import RunModel

/// The file of a report on disk, whose errors name its path.
///
/// Under its name the report is whole at any time (`DraftFile`). Standard output and pipes cannot
/// be written at any offset, so they receive the whole report at the end.
final class ReportOutput: ReportFile {
    /// Where the bytes go.
    private enum Target {
        case file(DraftFile)
        case standardOutput(OutputFile)
        case pipe(OutputFile, OutputFile)
    }

    private let path: String
    private var target: Target?
    private var end = 0
    /// Whether something was written since the last commit.
    private var isChanged = true
    /// When the next commit is worth its time.
    ///
    /// The first one always is: a process that is killed from then on leaves a report that says so.
    private var commitsAt = 0

    /// How long the file stays as it is, at least.
    private static let quietMilliseconds = 500
    /// How many times as long as it took to show the file it stays as it is, at least.
    private static let commitPause = 100

    /// Creates the file and the folders above it; `-` is standard output.
    init(path: String) throws(ListenerError) {
        self.path = path
        do throws(SystemError) {
            if path == "-" {
                target = .standardOutput(try Self.makeBuffer())
                return
            }
            try FileAccess.createDirectory(FileAccess.parent(of: path))
            if FileAccess.isPipeOrDevice(path) {
                target = .pipe(try OutputFile(openingPipe: path), try Self.makeBuffer())
            } else {
                target = .file(try DraftFile(replacing: path))
            }
        } catch {
            throw Self.failure(path, error)
        }
    }

    private static func makeBuffer() throws(SystemError) -> OutputFile {
        let folder = FileAccess.temporaryFolder
        do throws(SystemError) {
            return try OutputFile(namelessIn: folder)
        } catch {
            throw SystemError(
                code: error.code,
                message: "the folder for temporary files, '\(folder)', takes none: "
                    + error.message)
        }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(ListenerError) {
        do throws(SystemError) {
            switch target {
            case .file(let file): try file.write(bytes, at: offset)
            case .standardOutput(let buffer), .pipe(_, let buffer):
                try buffer.write(bytes, at: offset)
            case nil: break
            }
        } catch {
            throw Self.failure(path, error)
        }
        end = max(end, offset + bytes.count)
        isChanged = true
    }

    /// Shows the file as it is, unless that would take too much of the run's time.
    ///
    /// After an interruption it is always shown, since a second one ends the process.
    func commit() throws(ListenerError) {
        let start = Clocks.monotonicMilliseconds()
        guard case .file(let file) = target, isChanged,
            start >= commitsAt || Interruption.process.isRequested
        else { return }
        do throws(SystemError) {
            try file.publish()
        } catch {
            throw Self.failure(path, error)
        }
        isChanged = false
        let now = Clocks.monotonicMilliseconds()
        commitsAt = now + max(Self.quietMilliseconds, Self.commitPause * (now - start))
    }

    func makeSpool() throws(ListenerError) -> any ReportSpool {
        var folder = FileAccess.temporaryFolder
        if case .file = target { folder = FileAccess.parent(of: path) }
        do throws(SystemError) {
            return SpoolFile(try OutputFile(namelessIn: folder)) { [path] in
                Self.failure(path, $0)
            }
        } catch {
            throw Self.failure(path, error)
        }
    }

    func close() throws(ListenerError) {
        defer { target = nil }
        do throws(SystemError) {
            switch target {
            case .file(let file): try file.finish()
            case .standardOutput(let buffer):
                try buffer.read(count: end) { piece throws(SystemError) in
                    try StandardStream.output.write(piece)
                }
            case .pipe(let pipe, let buffer):
                try buffer.read(count: end) { piece throws(SystemError) in
                    try pipe.write(piece)
                }
            case nil: break
            }
        } catch {
            throw Self.failure(path, error)
        }
    }

    static func failure(_ path: String, _ error: SystemError) -> ListenerError {
        ListenerError(
            Diagnostic(.error, "the report '\(path)' cannot be written: \(error.message)"))
    }
}
