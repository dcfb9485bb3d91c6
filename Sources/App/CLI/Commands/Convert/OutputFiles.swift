import Diagnostics
import Platform

/// Writes the files of a conversion.
struct OutputFiles {
    /// Whether files that exist are replaced.
    let replaces: Bool

    /// Refuses to write over what is there.
    func checkIsFree(_ path: String) throws(Diagnostic) {
        let isFolder = FileAccess.isDirectory(path)
        let isTaken =
            isFolder
            ? (try? FileAccess.entries(of: path).isEmpty) == false
            : (try? FileAccess.readableSize(path)) != nil
        if isTaken && !replaces {
            throw Diagnostic(
                .error, "'\(path)' exists", help: ["choose another --output, or give --force"])
        }
    }

    /// Writes a text to a file, whose folders it makes, or to standard output.
    func write(_ text: String, to path: String) throws(Diagnostic) {
        do throws(SystemError) {
            if path == "-" { return try StandardStream.output.write(Array(text.utf8)) }
            try FileAccess.createDirectory(FileAccess.parent(of: path))
            try FileAccess.replace(path, with: Array(text.utf8))
        } catch {
            throw Diagnostic(.error, "'\(path)' cannot be written: \(error.message)")
        }
    }
}
