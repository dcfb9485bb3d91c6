extension RunArguments {
    static let selectionOptions: [Option<RunArguments>] = [
        Option(
            "--folder", nil, .selection,
            help: "run only the folder or request with this name, id, or path (Folder/Request)",
            repeats: true, .required(.item("NAME")) { $0.selection.folders.append($1) }),
        Option(
            "--item", "i", .selection,
            help: "run only this folder or request, by its name, id or path; several run in the "
                + "order in which they are given",
            repeats: true, .required(.item("NAME")) { $0.selection.items.append($1) }),
        Option(
            "--exclude-folder", nil, .selection,
            help: "never run the folders and requests with this name, id or path",
            repeats: true, .required(.item("NAME")) { $0.selection.excludedFolders.append($1) }),
        Option(
            "--request-name", nil, .selection,
            help:
                "run only requests whose name matches this JavaScript regular expression; (?i) at "
                + "its start ignores case",
            repeats: true, .required("REGEX") { $0.selection.requestNames.append($1) }),
        Option(
            "--last-failed", nil, .selection,
            help: "run only the requests that failed in the last run of this collection with this "
                + "environment, or that it left out because it ended early; all of them if there "
                + "are none. Of several runs, only those with such requests",
            .none { $0.selection.isLastFailed = true }),
        Option(
            "--list", nil, .selection,
            help: "show what would run, in order, and send nothing",
            .none { $0.selection.isListing = true }),
        Option(
            "--iteration-count", "n", .selection,
            help: "how often the requests run (default: once for each data row, else once); "
                + "iterations beyond the last row use that row again",
            .required("N") { (arguments, text) throws(UsageError) in
                arguments.selection.iterationCount = try positive(text, "--iteration-count")
            }),
        Option(
            "--duration", nil, .selection,
            help: "begin iterations for this long, as 60s or 5m, instead of a number of them; the "
                + "last one is finished, and the data rows are used again and again",
            .required(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.selection.duration = try TimeSpelling.milliseconds(text, "--duration")
            }),
        Option(
            "--seed", nil, .selection,
            help: "make dynamic variables repeatable: the same number gives the same values",
            .required("N") { (arguments, text) throws(UsageError) in
                arguments.selection.seed = try seed(text)
            }),
    ]

    private static func seed(_ text: String) throws(UsageError) -> UInt64 {
        guard let number = UInt64(text) else {
            throw UsageError(message: "'--seed' must be a whole number, not '\(text)'")
        }
        return number
    }
}
