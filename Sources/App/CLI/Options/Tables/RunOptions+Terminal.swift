import Reporting

extension RunArguments {
    static let terminalOptions: [Option<RunArguments>] =
        [
            Option(
                "--color", nil, .terminal,
                help: "when to use colours: auto, on or off (default auto)",
                .required(.choice(of: TerminalArguments.Color.self)) {
                    (arguments, text) throws(UsageError) in
                    arguments.terminal.color = try .choice(text, "--color")
                }),
            Option(
                "--verbose", nil, .terminal,
                help: "show header lines, bodies, sizes and timings of every exchange, and the "
                    + "source of tokens",
                .none { $0.terminal.isVerbose = true }),
            Option(
                "--silent", nil, .terminal,
                help: "make no report on the terminal, but print warnings and errors",
                .none { $0.reports.silenced += [.cli, .progress] }),
            Option(
                "--disable-unicode", nil, .terminal,
                help: "draw the report on the terminal with ASCII characters",
                .none { $0.terminal.usesUnicode = false }),
            Option(
                "--reporter-cli-silent", nil, .terminal, help: "do not make the cli report",
                .none { $0.reports.silenced.append(.cli) }),
        ] + hidingOptions + [
            Option(
                "--reporter-cli-show-timestamps", nil, .terminal,
                help: "put the local time before requests, tests and console lines",
                .none { $0.terminal.showsTimestamps = true }),
            Option(
                "--reporter-cli-no-progress", nil, .terminal,
                help: "draw no progress line on a terminal",
                .none { $0.terminal.showsProgress = false }),
            Option(
                "--failure-details", nil, .terminal,
                help: "what the list of failures shows of each exchange: none, short (the request, "
                    + "the status and ten lines of the response) or full (default short)",
                .required(.choice(of: FailureDetails.self)) {
                    (arguments, text) throws(UsageError) in
                    arguments.terminal.failureDetails = try .choice(text, "--failure-details")
                }),
        ]

    /// Each leaves out a part of the report on the terminal.
    private static let hidingOptions: [Option<RunArguments>] = [
        hiding("banner", .banner, "leave out the first line, with the program's name"),
        hiding("console", .console, "leave out what scripts write to their console"),
        hiding("assertions", .assertions, "leave out the results of tests"),
        hiding("success-assertions", .passedAssertions, "leave out tests that passed"),
        hiding("summary", .summary, "leave out the table at the end"),
        hiding("failures", .failures, "leave out the list of failures at the end"),
    ]

    private static func hiding(
        _ name: String, _ part: TerminalReport.Part, _ help: String
    ) -> Option<RunArguments> {
        Option(
            "--reporter-cli-no-\(name)", nil, .terminal, help: help,
            .none { $0.terminal.hidden.insert(part) })
    }
}
