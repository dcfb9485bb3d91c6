import Diagnostics
import JSON
import Platform

/// Which configuration files are read.
enum ConfigurationChoice: Equatable {
    /// Newman's and `posthaste.json`.
    case standard
    /// Newman's, and this one.
    case file(String)
    /// None at all.
    case none
}

/// The options in configuration files, weakest first (NewmanReference §1.2).
///
/// An option in a stronger file, or on the command line, replaces the same option in weaker files,
/// lists included. Only variables add up, so that a file can replace a single one. The two options
/// that choose environments replace each other, too.
struct Configuration {
    /// The options, from layers of growing strength.
    private(set) var layers: [[Setting<RunArguments>]] = []
    /// The collections of the strongest file that has any.
    private(set) var collections: [String] = []
    /// Warnings about the files.
    private(set) var findings: [Diagnostic] = []

    /// Reads the existing files, for a command with these options.
    init(_ choice: ConfigurationChoice, _ options: [Option<RunArguments>]) throws(InputError) {
        for file in ConfigurationFile.files(of: choice) {
            guard let source = try file.read() else { continue }
            var reader = ConfigurationReader(file, source, options)
            try reader.read()
            if file.isFound { try Self.checkTrust(reader.layers, file, source) }
            layers += reader.layers
            findings += reader.findings
            if !reader.collections.isEmpty { collections = reader.collections }
        }
    }

    /// The options and collections that can be read in existing files that may have mistakes.
    ///
    /// What is wrong has been found before. A file that is not trusted has none.
    static func readable(
        _ choice: ConfigurationChoice, _ options: [Option<RunArguments>]
    ) -> (layers: [[Setting<RunArguments>]], collections: [String]) {
        var all: (layers: [[Setting<RunArguments>]], collections: [String]) = ([], [])
        for file in ConfigurationFile.files(of: choice) {
            do throws(InputError) {
                guard let source = try file.read() else { continue }
                var reader = ConfigurationReader(file, source, options)
                do throws(InputError) { try reader.read() } catch {}
                if file.isFound { try checkTrust(reader.layers, file, source) }
                all.layers += reader.layers
                if !reader.collections.isEmpty { all.collections = reader.collections }
            } catch {}
        }
        return all
    }

    /// Refuses settings of a file that was found in the working folder, unless the user has trusted
    /// it as it is.
    private static func checkTrust(
        _ layers: [[Setting<RunArguments>]], _ file: ConfigurationFile, _ source: JSONSource
    ) throws(InputError) {
        guard let setting = layers.joined().first(where: \.needsTrust),
            !TrustedFolders().contain(file, source)
        else { return }
        let diagnostic = Diagnostic(
            .error,
            "'\(file.path)' was found in this folder, is not trusted as it is now, and sets "
                + "'\(setting.option.label.key)' to something that could run a command or "
                + "redirect secrets",
            at: setting.place ?? Place(file: file.path),
            help: [
                "if you trust the file, run 'posthaste trust' in the folder",
                "or name the file: '--config \(file.path)'",
            ])
        throw InputError(diagnostics: [diagnostic])
    }

    /// The option that chooses environments in another way than this one.
    private static let rivals = [
        "--environment": "--each-environment", "--each-environment": "--environment",
    ]

    /// The names of the options that these settings replace in weaker files.
    private static func replacedNames(_ settings: [Setting<RunArguments>]) -> Set<String> {
        var names = Set(settings.map(\.option.name))
        for setting in settings where !setting.isTakenBack {
            if let rival = rivals[setting.option.name] { names.insert(rival) }
        }
        return names
    }

    /// A note for each environment of a file that `--each-environment` of a stronger file, or of
    /// the command line, replaces: it may be missed as a layer.
    func replacedLayers(beneath words: [Setting<RunArguments>]) -> [Diagnostic] {
        let all = layers + [words]
        return layers.indices.flatMap { index -> [Diagnostic] in
            let stronger = all[(index + 1)...].joined()
                .filter { !$0.isTakenBack }.map(\.option.name)
            guard stronger.contains("--each-environment"), !stronger.contains("--environment")
            else { return [] }
            return layers[index].compactMap { setting in
                guard setting.option.name == "--environment", let value = setting.value
                else { return nil }
                return Diagnostic(
                    .note, "'\(value)' is not a layer: '--each-environment' replaces it",
                    at: setting.place ?? Place(),
                    help: ["give '-e \(value)' in the same place as well to have it as a layer"])
            }
        }
    }

