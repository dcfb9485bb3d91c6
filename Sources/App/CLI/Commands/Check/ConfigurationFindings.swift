import CollectionAnalysis
import Diagnostics
import FindingReports
import JSON
import Platform

/// Finds mistakes in a configuration file, by the table of options that a run reads it with.
struct ConfigurationFindings {
    private(set) var findings: [Finding] = []
    /// What it selects of its collections.
    private(set) var selectedNames = SelectedNames()
    private let source: JSONSource

    /// Checks a file.
    init(_ file: ConfigurationFile, _ source: JSONSource) {
        self.source = source.hidingText()
        var reader = ConfigurationReader(
            file, source, RunArguments.options + RunArguments.authOptions)
        do throws(InputError) {
            try reader.read()
            add(reader.findings)
        } catch {
            add(error.diagnostics)
        }
        for layer in reader.layers {
            checkValues(layer)
            selectedNames.add(layer)
        }
        for (path, place) in reader.collectionPlaces { checkPath(path, "collection", place) }
        if !file.isNewmans, let root = try? JSONParser.parse(source) { checkSection(root["check"]) }
    }

    private mutating func add(_ diagnostics: [Diagnostic]) {
        findings += diagnostics.map { diagnostic in
            Finding(
                diagnostic.severity == .error ? .malformedFile : .suspiciousMember, diagnostic,
                subject: diagnostic.place.jsonPath ?? diagnostic.message)
        }
    }

    // MARK: Values

    private mutating func checkValues(_ settings: [Setting<RunArguments>]) {
        var arguments = RunArguments()
        for setting in settings {
            let place = setting.place ?? Place()
            do throws(UsageError) {
                try setting.apply(to: &arguments)
            } catch {
                var diagnostic = error.diagnostic(.error)
                diagnostic.place = place
                add([diagnostic])
                continue
            }
            guard let text = setting.value, !setting.isTakenBack else { continue }
            checkFiles(of: setting.option.label, text, place)
        }
        for error in arguments.reports.unknownReporters {
            var diagnostic = error.diagnostic(.error)
            diagnostic.place = settings.last { $0.option.name == "--reporters" }?.place ?? Place()
            add([diagnostic])
        }
    }

    /// Checks that what an option names for a run to read exists.
    private mutating func checkFiles(of label: OptionLabel, _ text: String, _ place: Place) {
        switch label.name {
        case "--each-environment": checkEnvironments(text, place)
        case "--secrets-from":
            // Each environment may have a file of its own.
            let isOne = !SecretsSource.isElsewhere(text) && !text.contains("{")
            if isOne { checkPath(text, label.key, place) }
        case "--secret", "--vault-var":
            let source = text.firstIndex(of: "=").map { text[text.index(after: $0)...] } ?? ""
            if case .file(let path)? = SecretSource(String(source)) {
                checkPath(path, label.key, place)
            }
        default: if Self.namesInput(label) { checkPath(text, label.key, place) }
        }
    }

    private static let inputNames: Set = [
        "--ssl-extra-ca-certs", "--ssl-client-cert", "--ssl-client-key", "--ssl-client-cert-list",
        "--working-dir", "--dotenv",
    ]

    /// Whether an option names a file or folder that a run reads.
    private static func namesInput(_ label: OptionLabel) -> Bool {
        if inputNames.contains(label.name) { return true }
        return switch label.shape?.kind {
        case .file?, .folder?: label.group == .input
        default: false
        }
    }

    private mutating func checkEnvironments(_ word: String, _ place: Place) {
        guard EnvironmentPaths.areSeveral(word) else {
            return checkPath(word, "eachEnvironment", place)
        }
        do throws(InputError) {
            _ = try EnvironmentPaths([word])
        } catch {
            for diagnostic in error.diagnostics {
                addMissing(diagnostic.message, word, place, help: diagnostic.help)
            }
        }
    }

    private mutating func checkPath(_ path: String, _ key: String, _ place: Place) {
        let isElsewhere = path == "-" || Download.isAddress(path) || PostmanAPI.isID(path)
        if isElsewhere || (try? FileAccess.resolved(path)) != nil { return }
        addMissing(
            "'\(key)' names '\(path)', which does not exist", path, place,
            help: FileSpelling.suggestion(for: path))
    }

    private mutating func addMissing(
        _ message: String, _ path: String, _ place: Place, help: [String]
    ) {
        findings.append(
            Finding(
                .missingFile, Diagnostic(.error, message, at: place, help: help), subject: path))
    }

    // MARK: The options of checks

    private static let checkKeys = ["ignore", "format", "failOn", "given"]

    private mutating func checkSection(_ value: JSONValue?) {
        guard let value else { return }
        guard let members = value.object?.members else {
            return refuse("'check' must be an object, not \(value.kindName)", value, "$.check")
        }
        for member in members {
            let path = "$.check." + member.key
            switch member.key {
            case "format": checkWord(member, path, FindingFormat.allCases.map(\.rawValue))
            case "failOn":
                checkWord(member, path, CheckArguments.Threshold.allCases.map(\.rawValue))
            case "ignore", "given": checkTexts(member, path)
            default:
                refuse(
                    "there is no option '\(member.key)' below 'check'", member.value, path,
                    help: CommandSpelling.suggestion(for: member.key, among: Self.checkKeys))
            }
        }
    }

    private mutating func checkWord(_ member: JSONMember, _ path: String, _ words: [String]) {
        if let text = member.value.string, words.contains(text) { return }
        let found = member.value.string.map { "'\($0)'" } ?? member.value.kindName
        refuse(
            "'\(member.key)' must be \(words.joined(separator: ", ")), not \(found)",
            member.value, path,
            help: CommandSpelling.suggestion(for: member.value.string ?? "", among: words))
    }

    private mutating func checkTexts(_ member: JSONMember, _ path: String) {
        for element in member.value.array ?? [member.value] {
            guard let text = element.string else {
                refuse(
                    "'\(member.key)' must be text, or an array of it, not \(element.kindName)",
                    element, path)
                continue
            }
            guard member.key == "ignore" else { continue }
            do throws(IgnoreList.EntryError) {
                _ = try IgnoreList([text])
            } catch {
                refuse(
                    "'ignore' has the unknown rule '\(error.rule)'", element, path,
                    help: CommandSpelling.suggestion(
                        for: error.rule, among: AnalysisRule.allCases.map(\.rawValue)))
            }
        }
    }

    private mutating func refuse(
        _ message: String, _ value: JSONValue, _ path: String, help: [String] = []
    ) {
        let place = source.place(at: value.offset, jsonPath: path)
        add([Diagnostic(.error, message, at: place, help: help)])
    }
}
