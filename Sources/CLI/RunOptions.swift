import Authentication

extension RunArguments {
    /// The options of `posthaste run`, spelled and meant as Newman's where Newman has them.
    static let options: [Option<RunArguments>] =
        inputOptions + selectionOptions + requestOptions + authorizationOptions + reportOptions
        + generalOptions

    private static let inputOptions: [Option<RunArguments>] = [
        Option(
            "--environment", "e", .input,
            help: "the environment: a file, an address, or - for standard input",
            .required("FILE|URL|-") { $0.environment = $1 }),
        Option(
            "--globals", "g", .input, help: "the globals, likewise",
            .required("FILE|URL|-") { $0.globals = $1 }),
        Option(
            "--env-var", nil, .input,
            help: "set a variable of the environment; may be given several times",
            .required("KEY=VALUE") { $0.environmentVariables.append(assignment($1)) }),
        Option(
            "--global-var", nil, .input,
            help: "set a global variable; may be given several times",
            .required("KEY=VALUE") { $0.globalVariables.append(assignment($1)) }),
    ]

    private static let selectionOptions: [Option<RunArguments>] = [
        Option(
            "--folder", nil, .selection,
            help: "run only the folder or request of this name or id; may be given several times",
            .required("NAME") { $0.folders.append($1) }),
        Option(
            "--iteration-count", "n", .selection,
            help: "how often the requests are run (default 1)",
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

    private static let requestOptions: [Option<RunArguments>] = [
        Option(
            "--insecure", "k", .requests, help: "do not verify the certificates of servers",
            .none { $0.isInsecure = true }),
        Option(
            "--timeout-request", nil, .requests,
            help:
                "the longest time in milliseconds to connect, and of silence after (default none)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.requestTimeoutMilliseconds = try count(text, "--timeout-request")
            }),
        Option(
            "--timeout-script", nil, .requests,
            help: "the longest time in milliseconds of one script (default none)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.scriptTimeoutMilliseconds = try count(text, "--timeout-script")
            }),
    ]

    private static let authorizationOptions: [Option<RunArguments>] = [
        Option(
            "--oauth2-grant", nil, .authorization,
            help: "the grant to get tokens by, in place of the file's: client_credentials, "
                + "authorization_code, password or refresh_token",
            .required("GRANT") { (arguments, text) throws(UsageError) in
                arguments.overrides.grant = try grant(text)
            }),
        Option(
            "--auth-timeout", nil, .authorization,
            help: "how long to wait for a person to sign in (default 300)",
            .required("SECONDS") { (arguments, text) throws(UsageError) in
                arguments.overrides.signInTimeoutSeconds = try positive(text, "--auth-timeout")
            }),
        Option(
            "--no-browser", nil, .authorization,
            help: "print the sign-in address only, and start no browser",
            .none { $0.opensBrowser = false }),
    ]

    private static let reportOptions: [Option<RunArguments>] = [
        Option(
            "--reporters", "r", .reports, help: "the reports to make: cli, junit (default cli)",
            .required("LIST") { (arguments, text) throws(UsageError) in
                arguments.reporters = try reporters(text)
            }),
        Option(
            "--reporter-junit-export", nil, .reports,
            help: "where the JUnit report goes (default: a file in the folder 'newman')",
            .required("FILE") { $0.junitPath = $1 }),
        Option(
            "--color", nil, .reports, help: "when to use colours: auto, on or off (default auto)",
            .required("WHEN") { (arguments, text) throws(UsageError) in
                arguments.color = try color(text)
            }),
        Option(
            "--verbose", nil, .reports,
            help: "show bodies, sizes and timings of every exchange, and how tokens were got",
            .none { $0.isVerbose = true }),
        Option(
            "--suppress-exit-code", "x", .reports, help: "exit with 0 although something failed",
            .none { $0.suppressesExitCode = true }),
    ]

    private static let generalOptions: [Option<RunArguments>] = [
        Option("--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true })
    ]

    // MARK: Values

    private static func assignment(_ text: String) -> Assignment {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return Assignment(key: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : nil)
    }

    private static func positive(_ text: String, _ name: String) throws(UsageError) -> Int {
        guard let number = Int(text), number > 0 else {
            throw UsageError(message: "'\(name)' must be a whole number above 0, not '\(text)'")
        }
        return number
    }

    private static func count(_ text: String, _ name: String) throws(UsageError) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw UsageError(message: "'\(name)' must be a whole number, not '\(text)'")
        }
        return number
    }

    private static func seed(_ text: String) throws(UsageError) -> UInt64 {
        guard let number = UInt64(text) else {
            throw UsageError(message: "'--seed' must be a whole number, not '\(text)'")
        }
        return number
    }

    private static func grant(_ text: String) throws(UsageError) -> OAuth2Grant {
        if let grant = OAuth2Grant(name: text) { return grant }
        let names = OAuth2Grant.allCases.map(\.rawValue)
        throw UsageError(
            message:
                "'--oauth2-grant' must be one of \(names.joined(separator: ", ")), not '\(text)'",
            help: CommandSpelling.suggestion(for: text, among: names))
    }

    private static func color(_ text: String) throws(UsageError) -> Color {
        if let color = Color(rawValue: text) { return color }
        throw UsageError(message: "'--color' must be auto, on or off, not '\(text)'")
    }

    private static func reporters(_ text: String) throws(UsageError) -> [ReporterName] {
        var names: [ReporterName] = []
        for word in text.split(separator: ",") {
            let trimmed = word.filter { $0 != " " }
            guard let name = ReporterName(rawValue: trimmed) else { throw unknownReporter(trimmed) }
            if !names.contains(name) { names.append(name) }
        }
        if names.isEmpty { throw UsageError(message: "'--reporters' names no report") }
        return names
    }

    private static func unknownReporter(_ name: String) -> UsageError {
        let known = ReporterName.allCases.map(\.rawValue)
        return UsageError(
            message: "there is no reporter '\(name)'",
            help: CommandSpelling.suggestion(for: name, among: known) + [
                "the reporters are \(known.joined(separator: " and "))"
            ])
    }
}
