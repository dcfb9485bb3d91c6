import CollectionModel
import Diagnostics
import JSON
import Platform
import YAML

/// Reads the files of a collection folder in format 3 (CollectionV3Reference §1) from disk.
///
/// Every file that cannot be read is an error of the whole, since a run without some of its
/// requests would show a false result.
struct CollectionFolderFiles {
    private var files: [DefinitionText] = []
    private var errors: [Diagnostic] = []
    private var notes: [Diagnostic] = []
    /// The file of the one request that is read; nil for all.
    private let request: String?

    /// How deep folders may nest.
    private static let depthLimit = 100
    private static let requestEndings = [".request.yaml", ".request.yml"]
    private static let exampleEndings = [".example.yaml", ".example.yml"]

    private init(request: String? = nil) {
        self.request = request
    }

    /// What came of reading a folder.
    struct Reading {
        /// The collection; nil if the folder holds none, or none that can be used.
        var collection: Collection?
        /// The files that were read.
        var files: [DefinitionText] = []
        /// The files that cannot be read, and what is wrong in others.
        var errors: [Diagnostic] = []
    }

    /// Reads the collection that a path names, or a part of one; nil if the folder holds none.
    static func collection(
        _ path: CollectionPath, _ rules: FolderReading = FolderReading()
    ) throws(InputError) -> Collection? {
        var reading = reading(rules.isIsolated ? path.isolated : path)
        let isUsable = rules.allowsBrokenFiles && reading.collection != nil
        if !reading.errors.isEmpty, !isUsable { throw InputError(diagnostics: reading.errors) }
        reading.collection?.warnings += reading.errors.map { error in
            var warning = error
            warning.severity = .warning
            warning.message = "the file is left out: " + error.message
            return warning
        }
        return reading.collection
    }

    /// Reads the collection that a path names with what is wrong in it.
    ///
    /// Files that cannot be read are left out of the collection.
    static func reading(_ path: CollectionPath) -> Reading {
        var reader = CollectionFolderFiles(request: path.request)
        var folder = reader.folder(
            path.root, name: folderName(path.root), depth: 0, within: path.inner[...])
        if path.isRequestAlone { folder.definition = nil }
        var reading = Reading(files: reader.files, errors: reader.errors)
        if folder.isEmpty { return reading }
        do throws(DefinitionError) {
            var collection = try DefinitionFile.collection(folder, from: reader.files)
            collection.warnings += reader.notes
            if !path.inner.isEmpty {
                collection.warnings.append(inheritance(path, of: collection))
            }
            reading.collection = collection
        } catch {
            reading.errors += error.diagnostics
        }
        return reading
    }

    private static func inheritance(
        _ path: CollectionPath, of collection: Collection
    ) -> Diagnostic {
        Diagnostic(
            .note,
            "'\(path.inner.joined(separator: "/"))' inherits authorization, scripts "
                + "and variables from the collection '\(collection.name)'")
    }

    /// Reads an environment or globals in YAML.
    static func variables(_ path: String) throws(InputError) -> VariableSet {
        try variableFile(path).set
    }

