import Platform

extension RunArguments {
    static let eventOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-events-export", nil, .reports,
            help: "write every event of the run as a line of JSON, for other programs and for "
                + "'posthaste report'; - writes them to standard output, in place of the cli report",
            .required(.file("FILE|-", ".jsonl")) { $0.reportPaths[.events] = $1 })
    ]

    /// The options of `posthaste report`: those of reports, where events are told and no longer judged.
    ///
    /// No configuration file has a say: the reports of a run that it asks for would be overwritten.
    static let reportCommandOptions =
        options.filter { option in
            [.reports, .terminal].contains(option.group) || option.name == "--suppress-exit-code"
        } + [helpOption]

    /// Adds the events where they have a place of their own to go, which asks for them by itself; on
    /// standard output they stand alone.
    mutating func settleReporters() throws(UsageError) {
        try settleEvents()
        try checkReportPaths()
    }

    /// Whether a report is made: one of those that are asked for, or the events by their place.
    func makes(_ report: ReporterName) -> Bool {
        reporters.contains(report) || (report == .events && reportPaths[.events] != nil)
    }

    /// Refuses one file for two reports: each would write over the other.
    private func checkReportPaths() throws(UsageError) {
        var owners: [String: ReporterName] = [:]
        for report in reporters {
            guard let path = reportPaths[report], path != "-", !path.hasSuffix("/"),
                !FileAccess.isDirectory(path)
            else { continue }
            if let other = owners.updateValue(report, forKey: path) {
                throw UsageError(
                    message:
                        "the reports '\(other.rawValue)' and '\(report.rawValue)' cannot both go to "
                        + "'\(path)'",
                    help: ["give each a file of its own, or both a folder: '\(path)/'"])
            }
        }
    }

    private mutating func settleEvents() throws(UsageError) {
        guard let path = reportPaths[.events] else { return }
        if !reporters.contains(.events) {
            // `--reporter-export` gives every report the same place, and asks for none.
            if reportPaths.contains(where: { $0.key != .events && $0.value == path }) { return }
            reporters.append(.events)
        }
        if path != "-" { return }
        if !choosesReporters { reporters.removeAll { $0 == .cli } }
        guard let other = shownReporters.first(where: isOnOutput) else { return }
        throw UsageError(
            message:
                "the reports '\(other.rawValue)' and 'events' cannot both go to standard output",
            help: [
                "give '--reporter-events-export' a file, or leave '\(other.rawValue)' out of '-r'"
            ])
    }
}
