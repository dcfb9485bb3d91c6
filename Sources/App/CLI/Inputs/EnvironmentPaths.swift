import Platform

/// The environment files that a command names: files, patterns and folders.
struct EnvironmentPaths {
    /// The paths in order, each once.
    private(set) var paths: [String] = []
    private var known: Set<String>
    /// What the words are called in messages, such as ` of --each-environment`.
    private let origin: String

    private static let endings = [".json", ".yaml", ".yml"]

    /// Finds the files that words of the command line, or values of an option, mean.
    ///
    /// Files that are layers of every environment are left out of folders and patterns.
    init(
        _ words: [String], of option: String? = nil, layers: [String] = []
    ) throws(InputError) {
        origin = option.map { " of \($0)" } ?? ""
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
                    "the folder '\(word)'\(origin) has no environment",
                    help: ["an environment is a file that ends in .json, .yaml or .yml"])
            }
        } else if Self.isPattern(word) {
            found = FileAccess.paths(matching: word).filter { !FileAccess.isDirectory($0) }
            if found.isEmpty {
                throw InputError(
                    "no file matches the pattern '\(word)'\(origin)",
                    help: FileSpelling.suggestion(for: word))
            }
        } else {
            found = [word]
        }
        paths += found.filter { known.insert(Self.identity($0)).inserted }
    }

    /// Whether a word may mean more than one file.
    static func areSeveral(_ word: String) -> Bool {
        FileAccess.isDirectory(word) || isPattern(word)
    }

    private static func isPattern(_ word: String) -> Bool {
        // A file whose name has such characters means itself.
        word.contains { "*?[".contains($0) } && (try? FileAccess.resolved(word)) == nil
    }

    /// The files in a folder that may be environments: collections and globals are left out, by
    /// their names or by what is in them.
    private static func environments(inFolder folder: String) -> [String] {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return FileSpelling.entries(of: folder).filter { name in
            !name.hasPrefix(".") && endings.contains(where: name.hasSuffix)
        }.map { prefix + $0 }.filter { path in
            if FileAccess.isDirectory(path) { return false }
            return switch ProjectFiles.kind(named: path) {
            case .collection?, .globals?: false
            case .environment?, nil: true
            }
        }
    }

    private static func identity(_ path: String) -> String {
        (try? FileAccess.resolved(path)) ?? path
    }
}
