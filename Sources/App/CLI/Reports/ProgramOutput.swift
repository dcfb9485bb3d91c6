import Diagnostics
import Platform
import Reporting
import RunModel

/// The event stream into another program, which makes a report of its own.
final class ProgramOutput: EventSink {
    private let name: String
    private let process: FedProcess
    private var isReading = true

    /// Starts the program.
    init(_ program: ReportProgram) throws(ListenerError) {
        name = program.isShellCommand ? "cmd" : program.command
        do throws(SystemError) {
            // The shell passes the arguments on.
            process =
                program.isShellCommand
                ? try FedProcess(
                    command: program.command + (program.arguments.isEmpty ? "" : " \"$@\""),
                    arguments: program.arguments)
                : try FedProcess(
                    command: "exec \"$@\"", arguments: [program.command] + program.arguments)
        } catch {
            throw ListenerError(
                Diagnostic(
                    .error, "the reporter '\(program.command)' cannot start: \(error.message)"))
        }
    }

    func write(_ lines: [UInt8]) throws(ListenerError) {
        if !isReading { return }
        do throws(SystemError) {
            try process.write(lines)
        } catch {
            // The program may have seen enough; its exit code says how it ended.
            isReading = false
            if !error.isBrokenPipe { throw failure(error.message) }
        }
    }

    func close() throws(ListenerError) {
        let code: Int
        do throws(SystemError) { code = try process.finish() } catch {
            throw failure(error.message)
        }
        if code != 0 { throw failure("it ended with \(code)") }
    }

    private func failure(_ reason: String) -> ListenerError {
        ListenerError(Diagnostic(.error, "the reporter '\(name)' failed: \(reason)"))
    }
}
