/// The options of reports as Newman reads them: `--reporter-NAME-OPTION VALUE` for one report, and
/// `--reporter-OPTION VALUE` for each that has such an option (NewmanReference §1.3, last row).
///
/// Reports are known by the table of options alone: `--reporter-junit-export` is an option `export`
/// of the report `junit`. Options of a report that Posthaste does not have are ignored, since a
/// pipeline may use them with Newman's other reporters. Mistyped options are errors.
struct ReporterOptions<Arguments> {
    static var prefix: String { "--reporter-" }

    private let options: [Option<Arguments>]

    init(_ options: [Option<Arguments>]) {
        self.options = options
    }

    /// Whether a name is such an option, in a command that makes reports.
    func areMeant(by name: String) -> Bool {
        name.hasPrefix(Self.prefix) && options.contains { $0.name.hasPrefix(Self.prefix) }
    }

    /// The word that follows a name as its value: for switches only `true` and `false`.
    func value(of name: String, _ rest: inout ArraySlice<String>) -> String? {
        let targets = targets(name)
        let isSwitch = !targets.isEmpty && targets.allSatisfy { $0.label.shape == nil }
        if isSwitch, let word = rest.first, word != "true", word != "false" { return nil }
        return ArgumentParser<Arguments>.value(&rest)
    }

    /// Reads an option with its value, if any.
    func read(
        _ name: String, _ value: String?, _ result: inout CommandWords<Arguments>
    ) throws(UsageError) {
        let targets = targets(name)
        if targets.isEmpty {
            let reason = try foreign(name)
            result.ignored.append(IgnoredOption(name: name, value: value, reason: reason))
        }
        for option in targets {
            guard var setting = try setting(option, name, value) else { continue }
            setting.isOneOfSeveral =
                option.name != name && Self.parts(name)?.report != Self.parts(option.name)?.report
            result.settings.append(setting)
        }
    }

    private func setting(
        _ option: Option<Arguments>, _ name: String, _ value: String?
    ) throws(UsageError) -> Setting<Arguments>? {
        guard let shape = option.label.shape else {
            if value == "false" { return nil }
            guard value == nil || value == "true" else {
                throw UsageError(message: "option '\(name)' takes no value")
            }
            return Setting(option: option)
        }
        if value == nil, !option.label.mayLackValue {
            throw UsageError.lack(of: name, shape)
        }
        return Setting(option: option, value: value)
    }

    /// The options that a name stands for.
    func targets(_ name: String) -> [Option<Arguments>] {
        if let option = options.first(where: { $0.name == name }) { return [option] }
        if let parts = Self.parts(name) {
            let specific = options.filter { Self.parts($0.name).map { $0 == parts } ?? false }
            if !specific.isEmpty { return specific }
        }
        let key = OptionLabel.key(name.dropFirst(Self.prefix.count))
        return options.filter { Self.parts($0.name)?.key == key }
    }

    /// The options without effect: their report is not made.
    static func idle(
        _ settings: [Setting<RunArguments>], _ arguments: RunArguments
    ) -> [UsageError] {
        settings.compactMap { setting in
            let name = setting.option.name
            guard !setting.isOneOfSeveral, let parts = parts(name),
                let report = ReporterName(rawValue: parts.report),
                !arguments.reports.makes(report)
            else { return nil }
            let wanted = arguments.reports.names.map(\.rawValue) + [report.rawValue]
            return UsageError(
                message: "'\(name)' has no effect: the report '\(report.rawValue)' is not made",
                help: ["to make it: '-r \(wanted.joined(separator: ","))'"])
        }
    }

    /// Why an option is ignored; throws if it is one of ours, mistyped.
    func foreign(_ name: String) throws(UsageError) -> UsageError {
        let ours = options.map(\.name).filter { $0.hasPrefix(Self.prefix) }
        let words = name.dropFirst(Self.prefix.count).split(separator: "-", maxSplits: 1)
        let report = words.first ?? ""
        let isOurs = ours.contains { $0.hasPrefix(Self.prefix + report + "-") }
        let isShared = ReporterName.alsoOfOthers.contains { report == $0.rawValue[...] }
        guard words.count == 2, isShared || !isOurs else {
            throw UsageError(
                message: "unknown option '\(name)'",
                help: OptionSpelling.suggestion(for: name, among: options.map(\.label)))
        }
        return UsageError(
            message: "option '\(name)' belongs to no report of Posthaste, and is ignored",
            help: CommandSpelling.suggestion(for: name, among: ours))
    }

    /// The name of the report and the key of the option in `--reporter-NAME-OPTION`.
    ///
    /// A synonym becomes the name of our report.
    private static func parts(_ name: String) -> (report: String, key: String)? {
        guard name.hasPrefix(prefix) else { return nil }
        let parts = name.dropFirst(prefix.count).split(separator: "-", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let report = String(parts[0])
        return (
            ReporterName.synonyms[report]?.rawValue ?? report,
            OptionLabel.key(parts[1])
        )
    }
}
