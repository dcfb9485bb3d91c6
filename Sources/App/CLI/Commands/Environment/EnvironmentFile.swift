import CollectionAnalysis
import CollectionModel
import Diagnostics
import Execution
import JSON
import Platform

/// An environment as a file, with its text, whose encoding and line ends a change keeps.
struct EnvironmentFile {
    let path: String
    let set: VariableSet
    /// The text as UTF-8, without a byte order mark.
    let bytes: [UInt8]
    let isYAML: Bool
    private let encoding: FileEncoding
    /// The variables that count, by their keys.
    private let counting: [String: VariableDefinition]

    /// Reads a file.
    init(_ path: String) throws(InputError) {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileAccess.read(path)
        } catch {
            throw InputError.unreadable("the environment", path, error)
        }
        let encoding = FileEncoding(of: bytes)
        // A run refuses YAML that is no Unicode, with the place of the first such byte.
        let isRead = encoding != .latin1 || !CollectionFolderFiles.isYAML(path)
        try self.init(path, isRead ? encoding.decoded(bytes) : bytes, encoding)
    }

    private init(
        _ path: String, _ text: [UInt8], _ encoding: FileEncoding
    ) throws(InputError) {
        self.path = path
        bytes = text
        self.encoding = encoding
        isYAML = CollectionFolderFiles.isYAML(path)
        if isYAML {
            set = try CollectionFolderFiles.variables(in: bytes, of: path)
        } else {
            do throws(DefinitionError) {
                set = try DefinitionFile.environment(JSONSource(name: path, bytes: bytes))
            } catch {
                throw InputError(diagnostics: error.diagnostics)
            }
        }
        // The last enabled one, or the last.
        counting = Dictionary(set.variables.map { ($0.key, $0) }) {
            $1.isDisabled && !$0.isDisabled ? $0 : $1
        }
    }

    /// The file with an edit of its text; nothing is written.
    func edited(
        _ change: (any EnvironmentEdit) throws(Diagnostic) -> [UInt8]
    ) throws -> EnvironmentFile {
        let bytes = try change(edit)
        do throws(InputError) {
            return try EnvironmentFile(path, bytes, encoding)
        } catch {
            throw Diagnostic(
                .error, "'\(path)' has a form that cannot be changed; edit it by hand",
                help: error.diagnostics.first.map(Self.consequence).map { [$0] } ?? [])
        }
    }

    /// What would be wrong in the file with a change.
    private static func consequence(_ diagnostic: Diagnostic) -> String {
        let line = diagnostic.place.position.map { " in line \($0.line)" } ?? ""
        return "after the change, the file would have this error\(line): \(diagnostic.message)"
    }

    /// The name for people.
    var name: String { self.set.name ?? CollectionPath.lastComponent(path) }

    /// The variables, of repeated keys the one that counts.
    var variables: [VariableDefinition] {
        var seen: Set<String> = []
        return set.variables.filter { seen.insert($0.key).inserted }.compactMap { variable($0.key) }
    }

    /// The variable of a name, if the file has one.
    func variable(_ name: String) -> VariableDefinition? { counting[name] }

    /// The text in the encoding of the file.
    func encoded() throws(Diagnostic) -> [UInt8] {
        if let encoded = encoding.encoded(bytes) { return encoded }
        throw Diagnostic(
            .error, "'\(path)' is in \(encoding.name), which lacks a character of the new value",
            help: ["convert the file to UTF-8 first: iconv -f ISO-8859-1 -t UTF-8"])
    }

    /// Refuses a file that would not stay as it is apart from the change.
    func checkIsWhole() throws(Diagnostic) {
        guard let original = try? FileAccess.read(path), encoding.encoded(bytes) == original else {
            throw Diagnostic(
                .error, "'\(path)' is not valid \(encoding.name), so it cannot be changed safely",
                help: ["convert the file to UTF-8 first"])
        }
    }

    /// Writes the text to the file.
    func write() throws(Diagnostic) {
        let bytes = try encoded()
        do throws(SystemError) {
            try FileAccess.replace(path, with: bytes)
        } catch {
            throw Diagnostic(.error, "'\(path)' cannot be written: \(error.message)")
        }
    }
}

extension [EnvironmentFile] {
    /// Masks the secrets of the files wherever they stand.
    var redactor: Redactor {
        var redactor = Redactor()
        for variable in self.flatMap(\.set.variables) where variable.holdsSecret {
            redactor.add(variable.text)
        }
        return redactor
    }
}

extension VariableDefinition {
    /// The value as text; empty if there is none.
    var text: String {
        guard let value, !value.isNull else { return "" }
        return value.string ?? JSONWriter.compact(value)
    }

    /// The value for people: secrets masked, also as part of it, and long ones cut.
    func shownText(_ secrets: Redactor) -> String {
        // A secret without a value in YAML counts as disabled.
        if text.isEmpty { return isDisabled && type != "secret" ? "(disabled)" : "(empty)" }
        let shown =
            holdsSecret
            ? Redactor.mask : ShownText.harmless(secrets.redact(text), limit: 40)
        return isDisabled ? shown + " (disabled)" : shown
    }
}
