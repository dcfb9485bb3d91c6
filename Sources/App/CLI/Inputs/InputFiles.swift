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

    func collection(_ name: String) throws(InputError) -> Collection {
        try read(name, "collection", DefinitionFile.collection)
    }

    func environment(_ name: String) throws(InputError) -> VariableSet {
        try read(name, "environment", DefinitionFile.environment)
    }

    func globals(_ name: String) throws(InputError) -> VariableSet {
        try read(name, "globals", DefinitionFile.globals)
    }

    func iterationData(
        _ name: String, types: IterationData.Types
    ) throws(InputError) -> IterationData {
        try read(name, "iteration data") { (source) throws(DefinitionError) in
            try IterationData(source, types: types)
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

    private func source(_ name: String, _ kind: String) throws(InputError) -> JSONSource {
        if name == "-" {
            return JSONSource(name: "standard input", decoding: try standardInput(kind))
        }
        if Download.isAddress(name) { return try fetch(try api.download(from: name), kind) }
        let failure: SystemError
        do throws(SystemError) {
            return JSONSource(name: name, decoding: try FileAccess.read(name))
        } catch {
            failure = error
        }
        var unreadable = Self.unreadable(
            "the \(kind) '\(name)'", FileAccess.isDirectory(name), failure)
        guard PostmanAPI.isID(name), kind != "globals" else { throw unreadable }
        if api.hasKey { return try fetch(try api.download(kind, id: name), kind) }
        unreadable.diagnostics[0].help = [
            "to get it from Postman by its id, give --postman-api-key"
        ]
        throw unreadable
    }

    private func fetch(_ download: Download, _ kind: String) throws(InputError) -> JSONSource {
        let bytes = try download.fetch(kind, by: network)
        return JSONSource(name: download.shownURL, decoding: bytes)
    }

    private func standardInput(_ kind: String) throws(InputError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try StandardStream.input.readAll()
        } catch {
            throw Self.unreadable("the \(kind) on standard input", false, error)
        }
        if bytes.isEmpty {
            throw InputError(
                "the \(kind) was to come from standard input, which is empty",
                help: ["'-' reads standard input; pipe the \(kind) into it"])
        }
        return bytes
    }

    private static func unreadable(
        _ what: String, _ isFolder: Bool, _ error: SystemError
    ) -> InputError {
        InputError("\(what) cannot be read: \(isFolder ? "it is a folder" : error.message)")
    }
}
