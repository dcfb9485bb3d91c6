import CollectionModel
import Diagnostics
import FindingReports
import JSON
import Platform

/// What a `posthaste.json` says about checks: the files of runs, and the options below `check`.
struct CheckConfiguration {
    private(set) var collections: [String] = []
    private(set) var environments: [String] = []
    private(set) var tenants: [String] = []
    private(set) var globals: String?
    private(set) var iterationData: String?
    private(set) var workingDirectory: String?
    private(set) var givenNames: Set<String> = []
    private(set) var ignored: [String] = []
    private(set) var format: String?
    private(set) var threshold: String?
    /// The text and the value of the file; nil if there is none.
    private(set) var file: (source: JSONSource, json: JSONValue)?

    private let folder: String

    /// Reads the file that is chosen, if it exists.
    init(_ choice: ConfigurationChoice) throws(InputError) {
        let files = ConfigurationFile.files(of: choice).filter { !$0.isNewmans }
        folder = files.last?.folder ?? ""
        guard let source = try files.last?.read()?.hidingText() else { return }
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try JSONParser.parse(source)
        } catch {
            throw InputError(diagnostics: [error.diagnostic(in: source)])
        }
        file = (source, root)
        read(root)
        if let run = root["run"] { read(run) }
        try readOptions(root["check"], source)
    }

    /// The options of runs: which files they read, and which variables they are given.
    private mutating func read(_ value: JSONValue) {
        collections = paths(value["collection"]) ?? collections
        environments = paths(value["environment"]) ?? environments
        tenants = paths(value["eachEnvironment"]) ?? tenants
        globals = paths(value["globals"])?.last ?? globals
        iterationData = paths(value["iterationData"])?.last ?? iterationData
        workingDirectory = paths(value["workingDir"])?.last ?? workingDirectory
        for key in ["envVar", "globalVar", "collectionVar", "secret"] {
            for member in value[key]?.object?.members ?? [] { givenNames.insert(member.key) }
            for text in texts(value[key]) ?? [] {
                givenNames.insert(String(text.prefix { $0 != "=" }))
            }
        }
    }

    private mutating func readOptions(
        _ value: JSONValue?, _ source: JSONSource
    ) throws(InputError) {
        guard let value else { return }
        for member in value.object?.members ?? [] {
            switch member.key {
            case "ignore": ignored = texts(member.value) ?? []
            case "format": format = member.value.string
            case "failOn": threshold = member.value.string
            case "given": givenNames.formUnion(texts(member.value) ?? [])
            default:
                let keys = ["ignore", "format", "failOn", "given"]
                throw InputError(diagnostics: [
                    Diagnostic(
                        .error, "there is no option '\(member.key)' below 'check'",
                        at: source.place(
                            at: member.value.offset, jsonPath: "$.check.\(member.key)"),
                        help: CommandSpelling.suggestion(for: member.key, among: keys))
                ])
            }
        }
    }

    private func texts(_ value: JSONValue?) -> [String]? {
        guard let value else { return nil }
        return (value.array ?? [value]).compactMap(\.string)
    }

    /// Paths, which start from the folder of the file.
    private func paths(_ value: JSONValue?) -> [String]? {
        texts(value)?.map { path in
            path.hasPrefix("/") || Download.isAddress(path) ? path : folder + path
        }
    }
}
