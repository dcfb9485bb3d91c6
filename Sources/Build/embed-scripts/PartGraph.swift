import Foundation

/// Which part each file of our own belongs to.
///
/// A part has the files that the manifest lists for it, and those that only these import. Imports
/// from listed files of other parts are resolved while the program runs.
final class PartGraph {
    private let manifest: Manifest
    private var files: [URL: ScriptFile] = [:]
    /// Listed file → its part.
    private var owners: [URL: String] = [:]
    /// Unlisted file → the part that bundles it.
    private var bundled: [URL: String] = [:]

    /// Makes the graph and checks it.
    init(_ manifest: Manifest) throws {
        self.manifest = manifest
        for part in manifest.parts {
            for file in part.files { owners[file] = part.name }
        }
        for part in manifest.parts { try check(part) }
    }

    /// The listed files of all other parts, with the names of these parts.
    func foreignFiles(of part: Entry) -> [(file: URL, part: String)] {
        owners.filter { $0.value != part.name }.map { ($0.key, $0.value) }
            .sorted { $0.file.path < $1.file.path }
    }

    /// The names that a part's listed files export, each with its file.
    func exports(of part: Entry) throws -> [(file: URL, names: [String])] {
        try part.files.map { ($0, try script($0).exports) }
    }

    private func script(_ file: URL) throws -> ScriptFile {
        if let known = files[file] { return known }
        let script = try ScriptFile(contentsOf: file)
        files[file] = script
        return script
    }

    private func check(_ part: Entry) throws {
        var visited: Set<URL> = []
        for file in part.files { try visit(file, of: part, path: [], visited: &visited) }
    }

    /// Follows the imports of a file as far as the part's bundle goes.
    private func visit(
        _ file: URL, of part: Entry, path: [URL], visited: inout Set<URL>
    ) throws {
        if let start = path.firstIndex(of: file) {
            let circle = (path[start...] + [file]).map(\.lastPathComponent)
            throw Failure(
                line: part.line, message: "circular import: \(circle.joined(separator: " → "))")
        }
        guard visited.insert(file).inserted else { return }
        if owners[file] == nil, let other = bundled.updateValue(part.name, forKey: file),
            other != part.name
        {
            throw Failure(
                line: part.line,
                message: "'\(file.lastPathComponent)' would be in '\(other)' and '\(part.name)'; "
                    + "list it for one of them")
        }
        for wanted in try script(file).imports {
            try checkNames(wanted, in: file, of: part)
            if let owner = owners[wanted.file], owner != part.name { continue }
            try visit(wanted.file, of: part, path: path + [file], visited: &visited)
        }
    }

    private func checkNames(_ wanted: ScriptFile.Import, in file: URL, of part: Entry) throws {
        guard let source = try? script(wanted.file) else {
            throw Failure(
                line: part.line,
                message: "'\(file.lastPathComponent)' imports '\(wanted.file.path)', "
                    + "which cannot be read")
        }
        for name in wanted.names where !source.exports.contains(name) {
            throw Failure(
                line: part.line,
                message: "'\(file.lastPathComponent)' imports '\(name)', which "
                    + "'\(wanted.file.lastPathComponent)' does not export")
        }
    }
}
