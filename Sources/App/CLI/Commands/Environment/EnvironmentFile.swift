import CollectionModel
import Diagnostics
import Execution
import JSON
import Platform

/// An environment as a file, with its text.
struct EnvironmentFile {
    let path: String
    let set: VariableSet
    let bytes: [UInt8]
    let isYAML: Bool

    /// Reads a file.
    init(_ path: String) throws(InputError) {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileAccess.read(path)
        } catch {
            throw InputError.unreadable("the environment", path, error)
        }
        try self.init(path, bytes)
    }

    private init(_ path: String, _ bytes: [UInt8]) throws(InputError) {
        self.path = path
        self.bytes = bytes
        isYAML = CollectionFolderFiles.isYAML(path)
        if isYAML {
            set = try CollectionFolderFiles.variables(in: bytes, of: path)
            return
        }
        do throws(DefinitionError) {
            set = try DefinitionFile.environment(JSONSource(name: path, bytes: bytes))
        } catch {
            throw InputError(diagnostics: error.diagnostics)
        }
    }

    /// The file with an edit of its text; nothing is written.
    func edited(
        _ change: (any EnvironmentEdit) throws(Diagnostic) -> [UInt8]
    ) throws -> EnvironmentFile {
        let bytes = try change(edit)
        do throws(InputError) {
            return try EnvironmentFile(path, bytes)
        } catch {
            throw Diagnostic(
                .error, "'\(path)' has a form that cannot be changed; edit it by hand")
        }
    }

    /// The name for people.
    var name: String { self.set.name ?? CollectionPath.lastComponent(path) }

    /// The variables, of repeated keys the one that counts.
    var variables: [VariableDefinition] {
        var seen: Set<String> = []
        return set.variables.filter { seen.insert($0.key).inserted }.compactMap { variable($0.key) }
    }

    /// The variable of a name, if the file has one.
    func variable(_ name: String) -> VariableDefinition? {
        set.variables.last { $0.key == name && !$0.isDisabled }
            ?? set.variables.last { $0.key == name }
    }

    /// Writes another text to the file.
    func write(_ bytes: [UInt8]) throws(Diagnostic) {
        do throws(SystemError) {
            try FileAccess.replace(path, with: bytes)
        } catch {
            throw Diagnostic(.error, "'\(path)' cannot be written: \(error.message)")
        }
    }
}

extension VariableDefinition {
    /// Whether its value must stay hidden.
    var isSecret: Bool { type == "secret" || SecretName.isTelling(key) }

    /// The value as text; empty if there is none.
    var text: String {
        guard let value, !value.isNull else { return "" }
        return value.string ?? JSONWriter.compact(value)
    }

    /// The value for people: secrets masked, long ones cut.
    var shownText: String {
        // A secret without a value in YAML counts as disabled.
        if text.isEmpty { return isDisabled && type != "secret" ? "(disabled)" : "(empty)" }
        let shown = isSecret ? Redactor.mask : ShownText.harmless(text, limit: 40)
        return isDisabled ? shown + " (disabled)" : shown
    }
}
