import Reporting

/// What the command line says of the reports for the terminal.
struct TerminalArguments {
    /// The reports that are asked for, and yet not made.
    var silenced: [RunArguments.ReporterName] = []
    var usesUnicode = true
    var showsTimestamps = false
    var showsProgress = true
    var hidden: Set<TerminalReport.Part> = []
}

extension RunArguments {
    /// The reports that are made.
    var shownReporters: [ReporterName] {
        reporters.filter { !terminal.silenced.contains($0) }
    }

    /// Whether a report tells how the run ended, and what it warns of, where a person looks.
    var tellsOnTerminal: Bool {
        shownReporters.contains(.cli) || shownReporters.contains(.progress)
    }

    /// Whether a report goes to standard output, where others may, too.
    func isOnOutput(_ name: ReporterName) -> Bool {
        switch name {
        case .cli, .progress, .github: true
        case .tap: reportPaths[.tap] == nil
        case .junit, .json, .html, .events: false
        }
    }

    static let textReportOptions: [Option<RunArguments>] =
        [
            Option(
                "--silent", nil, .terminal,
                help: "make no report on the terminal; warnings and errors stay",
                .none { $0.terminal.silenced += [.cli, .progress] }),
            Option(
                "--disable-unicode", nil, .terminal,
                help: "draw the report on the terminal with plain characters",
                .none { $0.terminal.usesUnicode = false }),
            Option(
                "--reporter-cli-silent", nil, .terminal, help: "do not make the cli report",
                .none { $0.terminal.silenced.append(.cli) }),
        ] + hidingOptions + [
            Option(
                "--reporter-cli-show-timestamps", nil, .terminal,
                help: "put the local time before requests, tests and console lines",
                .none { $0.terminal.showsTimestamps = true }),
            Option(
                "--reporter-cli-no-progress", nil, .terminal,
                help: "draw no line of progress on a terminal",
                .none { $0.terminal.showsProgress = false }),
            Option(
                "--reporter-tap-export", nil, .reports,
                help: "where the TAP report goes (default: standard output)",
                .optional(.file("FILE", ".tap")) { $0.reportPaths[.tap] = $1 }),
            Option(
                "--reporter-github-summary", nil, .reports,
                help: "where the summary of the github report goes (default: the job's page, where "
                    + "there is one)",
                .required(.file("FILE", ".md")) { $0.jobSummary = $1 }),
        ]

    /// Each leaves out a part of the report on the terminal.
    private static let hidingOptions: [Option<RunArguments>] = [
        hiding("banner", .banner, "do not begin with the program's name"),
        hiding("console", .console, "leave out what scripts write to their console"),
        hiding("assertions", .assertions, "leave out the verdicts of tests"),
        hiding("success-assertions", .passedAssertions, "leave out the tests that hold"),
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
