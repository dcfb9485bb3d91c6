import Platform
import Reporting
import TextEncoding

/// Which reports are made, and where they go.
struct ReportArguments {
    /// The reports that are asked for.
    var names: [ReporterName] = [.cli]
    /// Other programs that make reports.
    var programs: [ReportProgram] = []
    /// The names of reporters that Posthaste does not have.
    var unknown: [String] = []
    /// Whether the user chose them, so that none is left out in silence.
    var areChosen = false
    /// The paths that the user gave.
    var paths = ReportPaths()
    /// Reports that were asked for by a name of Newman's reporters.
    var newmansNames: Set<ReporterName> = []
    /// Whether the HTML report is shown in a browser at the end.
    var opensHTML = false
    /// Reports that are asked for, but not made.
    var silenced: [ReporterName] = []
    var junitLayout = JUnitLayout.strict
    var json = JSONReport.Options()
    var html = HTMLReport.Options()
    /// The files that get the exchanges.
    var exchanges = ExchangeFiles()
    /// The address of a push gateway that receives metrics.
    var pushGateway: String?
    /// The address of the collector that receives OpenTelemetry's traces and metrics.
    var telemetryEndpoint: String?
    /// The file for the Markdown of the `github` report; nil for the page of the job.
    var jobSummary: String?

    /// The reports that are made.
    var shown: [ReporterName] { names.filter { !silenced.contains($0) } }

    /// Whether a report shows a person the warnings and the end of the run.
    var reachTerminal: Bool { shown.contains(.cli) || shown.contains(.progress) }

    /// Whether a report is asked for: by its name, events by their path, the page by `--open`.
    func makes(_ report: ReporterName) -> Bool {
        names.contains(report) || (report == .events && paths[.events] != nil)
            || (report == .html && opensHTML)
    }

    /// Whether a report shares standard output with others.
    func isOnOutput(_ name: ReporterName) -> Bool {
        switch name {
        case .cli, .progress, .github, .teamcity: true
        case .tap: paths[.tap] == nil
        case .junit, .json, .html, .events, .gitlab, .ctrf, .allure, .otlp, .prometheus: false
        }
    }

    // MARK: Names

    /// Chooses the reports of a list of names.
    ///
    /// Unknown names are kept, since the run can go on without them, as in Newman.
    mutating func choose(_ list: String) throws(UsageError) {
        (names, programs, unknown, newmansNames, areChosen) = ([], [], [], [], true)
        for word in Self.words(of: list) {
            if let program = ReportProgram(word) {
                programs.append(program)
                continue
            }
            guard let name = ReporterName(rawValue: word) ?? ReporterName.synonyms[word] else {
                unknown.append(word)
                continue
            }
            if !names.contains(name) { names.append(name) }
            if name.rawValue != word { newmansNames.insert(name) }
        }
        if !names.isEmpty || !programs.isEmpty { return }
        throw unknownReporters.first ?? UsageError(message: "'--reporters' names no report")
    }

    /// The words of a list, of which a shell command is the last, since it may contain commas.
    private static func words(of list: String) -> [String] {
        let (comma, space) = (UInt8(ascii: ","), UInt8(ascii: " "))
        var words: [String] = []
        var rest = list.utf8[...]
        while true {
            rest = rest.drop { $0 == space || $0 == comma }
            if rest.isEmpty { return words }
            if rest.starts(with: ReportProgram.prefix.utf8) {
                return words + [String(Substring(rest))]
            }
            let word = rest.prefix { $0 != comma }
            rest = rest[word.endIndex...]
            let name = Substring(word).trimmed
            if !name.isEmpty { words.append(name) }
        }
    }

    /// Gives the options of programs to these; returns the other options.
    mutating func takeOptions(_ options: [IgnoredOption]) -> [IgnoredOption] {
        options.filter { option in
            !programs.indices.contains { programs[$0].take(option) }
        }
    }

    /// What is wrong with each unknown name.
    var unknownReporters: [UsageError] {
        let known = ReporterName.allCases.map(\.rawValue)
        return unknown.map { name in
            let program = FileAccess.isFile(name) ? ["did you mean './\(name)'?"] : nil
            return UsageError(
                message: "there is no reporter '\(name)'",
                help: (program ?? CommandSpelling.suggestion(for: name, among: known)) + [
                    "the reporters are \(known.joined(separator: ", "))"
                ])
        }
    }

    /// Whether a report without a path goes to Newman's folder.
    func followsNewman(_ report: ReporterName) -> Bool {
        switch report {
        case .junit where junitLayout == .newman: true
        case .json where json.layout == .newman: true
        default: newmansNames.contains(report)
        }
    }

    /// Refuses a program that cannot be run.
    func checkPrograms() throws(UsageError) {
        let missing = programs.first { !$0.isShellCommand && !ChildProcess.exists($0.command) }
        guard let missing else { return }
        throw UsageError(
            message: "the reporter '\(missing.command)' is not a program that can be run",
            help: FileSpelling.suggestion(for: missing.command))
    }

    // MARK: Paths

    /// Adds the reports that other options ask for, and refuses paths that collide.
    mutating func settle() throws(UsageError) {
        // Standard output is the default of this report.
        if paths[.tap] == "-" { paths[.tap] = nil }
        if opensHTML, !names.contains(.html) { names.append(.html) }
        addEvents()
        try settleOutput()
        try checkPaths()
    }

    /// Refuses one file for two reports: each would overwrite the other.
    private func checkPaths() throws(UsageError) {
        var owners: [String: ReporterName] = [:]
        for report in names {
            guard let path = paths[report], path != "-", !path.hasSuffix("/"),
                !FileAccess.isDirectory(path)
            else { continue }
            if let other = owners.updateValue(report, forKey: path) {
                throw UsageError(
                    message:
                        "the reports '\(other.rawValue)' and '\(report.rawValue)' cannot both go "
                        + "to "
                        + "'\(path)'",
                    help: ["give each a file of its own, or both a folder: '\(path)/'"])
            }
        }
    }

    /// Adds the events report if it has a path of its own: `--reporter-export` gives every report
    /// the same path, and asks for none.
    private mutating func addEvents() {
        guard let path = paths[.events], !names.contains(.events) else { return }
        if !paths.has(path, except: .events) { names.append(.events) }
    }

    /// Leaves standard output to the report that has it as its path.
    private mutating func settleOutput() throws(UsageError) {
        let owners = names.filter { paths[$0] == "-" }
        guard let owner = owners.first else { return }
        if !areChosen { names.removeAll { $0 == .cli } }
        guard let other = owners.dropFirst().first ?? shown.first(where: isOnOutput) else { return }
        throw UsageError(
            message: "the reports '\(other.rawValue)' and '\(owner.rawValue)' cannot both go to "
                + "standard output",
            help: [
                "give '--reporter-\(owner.rawValue)-export' a file, or leave "
                    + "'\(other.rawValue)' out of '-r'"
            ])
    }
}
