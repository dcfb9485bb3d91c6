import Foundation

/// The imports and exports of one of our own JavaScript files.
///
/// It reads the few forms that the files use, each at the start of a line: named imports, and
/// exported declarations, patterns and lists.
struct ScriptFile {
    /// The names that a file takes from another.
    struct Import {
        let names: [String]
        let file: URL
    }

    let imports: [Import]
    let exports: [String]

    /// Reads a file.
    init(contentsOf file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        imports = Self.imports(in: text, of: file)
        exports = Self.exports(in: text)
    }

    private static func imports(in text: String, of file: URL) -> [Import] {
        let folder = file.deletingLastPathComponent()
        let pattern = /^(?:import|export) \{([^}]*)\} from "(\.[^"]+)";/.anchorsMatchLineEndings()
        return text.matches(of: pattern).map { match in
            let (_, names, path) = match.output
            return Import(
                names: Self.names(in: names).map(\.original),
                file: folder.appending(path: String(path)).standardizedFileURL)
        }
    }

    private static func exports(in text: String) -> [String] {
        let declaration = /^export (?:async )?(?:function\*?|class|const|let) (\w+)/
        let list = /^export (?:const )?\{([^}]*)\}/
        let declared = text.matches(of: declaration.anchorsMatchLineEndings())
            .map { String($0.output.1) }
        let listed = text.matches(of: list.anchorsMatchLineEndings())
            .flatMap { names(in: $0.output.1).map(\.visible) }
        return declared + listed
    }

    /// The names of a list such as `a, b as c` or of a pattern such as `a, b: c`.
    private static func names(in list: Substring) -> [(original: String, visible: String)] {
        list.split(separator: ",").compactMap { item in
            let words = item.split { $0.isWhitespace || $0 == ":" }.filter { $0 != "as" }
            guard let first = words.first, let last = words.last else { return nil }
            return (String(first), String(last))
        }
    }
}
