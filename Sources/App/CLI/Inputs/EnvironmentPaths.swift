import Platform

/// The environment files that `--each-environment` names: files, patterns and folders.
struct EnvironmentPaths {
    /// The paths in order, each once.
    private(set) var paths: [String] = []
    private var known: Set<String>

    /// Files in a folder that are no environments, by the names that Postman gives them.
    private static let otherEndings = [
        ".postman_collection.json", ".postman_globals.json", ".globals.yaml", ".globals.yml",
    ]
    private static let endings = [".json", ".yaml", ".yml"]

    /// Finds the files.
    ///
    /// Files that are layers of every environment are left out of folders and patterns.
    init(_ words: [String], layers: [String]) throws(InputError) {
        known = Set(layers.map(Self.identity))
        for word in words { try add(word) }
    }

    private mutating func add(_ word: String) throws(InputError) {
        let found: [String]
        if Download.isAddress(word) {
            found = [word]
        } else if FileAccess.isDirectory(word) {
            found = Self.environments(inFolder: word)
            if found.isEmpty {
                throw InputError(
                    "the folder '\(word)' of --each-environment has no environment",
                    help: ["an environment is a file that ends in .json, .yaml or .yml"])
            }
        } else if Self.isPattern(word) {
            found = FileAccess.paths(matching: word).filter { !FileAccess.isDirectory($0) }
            if found.isEmpty {
                throw InputError(
                    "no file matches the pattern '\(word)' of --each-environment",
                    help: FileSpelling.suggestion(for: word))
            }
        } else {
            found = [word]
        }
        paths += found.filter { known.insert(Self.identity($0)).inserted }
    }

    private static func isPattern(_ word: String) -> Bool {
        // A file whose name has such characters means itself.
        word.contains { "*?[".contains($0) } && (try? FileAccess.resolved(word)) == nil
    }

    private static func environments(inFolder folder: String) -> [String] {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return FileSpelling.entries(of: folder).filter { name in
            !name.hasPrefix(".") && endings.contains(where: name.hasSuffix)
                && !otherEndings.contains(where: name.hasSuffix)
                && !FileAccess.isDirectory(prefix + name)
        }.map { prefix + $0 }
    }

    private static func identity(_ path: String) -> String {
        (try? FileAccess.resolved(path)) ?? path
    }
}
