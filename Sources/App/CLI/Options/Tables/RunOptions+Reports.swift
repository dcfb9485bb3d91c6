extension RunArguments {
    static let reportOptions: [Option<RunArguments>] =
        [
            Option(
                "--reporters", "r", .reports,
                help: reportersHelp,
                .optional(.list(reporterNames)) { (arguments, text) throws(UsageError) in
                    guard let text else { return }
                    try arguments.reports.choose(text)
                }),
            Option(
                "--open", nil, .reports,
                help: "make the HTML report, and show it in the browser at the end",
                .none { $0.reports.opensHTML = true }),
        ] + junitReportOptions + jsonReportOptions + htmlReportOptions + textReportOptions
        + serviceReportOptions + eventOptions + exchangeOptions

    private static let reporterNames = ReporterName.allCases.map(\.rawValue)

    private static let reportersHelp =
        "the reports to make: \(reporterNames.joined(separator: ", ")) (default cli); ./PROGRAM "
        + "and cmd:COMMAND start a program with the events on its standard input"

    private static let junitReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-junit-export", nil, .reports,
            help:
                "where the JUnit report goes: a file, a folder, or - for standard output (default: "
                + "a new file in the folder 'reports')",
            .optional(.file("FILE|-", ".xml")) { $0.reports.paths[.junit] = $1 }),
        Option(
            "--reporter-junit-layout", nil, .reports,
            help: "newman: Newman's elements and attributes, for pipelines that depend on them "
                + "(default strict)",
            .required(.choice(of: JUnitLayout.self)) { (arguments, text) throws(UsageError) in
                arguments.reports.junitLayout = try .choice(text, "--reporter-junit-layout")
            }),
    ]

    private static let textReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-tap-export", nil, .reports,
            help: "where the TAP report goes (default: standard output)",
            .optional(.file("FILE", ".tap")) { $0.reports.paths[.tap] = $1 }),
        Option(
            "--reporter-github-summary", nil, .reports,
            help: "where the summary of the github report goes (default: the page of the job, if "
                + "there is one)",
            .required(.file("FILE", ".md")) { $0.reports.jobSummary = $1 }),
    ]

    private static let eventOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-events-export", nil, .reports,
            help: "write every event of the run as a line of JSON, for other programs and for "
                + "'posthaste report'; - writes them to standard output, instead of the cli report",
            .required(.file("FILE|-", ".jsonl")) { $0.reports.paths[.events] = $1 })
    ]

    /// The options of `posthaste report`: those of reports and of the terminal.
    ///
    /// It reads no configuration files: it would overwrite the reports of a run that they ask for.
    static let reportCommandOptions =
        options.filter { option in
            [.reports, .terminal].contains(option.group) || option.name == "--suppress-exit-code"
        } + [helpOption]
}
