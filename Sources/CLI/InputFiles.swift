import CollectionModel
import Diagnostics
import JSON
import Platform
import Variables

/// Why an input cannot be used.
struct InputError: Error {
    var diagnostics: [Diagnostic]
}

/// Reads the files that the command line names.
enum InputFiles {
    static func collection(_ path: String) throws(InputError) -> Collection {
        try read(path, "collection", DefinitionFile.collection)
    }

    static func environment(_ path: String) throws(InputError) -> VariableSet {
        try read(path, "environment", DefinitionFile.environment)
    }

    static func globals(_ path: String) throws(InputError) -> VariableSet {
        try read(path, "globals", DefinitionFile.globals)
    }

    private static func read<Definition>(
        _ path: String, _ kind: String,
        _ parse: (JSONSource) throws(DefinitionError) -> Definition
    ) throws(InputError) -> Definition {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileAccess.read(path)
        } catch {
            throw InputError(diagnostics: [unreadable(path, kind, error)])
        }
        do throws(DefinitionError) {
            return try parse(JSONSource(name: path, bytes: bytes))
        } catch {
            throw InputError(diagnostics: error.diagnostics)
        }
    }

    private static func unreadable(
        _ path: String, _ kind: String, _ error: SystemError
    ) -> Diagnostic {
        let reason = FileAccess.isDirectory(path) ? "it is a folder" : error.message
        return Diagnostic(.error, "the \(kind) '\(path)' cannot be read: \(reason)")
    }
}

/// The files that request bodies name, relative to the folder the program was started in.
final class BodyFilesOnDisk: BodyFiles {
    func locate(_ path: String) -> (path: String, size: Int)? {
        FileAccess.readableSize(path).map { (path, $0) }
    }
}