    /// Reads an environment or globals in YAML, with the text of the file.
    static func variableFile(
        _ path: String
    ) throws(InputError) -> (set: VariableSet, file: DefinitionText) {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileAccess.read(path)
        } catch {
            throw InputError(
                diagnostics: [
                    Diagnostic(
                        .error, "the file cannot be read: \(error.message)", at: Place(file: path))
                ])
        }
        let set = try variables(in: bytes, of: path)
        return (set, DefinitionText(name: path, bytes: bytes))
    }

    /// Reads an environment or globals in YAML from the text of its file.
    static func variables(in bytes: [UInt8], of path: String) throws(InputError) -> VariableSet {
        var reader = CollectionFolderFiles()
        let content = reader.parse(bytes, path)
        if !reader.errors.isEmpty { throw InputError(diagnostics: reader.errors) }
        let endings = [
            ".environment.yaml", ".environment.yml", ".globals.yaml", ".globals.yml", ".yaml",
            ".yml",
        ]
        let name = CollectionPath.lastComponent(path)
        do throws(DefinitionError) {
            return try DefinitionFile.variables(
                content ?? .null, stem: stem(of: name, endings) ?? name, from: reader.files[0])
        } catch {
            throw InputError(diagnostics: error.diagnostics)
        }
    }

    /// The value in the text of a file in YAML; nil if it is not valid.
    static func value(in bytes: [UInt8]) -> JSONValue? {
        (try? YAMLParser.parse(bytes))?.json(file: 0)
    }

    /// Whether a name is that of a file in YAML.
    static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

    // MARK: Folders

    /// Reads a folder; `within` are the names of the folders that lead to the part that is meant.
    private mutating func folder(
        _ path: String, name: String, depth: Int, within: ArraySlice<String>
    ) -> CollectionFolder {
        var folder = CollectionFolder(name: name)
        guard depth < Self.depthLimit else {
            fail("folders are nested deeper than \(Self.depthLimit) levels", path)
            return folder
        }
        for entry in entries(of: path) where isMeant(entry, within) {
            let inner = path + "/" + entry.name
            if entry.isFolder {
                if entry.name == ".resources" {
                    readResources(inner, into: &folder)
                } else {
                    folder.folders.append(
                        self.folder(
                            inner, name: entry.name, depth: depth + 1, within: within.dropFirst()))
                }
            } else if let stem = Self.stem(of: entry.name, Self.requestEndings) {
                if let content = read(inner) {
                    folder.requests.append(.init(stem: stem, content: content))
                }
            } else if ["collection.yaml", "folder.yaml"].contains(entry.name) {
                errors.append(
                    Diagnostic(
                        .error, "the file has an old form of format 3, which the app refuses",
                        at: Place(file: inner),
                        help: [
                            "newer folders have .resources/definition.yaml; export the "
                                + "collection from the app again"
                        ]))
            } else if FileAccess.isDirectory(inner) {
                notes.append(
                    Diagnostic(
                        .note, "links to folders are not followed", at: Place(file: inner)))
            }
        }
        return folder
    }

    /// Whether an entry belongs to the part of the collection that is meant.
    private func isMeant(_ entry: FolderEntry, _ within: ArraySlice<String>) -> Bool {
        if entry.name == ".resources" { return true }
        if entry.name.hasPrefix(".") { return false }
        if let name = within.first { return entry.isFolder && entry.name == name }
        return request.map { entry.name == $0 } ?? true
    }

    private mutating func readResources(_ path: String, into folder: inout CollectionFolder) {
        for entry in entries(of: path) {
            let inner = path + "/" + entry.name
            if ["definition.yaml", "definition.yml"].contains(entry.name) {
                folder.definition = read(inner)
            } else if entry.isFolder, let stem = Self.stem(of: entry.name, [".resources"]) {
                folder.examples[stem] = examples(inner + "/examples")
            }
        }
    }

    private mutating func examples(_ path: String) -> [CollectionFolder.File] {
        guard FileAccess.isDirectory(path) else { return [] }
        return entries(of: path).compactMap { entry in
            guard let stem = Self.stem(of: entry.name, Self.exampleEndings),
                let content = read(path + "/" + entry.name)
            else { return nil }
            return .init(stem: stem, content: content)
        }
    }

    private mutating func entries(of path: String) -> [FolderEntry] {
        do throws(SystemError) {
            return try FileAccess.entries(of: path)
        } catch {
            fail("the folder cannot be read: \(error.message)", path)
            return []
        }
    }

    // MARK: Files

    /// The value in a file; nil if it cannot be read, which is an error.
    private mutating func read(_ path: String) -> JSONValue? {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileAccess.read(path)
        } catch {
            fail("the file cannot be read: \(error.message)", path)
            return nil
        }
        return parse(bytes, path)
    }

    /// The value in the text of a file; nil if it cannot be read, which is an error.
    private mutating func parse(_ bytes: [UInt8], _ path: String) -> JSONValue? {
        files.append(DefinitionText(name: path, bytes: bytes))
        do throws(YAMLSyntaxError) {
            if let node = try YAMLParser.parse(bytes) { return node.json(file: files.count - 1) }
        } catch {
            errors.append(error.diagnostic(in: path, bytes))
            return nil
        }
        fail("the file is empty", path)
        return nil
    }

    private mutating func fail(_ message: String, _ path: String) {
        errors.append(Diagnostic(.error, message, at: Place(file: path)))
    }

    // MARK: Names

    private static func stem(of name: String, _ endings: [String]) -> String? {
        endings.first { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
            .map { String(name.dropLast($0.count)) }
    }

    /// The name of a folder, also of one that is given as `.`.
    private static func folderName(_ path: String) -> String {
        let name = CollectionPath.lastComponent(path)
        guard [".", ".."].contains(name), let full = try? FileAccess.resolved(path) else {
            return name
        }
        return CollectionPath.lastComponent(full)
    }
}
