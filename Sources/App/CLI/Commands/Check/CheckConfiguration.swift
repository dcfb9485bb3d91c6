import CollectionAnalysis
import CollectionModel
import Diagnostics
import FindingReports
import JSON
import Platform

/// What a `posthaste.json` says about checks: the files of runs, and the options below `check`.
///
/// What is wrong in it is a finding, and counts as not said.
struct CheckConfiguration {
    private(set) var collections: [String] = []
    private(set) var environments: [String] = []
    private(set) var tenants: [String] = []
    private(set) var globals: String?
    private(set) var iterationData: String?
    private(set) var workingDirectory: String?
    private(set) var givenNames: Set<String> = []
    private(set) var ignored: [String] = []
    private(set) var format: FindingFormat?
    private(set) var threshold: CheckArguments.Threshold?
    /// The texts and the values of the files that are there and valid JSON.
    private(set) var files: [(source: JSONSource, json: JSONValue)] = []
    /// What is wrong in the files.
    private(set) var findings: [Finding] = []
    /// What the files select of their collections.
    private(set) var selectedNames = SelectedNames()
    /// How many files there are.
    private(set) var fileCount = 0

    private var folder = ""

    /// Reads the file that is chosen, if it exists, and Newman's of the working folder.
    init(_ choice: ConfigurationChoice) throws(InputError) {
        for file in ConfigurationFile.files(of: choice) {
            // Those of the user and of the machine are not the project's.
            if file.isNewmans, file.path.hasPrefix("/") { continue }
            guard let source = try file.read()?.hidingText() else { continue }
            fileCount += 1
            let result = ConfigurationFindings(file, source)
            findings += result.findings
            selectedNames.add(result.selectedNames)
            guard let root = try? JSONParser.parse(source) else { continue }
            files.append((source, root))
            folder = file.folder
            read(root)
            if let run = root["run"] { read(run) }
            if !file.isNewmans { readOptions(root["check"]) }
        }
    }

    /// The options of runs: which files they read, and which variables they are given.
    private mutating func read(_ value: JSONValue) {
        collections = existing(value["collection"]) ?? collections
        let layers = existing(value["environment"])
        let tenants = existing(value["eachEnvironment"])
        // Each replaces both of a weaker file.
        environments = layers ?? (tenants?.isEmpty == false ? [] : environments)
        self.tenants = tenants ?? (layers?.isEmpty == false ? [] : self.tenants)
        globals = existing(value["globals"])?.last ?? globals
        iterationData = existing(value["iterationData"])?.last ?? iterationData
        workingDirectory = paths(value["workingDir"])?.last ?? workingDirectory
        for key in ["envVar", "globalVar", "collectionVar", "secret"] {
            for member in value[key]?.object?.members ?? [] { givenNames.insert(member.key) }
            for text in texts(value[key]) ?? [] {
                givenNames.insert(String(text.prefix { $0 != "=" }))
            }
        }
    }

    private mutating func readOptions(_ value: JSONValue?) {
        guard let value else { return }
        ignored = (texts(value["ignore"]) ?? []).filter { (try? IgnoreList([$0])) != nil }
        format = value["format"]?.string.flatMap(FindingFormat.init)
        threshold = value["failOn"]?.string.flatMap(CheckArguments.Threshold.init)
        givenNames.formUnion(texts(value["given"]) ?? [])
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

    /// The paths without those that the findings say do not exist.
    private func existing(_ value: JSONValue?) -> [String]? {
        let missing = Set(findings.filter { $0.rule == .missingFile }.map(\.subject))
        return paths(value)?.filter { !missing.contains($0) }
    }
}
