import CollectionModel
import Diagnostics
import JSON
import Platform

/// The environment files that a command names: files, patterns and folders.
struct EnvironmentPaths {
    /// The paths in order, each once.
    private(set) var paths: [String] = []
    /// The files of folders and patterns that are left out, because they are something else.
    private var others: [(path: String, kind: String)] = []
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
            found = withoutOthers(Self.environments(inFolder: word))
            if found.isEmpty {
                throw InputError(
                    "the folder '\(word)'\(origin) has no environment",
                    help: ["an environment is a file that ends in .json, .yaml or .yml"]
                        + others.map { "'\($0.path)' is \($0.kind)" })
            }
        } else if Self.isPattern(word) {
            let files = FileAccess.paths(matching: word).filter { !FileAccess.isDirectory($0) }
            found = withoutOthers(files)
            if found.isEmpty {
                throw InputError(
                    files.isEmpty
                        ? "no file matches the pattern '\(word)'\(origin)"
                        : "the pattern '\(word)'\(origin) matches no environment",
                    help: files.isEmpty
                        ? FileSpelling.suggestion(for: word)
                        : others.map { "'\($0.path)' is \($0.kind)" })
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

    /// The files without those that are something else than an environment.
    ///
    /// A file that cannot be read stays: without it, a run would leave out a tenant.
    private mutating func withoutOthers(_ files: [String]) -> [String] {
        files.filter { file in
            guard let kind = Self.otherKind(of: file) else { return true }
            others.append((file, kind))
            return false
        }
    }

    private static func otherKind(of file: String) -> String? {
        guard let bytes = try? FileAccess.read(file) else { return nil }
        let value =
            CollectionFolderFiles.isYAML(file)
            ? CollectionFolderFiles.value(in: bytes)
            : try? JSONParser.parse(JSONSource(name: file, decoding: bytes))
        return value.flatMap(DefinitionFile.kind(otherThanEnvironment:))
    }

    /// A warning for each file that is left out.
    var warnings: [Diagnostic] {
        others.map { file, kind in
            Diagnostic(
                .warning, "'\(file)' is left out: it is \(kind), not an environment",
                help: ["move it elsewhere, or name the environments themselves"])
        }
    }

    private static func identity(_ path: String) -> String {
        (try? FileAccess.resolved(path)) ?? path
    }
}
