extension RunArguments {
    static let reportOptions: [Option<RunArguments>] = [
        Option(
            "--reporters", "r", .reports,
            help: "the reports to make, of \(reporterNames.joined(separator: ", ")) (default cli)",
            .optional(.list(reporterNames)) {
                (arguments, text) throws(UsageError) in
                guard let text else { return }
                arguments.reporters = try reporters(text)
                arguments.choosesReporters = true
            }),
        Option(
            "--color", nil, .terminal, help: "when to use colours: auto, on or off (default auto)",
            .required(.choice(of: Color.self)) { (arguments, text) throws(UsageError) in
                arguments.color = try .choice(text, "--color")
            }),
        Option(
            "--verbose", nil, .terminal,
            help: "show bodies, sizes and timings of every exchange, and how tokens were got",
            .none { $0.isVerbose = true }),
        Option(
            "--strict", nil, .control,
            help: "fail by every warning: a variable that is not defined, a file to upload that "
                + "cannot be read, a next request that does not exist, a doubtful auth block or "
                + "input file, a run of nothing",
            .none { $0.isStrict = true }),
        Option(
            "--suppress-exit-code", "x", .control, help: "exit with 0 although something failed",
            .none { $0.suppressesExitCode = true }),
    ]

    private static let reporterNames = ReporterName.allCases.map(\.rawValue)

    static let generalOptions: [Option<RunArguments>] = [
        Option(
            "--config", nil, .general,
            help: "options from this file, in place of posthaste.json (see 'posthaste help "
                + "configuration')",
            .required(.file("FILE", ".json")) { $0.configuration = .file($1) }),
        Option(
            "--no-config", nil, .general, help: "no options from posthaste.json and newmanrc files",
            .none { $0.configuration = .none }),
        helpOption,
    ]

    static let helpOption = Option<RunArguments>(
        "--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true })

    private static func reporters(_ text: String) throws(UsageError) -> [ReporterName] {
        var names: [ReporterName] = []
        for word in text.split(separator: ",") {
            let trimmed = word.filter { $0 != " " }
            guard let name = ReporterName(rawValue: trimmed) ?? ReporterName.synonyms[trimmed]
            else { throw unknownReporter(trimmed) }
            if !names.contains(name) { names.append(name) }
        }
        if names.isEmpty { throw UsageError(message: "'--reporters' names no report") }
        return names
    }

    private static func unknownReporter(_ name: String) -> UsageError {
        UsageError(
            message: "there is no reporter '\(name)'",
            help: CommandSpelling.suggestion(for: name, among: reporterNames) + [
                "the reporters are \(reporterNames.joined(separator: ", "))"
            ])
    }
}
