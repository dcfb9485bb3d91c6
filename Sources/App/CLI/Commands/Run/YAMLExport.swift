import CollectionModel
import Diagnostics
import JSON

/// The text of exported variables in YAML.
///
/// Over the file that a run has read, only what the run changed is written, so that comments and
/// the form of the rest stay.
enum YAMLExport {
    /// The file for an export of variables; `path` is the file that it replaces, if a run read it.
    static func bytes(_ export: JSONValue, over path: String?) -> [UInt8] {
        if let path, let file = try? EnvironmentFile(path), file.isYAML,
            let changed = try? changed(file, export), let bytes = try? changed.encoded()
        {
            return bytes
        }
        return Array(VariableFileV3.text(export).utf8)
    }

    private static func changed(
        _ file: EnvironmentFile, _ export: JSONValue
    ) throws -> EnvironmentFile {
        var file = file
        var kept: Set<String> = []
        for variable in export["values"]?.array ?? [] {
            guard let name = variable["key"]?.string, kept.insert(name).inserted else { continue }
            let value = variable["value"] ?? .null
            let text = value.isNull ? "" : value.string ?? JSONWriter.compact(value)
            if file.variable(name)?.text == text { continue }
            file = try file.edited { edit throws(Diagnostic) in
                try edit.setting(name, to: text, isSecret: variable["type"]?.string == "secret")
            }
        }
        for variable in file.variables where !kept.contains(variable.key) {
            file = try file.edited { edit throws(Diagnostic) in
                try edit.unsetting(variable.key)
            }
        }
        return file
    }
}