    /// The arguments of the files and, above these, of the command line.
    func arguments(
        beneath words: [Setting<RunArguments>]
    ) throws -> RunArguments {
        var arguments = RunArguments()
        let all = layers + [words]
        for (index, layer) in all.enumerated() {
            let stronger = Self.replacedNames(Array(all[(index + 1)...].joined()))
            for setting in layer where setting.adds || !stronger.contains(setting.option.name) {
                do throws(UsageError) {
                    try setting.apply(to: &arguments)
                } catch {
                    guard let place = setting.place else { throw error }
                    var diagnostic = error.diagnostic(.error)
                    diagnostic.place = place
                    throw InputError(diagnostics: [diagnostic])
                }
            }
        }
        return arguments
    }
}

extension Setting {
    /// Whether it adds to the values in weaker files.
    fileprivate var adds: Bool { option.label.repeats && option.label.shape?.isAssignment == true }
}

/// A file that may hold options.
struct ConfigurationFile: Equatable {
    /// Its path, as messages show it.
    let path: String
    /// Whether it is Newman's: it may then contain keys that only Newman knows.
    var isNewmans = false
    /// Whether it must exist.
    var isRequired = false
    /// Whether it is read only because it is in the working folder.
    var isFound: Bool { !isRequired && !path.hasPrefix("/") }

    /// The folder that relative paths in it start from, with a slash; empty for the working folder.
    var folder: String {
        let parent = isNewmans ? "" : FileAccess.parent(of: path)
        return parent.isEmpty || parent == "/" ? parent : parent + "/"
    }

    /// The files, weakest first.
    static func files(
        of choice: ConfigurationChoice, home: String? = ProcessEnvironment["HOME"]
    ) -> [ConfigurationFile] {
        if choice == .none { return [] }
        let users = home.map { [$0 + "/.postman/newmanrc"] } ?? []
        let newmans = (["/etc/postman/newmanrc"] + users + [".newmanrc"])
            .map { ConfigurationFile(path: $0, isNewmans: true) }
        if case .file(let path) = choice {
            let isNewmans = CollectionPath.lastComponent(path) == ".newmanrc"
            return (isNewmans ? Array(newmans.dropLast()) : newmans) + [
                ConfigurationFile(path: path, isNewmans: isNewmans, isRequired: true)
            ]
        }
        return newmans + [ConfigurationFile(path: "posthaste.json")]
    }

    /// Its text; nil if there is no such file.
    func read() throws(InputError) -> JSONSource? {
        do throws(SystemError) {
            return JSONSource(name: path, decoding: try FileAccess.read(path))
        } catch {
            if !isRequired, error.isAbsence || isNewmans { return nil }
            throw InputError.unreadable("the configuration file", path, error)
        }
    }
}

extension RunArguments {
    /// Reads the words after the name of a command, and the configuration files if the command has
    /// `--config`.
    ///
    /// Prints what was ignored, or refuses it with `--strict`.
    static func read(
        _ words: [String], _ options: [Option<RunArguments>], takesCollection: Bool = true
    ) throws -> ParsedArguments<RunArguments> {
        let line = try ArgumentParser(options: options).read(words)
        var arguments = RunArguments()
        for setting in line.settings { try setting.apply(to: &arguments) }
        var parsed = ParsedArguments(arguments: arguments, positionals: line.positionals)
        if arguments.wantsHelp { return parsed }
        let readsFiles = options.contains { $0.name == "--config" }
        let configuration = try Configuration(
            readsFiles ? arguments.configuration : .none, options)
        if !configuration.layers.isEmpty {
            parsed.arguments = try configuration.arguments(beneath: line.settings)
        }
        let ignored = parsed.arguments.reports.takeOptions(line.ignored).map(\.reason)
        let unknown = parsed.arguments.reports.unknownReporters
        let idle = ReporterOptions<RunArguments>.idle(line.settings, parsed.arguments)
        if parsed.arguments.control.isStrict, let error = (ignored + unknown + idle).first {
            throw error
        }
        parsed.findings = ignored.map { $0.diagnostic(.warning) } + configuration.findings
        parsed.findings += configuration.replacedLayers(beneath: line.settings)
        parsed.findings += (unknown + idle).map { $0.diagnostic(.warning) }
        if takesCollection, parsed.positionals.isEmpty {
            parsed.positionals = configuration.collections
        }
        try report(parsed)
        parsed.arguments.noteCloudOptions()
        return parsed
    }

    private static func report(_ parsed: ParsedArguments<RunArguments>) throws(InputError) {
        let warnings = parsed.findings.filter { $0.severity != .note }
        guard parsed.arguments.control.isStrict, !warnings.isEmpty else {
            let console = Console(color: parsed.arguments.terminal.color)
            for finding in parsed.findings { console.report(finding) }
            return
        }
        throw InputError(
            diagnostics: warnings.map { finding in
                var finding = finding
                finding.severity = .error
                return finding
            })
    }
}
