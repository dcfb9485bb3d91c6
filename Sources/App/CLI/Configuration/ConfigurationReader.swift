import CollectionModel
import Diagnostics
import JSON

/// Reads the options that a configuration file gives, through the same table as the command line.
///
/// No line of the file is shown in a message: it may hold a secret.
struct ConfigurationReader {
    /// The options in layers: those at the top level, then those under `run`, which win.
    private(set) var layers: [[Setting<RunArguments>]] = []
    /// The collections that it names.
    var collections: [String] { collectionPlaces.map(\.path) }
    /// The collections with their places.
    private(set) var collectionPlaces: [(path: String, place: Place)] = []
    /// The doubts about it.
    private(set) var findings: [Diagnostic] = []

    /// How many findings of a severity are reported.
    private static let limit = 50

    private let file: ConfigurationFile
    private let source: JSONSource
    private let options: [Option<RunArguments>]
    private let reporters: ReporterOptions<RunArguments>

    init(_ file: ConfigurationFile, _ source: JSONSource, _ options: [Option<RunArguments>]) {
        self.file = file
        // A line may hold a secret.
        self.source = source.hidingText()
        self.options = options
        reporters = ReporterOptions(options)
    }

    /// Reads the file; throws all of its errors at once.
    mutating func read() throws(InputError) {
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try JSONParser.parse(source)
        } catch {
            var diagnostic = error.diagnostic(in: source)
            if error.reason == .empty {
                diagnostic.help = ["write the options as a JSON object, or remove the file"]
            }
            throw InputError(diagnostics: [diagnostic])
        }
        addLayer(root, "$")
        if let run = root["run"] { addLayer(run, "$.run") }
        if findings.contains(where: { $0.severity == .error }) {
            throw InputError(diagnostics: findings)
        }
    }

    private mutating func addLayer(_ value: JSONValue, _ path: String) {
        guard let members = value.object?.members else {
            find(.error, "options must be a JSON object, not \(value.kindName)", value, path)
            return
        }
        layers.append([])
        for member in members {
            read(member.key, member.value, path + "." + member.key, isTop: path == "$")
        }
    }

    private mutating func read(_ key: String, _ value: JSONValue, _ path: String, isTop: Bool) {
        switch key {
        case "run" where isTop, "check" where isTop, "$schema": return
        case "collection": readCollections(value, path)
        case "reporter" where value.object != nil: readReporters(value, path)
        default:
            if let (option, isOpposite) = option(key, in: options) {
                add(option, value, isOpposite: isOpposite, path)
            } else if option(key, in: Self.known) == nil {
                let severity = file.isNewmans ? Severity.warning : .error
                find(
                    severity, "there is no option '\(key)'", value, path, isAboutKey: true,
                    help: hasRoom(for: severity) ? suggestion(key) : [])
            }
        }
    }

    // MARK: Keys

    /// The options of all commands that read configuration files.
    private static let known = RunArguments.options + RunArguments.authOptions

    /// The option of a key, and whether the key says the opposite, as `browser` for `--no-browser`.
    ///
    /// Options for configuration files and the help are for the command line alone.
    private func option(
        _ key: String, in options: [Option<RunArguments>]
    ) -> (option: Option<RunArguments>, isOpposite: Bool)? {
        for option in options where option.group != .general {
            if option.label.key == key { return (option, false) }
            if option.label.oppositeKey == key { return (option, true) }
        }
        return nil
    }

    private func suggestion(_ key: String) -> [String] {
        let labels = options.filter { $0.group != .general }.map(\.label)
        let keys = labels.map(\.key) + labels.compactMap(\.oppositeKey)
        let camel = OptionLabel.key(key.drop { $0 == "-" })
        if keys.contains(camel) { return ["did you mean '\(camel)'?"] }
        let near = CommandSpelling.suggestion(
            for: key, among: keys + ["collection", "reporter", "run", "check"])
        if !near.isEmpty { return near }
        let meant = OptionSpelling.synonyms["--" + key] ?? []
        let known = labels.filter { meant.contains($0.name) }.map { "'\($0.key)'" }
        return known.isEmpty ? [] : ["did you mean \(known.joined(separator: " or "))?"]
    }

    // MARK: Values

    private mutating func readCollections(_ value: JSONValue, _ path: String) {
        collectionPlaces = []
        for element in value.array ?? [value] {
            guard let name = element.string else {
                find(.error, "'collection' must be text, not \(element.kindName)", element, path)
                continue
            }
            collectionPlaces.append(
                (resolved(name, .file("FILE|URL|ID|-")), place(element, path)))
        }
    }

    /// Reads `{"junit": {"export": "x.xml"}}`, and `{"export": "x.xml"}` for each report that has
    /// it.
    private mutating func readReporters(_ value: JSONValue, _ path: String) {
        for member in value.object?.members ?? [] {
            let path = path + "." + member.key
            guard let members = member.value.object?.members else {
                readReporterOption(member.key, member.value, path)
                continue
            }
            for option in members {
                readReporterOption(
                    "\(member.key)-\(option.key)", option.value, "\(path).\(option.key)")
            }
        }
    }

    private mutating func readReporterOption(
        _ words: String, _ value: JSONValue, _ path: String
    ) {
        // A command that makes no reports ignores them.
        let name = ReporterOptions<RunArguments>.prefix + words
        guard reporters.areMeant(by: name) else { return }
        let targets = reporters.targets(name)
        let spelling = words.contains("-") ? name : nil
        for target in targets { add(target, value, isOpposite: false, path, as: spelling) }
        if !targets.isEmpty { return }
        do throws(UsageError) {
            let reason = try reporters.foreign(name)
            find(.warning, reason.message, value, path, isAboutKey: true, help: reason.help)
        } catch {
            find(
                file.isNewmans ? .warning : .error, "there is no option '\(name)'", value, path,
                isAboutKey: true, help: error.help)
        }
    }

    private mutating func add(
        _ option: Option<RunArguments>, _ value: JSONValue, isOpposite: Bool, _ path: String,
        as spelling: String? = nil
    ) {
        let place = place(value, path)
        guard let given = ConfigurationValue.values(value, of: option.label) else {
            refuse(value, of: option.label, path)
            return
        }
        let elements = value.array ?? []
        for (index, given) in given.enumerated() {
            var setting = Setting(option: option, place: place)
            if elements.indices.contains(index), option.label.repeats {
                setting.place = self.place(elements[index], path + "[\(index)]")
            }
            switch given {
            case .on: setting.isTakenBack = isOpposite
            case .off: setting.isTakenBack = !isOpposite
            case .text(let text):
                setting.value = option.label.shape.map { resolved(text, $0) } ?? text
            }
            setting.spelling = spelling
            if let error = ReporterOptions.conflict(of: setting, with: layers[layers.count - 1]) {
                find(.error, error.message, value, path, isAboutKey: true, help: error.help)
            }
            layers[layers.count - 1].append(setting)
        }
    }

    /// Reports a value that an option cannot take, or what is wrong in it.
    private mutating func refuse(_ value: JSONValue, of label: OptionLabel, _ path: String) {
        let key = path.split(separator: ".").last ?? ""
        let parts = ConfigurationValue.wrongParts(of: value, label)
        for (name, form, part) in parts {
            find(
                .error, "'\(key)\(name)' must be \(form), not \(part.kindName)", part, path + name)
        }
        if !parts.isEmpty { return }
        find(
            .error,
            "'\(key)' must be \(ConfigurationValue.form(of: label)), not \(value.kindName)",
            value, path)
    }

    /// A value in which a relative path starts from the folder of the file.
    private func resolved(_ text: String, _ shape: ValueShape) -> String {
        if file.folder.isEmpty { return text }
        if shape.isAssignment, let equals = text.firstIndex(of: "=") {
            let name = text[...equals]
            return name + resolvedSource(String(text[text.index(after: equals)...]), shape)
        }
        switch shape.kind {
        case .text, .list, .item: return resolvedSource(text, shape)
        case .file, .folder:
            let isElsewhere =
                text == "-" || Download.isAddress(text) || PostmanAPI.isID(text)
                || SecretsSource.isElsewhere(text)
            return isElsewhere || shape.choices.contains(text) ? text : below(text)
        }
    }

    /// The same for `file:PATH`.
    private func resolvedSource(_ text: String, _ shape: ValueShape) -> String {
        guard shape.placeholder.hasSuffix("file:PATH") || shape.placeholder.contains("file:PATH|"),
            text.hasPrefix("file:")
        else { return text }
        return "file:" + below(String(text.dropFirst(5)))
    }

    private func below(_ path: String) -> String {
        path.hasPrefix("/") ? path : file.folder + path
    }

    // MARK: Findings

    private func place(_ value: JSONValue, _ path: String, isAboutKey: Bool = false) -> Place {
        guard isAboutKey, let key = path.split(separator: ".").last else {
            return source.place(at: value.offset, jsonPath: path)
        }
        let origin = DefinitionOrigin.json(source, root: .null)
        var place = origin.place(ofKey: String(key), of: value)
        place.jsonPath = path
        return place
    }

    private mutating func find(
        _ severity: Severity, _ message: String, _ value: JSONValue, _ path: String,
        isAboutKey: Bool = false, help: [String] = []
    ) {
        if !hasRoom(for: severity) { return }
        let place = place(value, path, isAboutKey: isAboutKey)
        findings.append(Diagnostic(severity, message, at: place, help: help))
    }

    /// Whether findings of a severity are still reported.
    ///
    /// A file with more of them is not a configuration file. Warnings leave room for errors, which
    /// end the run.
    private func hasRoom(for severity: Severity) -> Bool {
        findings.count { $0.severity == severity } < Self.limit
    }
}
