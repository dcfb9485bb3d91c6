import Diagnostics
import Execution
import JSON
import OAuth2
import Platform

/// The file of `--audit-log`: a line of JSON for each attempt to get a token.
final class AuditLog {
    private let path: String
    private let file: OutputFile
    private let console: Console

    /// Opens the file to add to it.
    init(path: String, console: Console) throws(InputError) {
        self.path = path
        self.console = console
        do throws(SystemError) {
            try FileAccess.createDirectory(FileAccess.parent(of: path))
            file = try OutputFile(appendingTo: path)
            try file.refuseInput()
        } catch {
            throw InputError("the audit log '\(path)' cannot be written: \(error.message)")
        }
    }

    /// Adds a line, in one piece, so that the lines of several processes stay apart.
    func write(_ acquisition: TokenAcquisition, _ publisher: EventPublisher) {
        let line = publisher.redact(JSONWriter.compact(acquisition.json)) + "\n"
        do throws(SystemError) {
            try file.write(Array(line.utf8))
        } catch {
            console.report(
                Diagnostic(
                    .warning, "the audit log '\(path)' cannot be written: \(error.message)"))
        }
    }
}
