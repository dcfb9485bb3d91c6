import Diagnostics
import Platform
import Reporting
import RunModel

/// The process's streams as the commands use them: reports to standard output, the rest to
/// standard error.
struct Console {
    private let renderer: DiagnosticRenderer

    init(color: RunArguments.Color = .auto) {
        renderer = DiagnosticRenderer(usesColor: Self.usesColor(color, on: .error))
    }

    /// Whether a stream gets colours (`--color`, and `NO_COLOR` where that says auto).
    static func usesColor(_ color: RunArguments.Color, on stream: StandardStream) -> Bool {
        switch color {
        case .on: true
        case .off: false
        case .auto: stream.isTerminal && (ProcessEnvironment["NO_COLOR"] ?? "").isEmpty
        }
    }

    /// Prints a diagnostic on standard error.
    func report(_ diagnostic: Diagnostic) {
        StandardStream.error.write(renderer.render(diagnostic))
    }

    /// Prints what is wrong with the command line, and where its help is.
    func report(_ error: UsageError, command: String) {
        var diagnostic = error.diagnostic(.error)
        diagnostic.help.append("'posthaste \(command)--help' lists what there is")
        report(diagnostic)
    }

    /// The width to lay out help for.
    static var helpWidth: Int { min(StandardStream.output.columns ?? 100, 120) }
}

/// Standard output for the terminal report: at once on a terminal, in large pieces elsewhere.
final class BufferedOutput: TextSink {
    private static let limit = 32_768
    private let isImmediate = StandardStream.output.isTerminal
    private var pending = ""

    func write(_ text: String) throws(ListenerError) {
        pending += text
        if isImmediate || pending.utf8.count >= Self.limit { flush() }
    }

    /// Writes what is held back.
    func flush() {
        StandardStream.output.write(pending)
        pending = ""
    }
}

/// A report's file on disk, its errors told with its path.
final class ReportOutput: ReportFile {
    private let path: String
    private var file: OutputFile?

    /// Creates the file and the folders above it.
    init(path: String) throws(ListenerError) {
        self.path = path
        do throws(SystemError) {
            try FileAccess.createDirectory(FileAccess.parent(of: path))
            file = try OutputFile(creating: path)
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
    }

    func close() throws(ListenerError) { file = nil }

    private static func failure(_ path: String, _ error: SystemError) -> ListenerError {
        ListenerError(
            Diagnostic(.error, "the report '\(path)' cannot be written: \(error.message)"))
    }
}
