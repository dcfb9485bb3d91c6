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

    /// The file with the variables of an export; nil if its form defeats the edit.
    private static func changed(
        _ file: EnvironmentFile, _ export: JSONValue
    ) throws -> EnvironmentFile? {
        var all: [YAMLEnvironmentEdit.Value] = []
        var kept: Set<String> = []
        for variable in export["values"]?.array ?? [] {
            guard let name = variable["key"]?.string, kept.insert(name).inserted else { continue }
            let value = variable["value"] ?? .null
            let text = value.isNull ? "" : value.string ?? JSONWriter.compact(value)
            all.append((name, text, variable["type"]?.string == "secret"))
        }
        let values = all.filter { file.variable($0.name)?.text != $0.text }
        let removed = Set(file.set.variables.map(\.key)).subtracting(kept)
        let changed = try file.edited { _ throws(Diagnostic) in
            try YAMLEnvironmentEdit(file: file).changing(values, removing: removed)
        }
        let isRight =
            all.allSatisfy { changed.variable($0.name)?.text == $0.text }
            && changed.set.variables.count { removed.contains($0.key) } == 0
        return isRight ? changed : nil
    }
}
