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
    /// The files that are left out, because they are layers of every environment.
    private var leftOutLayers: [String] = []
    private let layers: Set<String>
    private var known: Set<String> = []
    /// What the words are called in messages, such as ` of --each-environment`.
    private let origin: String

    private static let endings = [".json", ".yaml", ".yml"]

    /// Finds the files that words of the command line, or values of an option, mean.
    ///
    /// Files that are layers of every environment are left out; it is an error if nothing else is
    /// left.
    init(
        _ words: [String], of option: String? = nil, layers: [String] = []
    ) throws(InputError) {
        origin = option.map { " of \($0)" } ?? ""
        self.layers = Set(layers.map(Self.identity))
        for word in words { try add(word) }
        guard paths.isEmpty, let layer = leftOutLayers.first else { return }
        throw InputError(
            "no environment\(origin) is left to run: '\(ShownWord.of(layer))' is given with -e, "
                + "too, which makes it a layer of every environment",
            help: [
                "to run it as an environment, leave out '-e' ('environment' in posthaste.json)",
                "to run it alone, leave out '--each-environment' ('eachEnvironment')",
            ])
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
        for path in found {
            let identity = Self.identity(path)
            guard known.insert(identity).inserted else { continue }
            if layers.contains(identity) { leftOutLayers.append(path) } else { paths.append(path) }
        }
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

    /// A note for each file that is left out, because it is a layer of the others.
    var notes: [Diagnostic] {
        leftOutLayers.map { path in
            Diagnostic(
                .note,
                "'\(ShownWord.of(path))' has no run of its own: -e makes it a layer of every "
                    + "environment")
        }
    }

    /// What is the same for all paths of a file.
    static func identity(_ path: String) -> String {
        (try? FileAccess.resolved(path)) ?? path
    }
}
