import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import Platform

/// Reads what the command line names: files, `-` for standard input, and http(s) addresses.
struct InputFiles {
    /// How addresses are reached.
    var network = Network()
    /// Postman's API, for inputs that are given by their id.
    var api = PostmanAPI(keyWord: nil)
    /// How the folders of collections in format 3 are read.
    var folders = FolderReading()
    /// Whether collections keep their JSON and their saved responses, which a run rarely needs.
    var keepsJSON = true
    /// What to do with the beginning of a long collection that seems to have scripts, before it is
    /// read.
    var expectScripts: ([UInt8]) -> Void = { _ in }

    func collection(_ name: String) throws(InputError) -> Collection {
        if !Download.isAddress(name), let path = CollectionPath(try Self.single(name)),
            let collection = try CollectionFolderFiles.collection(path, folders)
        {
            return collection
        }
        return try read(name, "collection") { (source) throws(DefinitionError) in
            if let start = source.startWithScript { expectScripts(start) }
            return try DefinitionFile.collection(source, keepsJSON: keepsJSON)
        }
    }

    func environment(_ name: String) throws(InputError) -> VariableSet {
        if isYAMLFile(name) { return try CollectionFolderFiles.variables(name) }
        return try read(name, "environment", DefinitionFile.environment)
    }

    func globals(_ name: String) throws(InputError) -> VariableSet {
        if isYAMLFile(name) { return try CollectionFolderFiles.variables(name) }
        return try read(name, "globals", DefinitionFile.globals)
    }

    private func isYAMLFile(_ name: String) -> Bool {
        CollectionFolderFiles.isYAML(name) && !Download.isAddress(name)
    }

    func iterationData(
        _ name: String, types: IterationData.Types, delimiter: IterationData.Delimiter
    ) throws(InputError) -> IterationData {
        try read(name, "iteration data") { (source) throws(DefinitionError) in
            try IterationData(source, types: types, delimiter: delimiter)
        }
    }

    func cookieJar(_ name: String) throws(InputError) -> [HTTPCookie] {
        try read(name, "cookie jar", CookieJarFile.cookies)
    }

    /// Refuses to take more than one input from standard input.
    static func checkStandardInput(_ names: [String?]) throws(UsageError) {
        if names.filter({ $0 == "-" }).count > 1 {
            throw UsageError(
                message: "standard input can be only one of the inputs, but '-' is given twice",
                help: ["give the others as files"])
        }
    }

    private func read<Definition>(
        _ name: String, _ kind: String,
        _ parse: (JSONSource) throws(DefinitionError) -> Definition
    ) throws(InputError) -> Definition {
        let source = try source(name, kind)
        do throws(DefinitionError) {
            return try parse(source)
        } catch {
            throw InputError(diagnostics: error.diagnostics)
        }
    }

    /// The text that a name means; `kind` says what it is, for messages.
    func source(_ name: String, _ kind: String) throws(InputError) -> JSONSource {
        if name == "-" {
            var source = JSONSource(name: "standard input", decoding: try standardInput(kind))
            source.isFile = false
            return source
        }
        if Download.isAddress(name) { return try fetch(try api.download(from: name), kind) }
        let failure: SystemError
        do throws(SystemError) {
            return JSONSource(name: name, decoding: try FileAccess.read(name))
        } catch {
            failure = error
        }
        if FileAccess.isDirectory(name) { throw Self.folder(name, kind) }
        var unreadable = InputError.unreadable("the \(kind)", name, failure)
        if PostmanAPI.isID("owner-" + name) {
            unreadable.diagnostics[0].help = [
                "an id of Postman begins with the number of its owner, as '12345678-\(name)'"
            ]
        }
        guard PostmanAPI.isID(name), kind != "globals" else { throw unreadable }
        if api.hasKey { return try fetch(try api.download(kind, id: name), kind) }
        unreadable.diagnostics[0].help = [
            "to get it from Postman by its id, give --postman-api-key"
        ]
        throw unreadable
    }

    private func fetch(_ download: Download, _ kind: String) throws(InputError) -> JSONSource {
        let bytes = try download.fetch(kind, by: network)
        var source = JSONSource(name: download.shownURL, decoding: bytes)
        source.isFile = false
        return source
    }

    private func standardInput(_ kind: String) throws(InputError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try StandardStream.input.readAll()
        } catch {
            throw InputError("the \(kind) on standard input cannot be read: \(error.message)")
        }
        if bytes.isEmpty {
            throw InputError(
                "the \(kind) comes from standard input, which is empty",
                help: ["'-' reads standard input; pipe the \(kind) into it"])
        }
        return bytes
    }

    /// The one collection of a folder that is not a collection itself; other names stay.
    private static func single(_ name: String) throws(InputError) -> String {
        let paths = CollectionPath.expanded([name])
        if let path = paths.first, paths.count == 1 { return path }
        let names = paths.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
        throw InputError(
            "the folder '\(name)' contains \(paths.count) collections",
            help: ["give one of them: \(names)"])
    }

    /// The error for a folder in place of a file, which may be a collection of another program.
    private static func folder(_ path: String, _ kind: String) -> InputError {
        let names = FileSpelling.entries(of: path)
        if kind == "collection", let format = format(ofFolder: path, names, depth: 3) {
            return InputError(
                "the collection '\(path)' cannot be read: it is \(format.name)",
                help: [format.help])
        }
        let files = names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.prefix(3).map {
            "'\(path)/\($0)'"
        }
        if !files.isEmpty {
            return InputError(
                "the \(kind) '\(path)' cannot be read: it is a folder",
                help: ["it contains \(files.joined(separator: ", "))"])
        }
        let reason = names.isEmpty ? "it is an empty folder" : "the folder contains no \(kind)"
        return InputError(
            "the \(kind) '\(path)' cannot be read: \(reason)",
            help: kind == "collection"
                ? [
                    "name an exported file, or a folder with files that end in '.request.yaml'"
                ] : [])
    }

    /// What the folder is by its entries, or by those of its first folders.
    private static func format(
        ofFolder path: String, _ names: [String], depth: Int
    ) -> ForeignFormat? {
        if let format = ForeignFormat(folderOf: names) { return format }
        if depth == 0 { return nil }
        for name in names.prefix(20) where FileAccess.isDirectory(path + "/" + name) {
            let below = path + "/" + name
            let found = format(ofFolder: below, FileSpelling.entries(of: below), depth: depth - 1)
            if let found { return found }
        }
        return nil
    }
}
