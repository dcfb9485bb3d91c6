import CollectionModel

extension RunArguments {
    static let inputOptions: [Option<RunArguments>] = [
        Option(
            "--environment", "e", .input,
            help: "the environment: a file, an address, an id of Postman, or - for standard input",
            .required(.file("FILE|URL|ID|-", ".json")) { $0.environment = $1 }),
        Option(
            "--globals", "g", .input, help: "the globals: a file, an address, or -",
            .required(.file("FILE|URL|-", ".json")) { $0.globals = $1 }),
        Option(
            "--postman-api-key", nil, .input,
            help: "the key to get a collection or environment from Postman by its id; env:NAME and "
                + "file:PATH keep it off the command line",
            .required("KEY") { $0.postmanAPIKey = $1 }),
        Option(
            "--cookie-jar", nil, .input,
            help: "cookies to start with, as --export-cookie-jar and Newman write them",
            .required(.file("FILE|URL|-", ".json")) { $0.cookieJar = $1 }),
        Option(
            "--iteration-data", "d", .input,
            help: "the data rows, JSON or CSV: one iteration for each, its values as variables",
            .required(.file("FILE|URL|-", ".json", ".csv")) { $0.iterationData = $1 }),
        Option(
            "--data-types", nil, .input,
            help: "what values of a CSV file without quotes are: 'numbers' where they look like "
                + "some (default, as Newman: 007 becomes 7), or 'strings' always",
            .required(.choice(of: IterationData.Types.self)) {
                (arguments, text) throws(UsageError) in
                arguments.dataTypes = try .choice(text, "--data-types")
            }),
        Option(
            "--env-var", nil, .variables,
            help: "set a variable of the environment", repeats: true,
            .required("KEY=VALUE") { $0.environmentVariables.append(assignment($1)) }),
        Option(
            "--global-var", nil, .variables,
            help: "set a global variable", repeats: true,
            .required("KEY=VALUE") { $0.globalVariables.append(assignment($1)) }),
        Option(
            "--collection-var", nil, .variables,
            help: "set a variable of the collection", repeats: true,
            .required("KEY=VALUE") { $0.collectionVariables.append(assignment($1)) }),
        Option(
            "--secret", nil, .variables,
            help:
                "a variable of the environment that is masked everywhere and never exported, from "
                + "a variable of the process, a file or a command", repeats: true,
            .required("NAME=env:VARIABLE|file:PATH|cmd:COMMAND") {
                (arguments, text) throws(UsageError) in
                arguments.secrets.append(try .value(text, of: "--secret"))
            }),
        Option(
            "--dotenv", nil, .variables,
            help: "a file of NAME=VALUE lines: variables of the environment that are not exported, "
                + "and of the process; what is set there already counts before the file",
            repeats: true, .required("FILE") { $0.dotenvFiles.append($1) }),
    ]

    static let selectionOptions: [Option<RunArguments>] = [
        Option(
            "--folder", nil, .selection,
            help: "run only the folder or request of this name, id, or path as Folder/Request",
            repeats: true, .required(.item("NAME")) { $0.folders.append($1) }),
        Option(
            "--exclude-folder", nil, .selection,
            help:
                "do not run the folders and requests of this name, id or path, whatever else is said",
            repeats: true, .required(.item("NAME")) { $0.excludedFolders.append($1) }),
        Option(
            "--request-name", nil, .selection,
            help: "run only requests in whose name this regular expression is found: JavaScript's, "
                + "with (?i) at its start to ignore case",
            repeats: true, .required("REGEX") { $0.requestNames.append($1) }),
        Option(
            "--list", nil, .selection,
            help: "show what would run, in order, and send nothing", .none { $0.isListing = true }),
        Option(
            "--iteration-count", "n", .selection,
            help: "how often the requests are run (default: once for each data row, else once); "
                + "beyond the rows the last one is used again",
            .required("N") { (arguments, text) throws(UsageError) in
                arguments.iterationCount = try positive(text, "--iteration-count")
            }),
        Option(
            "--seed", nil, .selection,
            help: "make dynamic variables repeatable: the same number, the same values",
            .required("N") { (arguments, text) throws(UsageError) in
                arguments.seed = try seed(text)
            }),
    ]

    private static func assignment(_ text: String) -> Assignment {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return Assignment(key: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : nil)
    }

    private static func seed(_ text: String) throws(UsageError) -> UInt64 {
        guard let number = UInt64(text) else {
            throw UsageError(message: "'--seed' must be a whole number, not '\(text)'")
        }
        return number
    }
}
