import CollectionModel

extension RunArguments {
    static let inputOptions: [Option<RunArguments>] = [
        Option(
            "--environment", "e", .input,
            help: "the environment: a file, an address, a Postman id, or - for standard input; "
                + "several are layers, and a later one wins",
            repeats: true,
            .required(.file("FILE|URL|ID|-", ".json")) { $0.inputs.environments.append($1) }),
        Option(
            "--globals", "g", .input, help: "the globals: a file, an address, or -",
            .required(.file("FILE|URL|-", ".json")) { $0.inputs.globals = $1 }),
        Option(
            "--iteration-data", "d", .input,
            help:
                "data rows, JSON or CSV: one iteration for each row, with its values as variables",
            .required(.file("FILE|URL|-", ".json", ".csv")) { $0.inputs.iterationData = $1 }),
        Option(
            "--data-types", nil, .input,
            help: "the type of unquoted values of a CSV file: 'numbers' if they look like numbers "
                + "(default, as in Newman: 007 becomes 7), or 'strings' always",
            .required(.choice(of: IterationData.Types.self)) {
                (arguments, text) throws(UsageError) in
                arguments.inputs.dataTypes = try .choice(text, "--data-types")
            }),
        Option(
            "--data-delimiter", nil, .input,
            help:
                "the character between the values of a CSV file: one of ASCII, 'tab', or 'auto' to "
                + "find comma, semicolon or tab in the first line, or a line 'sep=' (default auto)",
            .required(.choice("CHARACTER", ["auto", "tab", ",", ";"])) {
                (arguments, text) throws(UsageError) in
                arguments.inputs.dataDelimiter = try delimiter(text)
            }),
        Option(
            "--cookie-jar", nil, .input,
            help: "cookies to start with, as --export-cookie-jar and Newman write them",
            .required(.file("FILE|URL|-", ".json")) { $0.inputs.cookieJar = $1 }),
        Option(
            "--isolated", nil, .input,
            help: "of a collection of format 3, run a folder or request without the "
                + "authorization, scripts and variables of the folders around it",
            .none { $0.inputs.folders.isIsolated = true }),
        Option(
            "--allow-broken-files", nil, .input,
            help: "run a collection of format 3 without its files that cannot be read, with a "
                + "warning for each",
            .none { $0.inputs.folders.allowsBrokenFiles = true }),
        Option(
            "--postman-api-key", nil, .input,
            help: "the key to fetch a collection or environment from Postman by its id; env:NAME "
                + "and file:PATH keep it off the command line",
            .required("KEY") { $0.inputs.postmanAPIKey = $1 }),
    ]

    private static func delimiter(_ text: String) throws(UsageError) -> IterationData.Delimiter {
        switch text {
        case "auto": return .automatic
        case "tab", "\\t": return .character(UInt8(ascii: "\t"))
        default: break
        }
        let excluded: Set<UInt8> = [0x0A, 0x0D, 0x20, UInt8(ascii: "\"")]
        if let byte = text.utf8.first, text.utf8.count == 1, !excluded.contains(byte) {
            return .character(byte)
        }
        throw UsageError(
            message:
                "'--data-delimiter' must be one ASCII character other than a quotation mark or a "
                + "blank, 'tab', or 'auto', not '\(text)'")
    }
}
