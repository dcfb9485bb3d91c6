import Diagnostics
import Platform
import Reporting
import RunModel

/// The file of a report on disk, whose errors name its path.
///
/// Standard output and pipes cannot be written at any offset, so they receive the whole report at
/// the end.
final class ReportOutput: ReportFile {
    /// What receives the report at the end.
    private enum Receiver {
        case standardOutput
        case pipe(OutputFile)
    }

    private let path: String
    private var file: OutputFile?
    private var receiver: Receiver?
    private var end = 0

    private static let pieceBytes = 1 << 20

    /// Creates the file and the folders above it; `-` is standard output.
    init(path: String) throws(ListenerError) {
        self.path = path
        do throws(SystemError) {
            if path == "-" {
                receiver = .standardOutput
            } else {
                try FileAccess.createDirectory(FileAccess.parent(of: path))
                let created = try OutputFile(creating: path)
                if created.isRegularFile { file = created } else { receiver = .pipe(created) }
            }
            if receiver != nil { file = try OutputFile(namelessIn: Self.temporaryFolder) }
        } catch {
            throw Self.failure(path, error)
        }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(ListenerError) {
        do throws(SystemError) {
            try file?.write(bytes, at: offset)
        } catch {
            throw Self.failure(path, error)
        }
        end = max(end, offset + bytes.count)
    }

    func makeSpool() throws(ListenerError) -> any ReportSpool {
        let folder = receiver == nil ? FileAccess.parent(of: path) : Self.temporaryFolder
        do throws(SystemError) {
            return SpoolFile(try OutputFile(namelessIn: folder), report: path)
        } catch {
            throw Self.failure(path, error)
        }
    }

    func close() throws(ListenerError) {
        defer { (file, receiver) = (nil, nil) }
        guard let file, let receiver else { return }
        var offset = 0
        do throws(SystemError) {
            while offset < end {
                let piece = try file.read(at: offset, count: min(Self.pieceBytes, end - offset))
                switch receiver {
                case .standardOutput: try StandardStream.output.write(piece)
                case .pipe(let pipe): try pipe.write(piece)
                }
                offset += piece.count
            }
        } catch {
            // The reader may stop early, as `head` does.
            if !error.isBrokenPipe { throw Self.failure(path, error) }
        }
    }

    private static var temporaryFolder: String { ProcessEnvironment["TMPDIR"] ?? "/tmp" }

    static func failure(_ path: String, _ error: SystemError) -> ListenerError {
        ListenerError(
            Diagnostic(.error, "the report '\(path)' cannot be written: \(error.message)"))
    }
}
