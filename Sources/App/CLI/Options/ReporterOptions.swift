import Diagnostics

/// The options of reports as Newman reads them: `--reporter-NAME-OPTION VALUE` for one report, and
/// `--reporter-OPTION VALUE` for each that has such an option (NewmanReference §1.3, last row).
///
/// Reports are known by the table of options alone: `--reporter-junit-export` is an option `export`
/// of the report `junit`. Options that Posthaste does not have are ignored, as in Newman: they may
/// be those of another reporter. Mistyped options of ours are errors.
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
            setting.spelling = name
            let error = Self.conflict(of: setting, with: result.settings)
            // The reports of a failed start need it nevertheless.
            result.settings.append(setting)
            if let error { throw error }
        }
    }

    /// What is wrong if a setting has a report go to another file than an earlier one, under
    /// another name of the report: Newman would make both files.
    static func conflict(
        of setting: Setting<Arguments>, with earlier: [Setting<Arguments>]
    ) -> UsageError? {
        guard case .file? = setting.option.label.shape?.kind, !setting.isOneOfSeveral,
            let other = earlier.last(where: {
                $0.option.name == setting.option.name && !$0.isOneOfSeveral
            }),
            let name = setting.spelling, let otherName = other.spelling,
            report(in: name) != report(in: otherName), other.value != setting.value
        else { return nil }
        return UsageError(
            message: "'\(otherName)' and '\(name)' name two files for one report",
            help: ["'\(report(in: name))' and '\(report(in: otherName))' are names of one report"])
    }

    /// The name of the report in the name of an option, as the user wrote it.
    private static func report(in name: String) -> Substring {
        name.dropFirst(prefix.count).prefix { $0 != "-" }
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
        let key = Self.key(name.dropFirst(Self.prefix.count))
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

    // MARK: Options that Posthaste does not have

    /// Why an option is ignored; throws if it is one of ours, mistyped, since the report would be
    /// lost.
    func foreign(_ name: String) throws(UsageError) -> UsageError {
        let words = name.dropFirst(Self.prefix.count)
            .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let report = words.count > 1 ? words[0] : nil
        let near = nearest(to: words[words.count - 1], of: report)
        guard near == nil, !words.contains(""), report != nil || !isReport(words[0]) else {
            let meant = near.map { Self.prefix + (report.map { $0 + "-" } ?? "") + $0 }
            throw UsageError(
                message: "unknown option '\(name)'",
                help: meant.map { ["did you mean '\($0)'?"] }
                    ?? OptionSpelling.suggestion(for: name, among: options.map(\.label)))
        }
        return UsageError(
            message: "option '\(name)' belongs to no report of Posthaste, and is ignored",
            help: Self.wider(than: name)
                ?? CommandSpelling.suggestion(for: name, among: options.map(\.name)))
    }

    /// The option of a report, or of any report, that is spelled most like a word.
    private func nearest(to word: String, of report: String?) -> String? {
        let ours = options.map(\.name).filter { name in
            guard let owner = Self.parts(name)?.report else { return false }
            return report.map { owner == ReporterName.synonyms[$0]?.rawValue ?? $0 } ?? true
        }
        let words = ours.compactMap { $0.split(separator: "-", maxSplits: 2).last.map(String.init) }
        return Spelling.nearest(
            to: word, among: ours.isEmpty ? [] : words + Self.optionSynonyms.keys)
    }

    private func isReport(_ word: String) -> Bool {
        let report = ReporterName.synonyms[word]?.rawValue ?? word
        return options.contains { Self.parts($0.name)?.report == report }
    }

    /// The phrase that names the option of ours that leaves out what another one would, and more.
    private static func wider(than name: String) -> [String]? {
        guard let parts = parts(name), parts.report == ReporterName.html.rawValue,
            let option = widerOptions[parts.key]
        else { return nil }
        return [
            "the report shows what it would leave out; the nearest option is "
                + "'--reporter-html-\(option)'"
        ]
    }

    // MARK: Names

    /// Options of Newman's HTML report that leave out parts of certain requests, or certain
    /// headers, by their keys.
    private static var widerOptions: [String: String] {
        [
            "hideRequestBody": "omit-request-bodies", "hideResponse": "omit-response-bodies",
            "hideResponseBody": "omit-response-bodies", "skipHeaders": "omit-headers",
            "skipFolders": "omit-all-headers-and-body", "skipRequests": "omit-all-headers-and-body",
        ]
    }

    /// Options of Newman's reports with other names than ours, by their keys.
    private static var optionSynonyms: [String: String] {
        ["skipSensitiveData": "omitAllHeadersAndBody"]
    }

    /// The key of an option, which is ours if another one means the same.
    private static func key(_ words: Substring) -> String {
        let key = OptionLabel.key(words)
        return optionSynonyms[key] ?? key
    }

    /// The name of the report and the key of the option in `--reporter-NAME-OPTION`.
    ///
    /// A synonym becomes the name of our report.
    private static func parts(_ name: String) -> (report: String, key: String)? {
        guard name.hasPrefix(prefix) else { return nil }
        let parts = name.dropFirst(prefix.count).split(separator: "-", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let report = String(parts[0])
        return (ReporterName.synonyms[report]?.rawValue ?? report, key(parts[1]))
    }
}
