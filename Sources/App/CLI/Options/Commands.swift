/// The commands.
extension Command {
    /// The names of all commands, in the order of the help.
    enum Name: String, CaseIterable {
        case run, check, env, report, auth, mock, convert, `import`, schema, `init`, trust, help,
            completions, man, version

        /// The command of this name alone.
        var command: Command {
            switch self {
            case .run: .run
            case .check: .check
            case .env: .env
            case .report: .report
            case .auth: .auth
            case .mock: .mock
            case .convert: .convert
            case .`init`: .initialize
            case .import: .import
            case .schema: .schema
            case .trust: .trust
            case .help: .help
            case .completions: .completions
            case .man: .man
            case .version: .version
            }
        }
    }

    /// All commands, in the order of the help.
    static let all = Name.allCases.map(\.command)

    private static let collection: ValueShape = .file("FILE|URL|ID|-", ".json")
    private static let collectionWords =
        "COLLECTION is a file, an http(s) address, a Postman id, or - for standard input."

    static let run = Command(
        name: "run", summary: "run a collection", usage: "COLLECTION... [OPTION...]",
        about: [
            "Runs the requests of a Postman collection in order, with their scripts and tests.",
            collectionWords
                + " Several collections run one after the other. Each starts from the same "
                + "files. They share "
                + "the reports and the exit code, which is the highest.",
            "Configuration files can contain options too: see 'posthaste help configuration'.",
        ],
        examples: [
            "posthaste run orders.json -e contoso.json",
            "posthaste run orders.json -e contoso.json --secret clientSecret=env:SECRET",
            "posthaste run orders.json -e contoso.json --folder \"Sales/New order\" --bail",
            "posthaste run orders.json -e contoso.json -r cli,junit --reporter-junit-export "
                + "junit.xml",
            "posthaste run orders.json -e contoso.json --oauth2-grant client_credentials",
            "posthaste run orders.json -e contoso.json -d customers.csv --strict",
        ],
        exitCodes: [
            .init(.success, "all passed"),
            .init(
                .failed,
                "a request, a script, an assertion or a threshold failed, a report cannot be "
                    + "written, or --strict found a warning (-x makes this 0)"),
            .usage, .input, .token, .missingLibrary, .interrupted,
        ],
        operand: { collection }, options: { RunArguments.options.map(\.label) },
        commonOptions: [
            "--environment", "--globals", "--iteration-data", "--iteration-count", "--env-var",
            "--secret", "--folder", "--list", "--reporters", "--reporter-junit-export",
            "--reporter-html-export", "--bail", "--timeout-request", "--insecure", "--verbose",
        ],
        execute: { words in
            try RunCommand.run(words)
        })

    static let report = Command(
        name: "report", summary: "make reports from the events of runs",
        usage: "[merge] STREAM... [OPTION...]",
        about: [
            "Makes reports from the event streams of runs: of a run that was killed, of one that "
                + "is still "
                + "running, or of several runs together, such as the jobs of a CI matrix.",
            "STREAM is a file that 'posthaste run --reporter-events-export FILE' wrote, or - for "
                + "standard input. If the streams are those of shards (--shard), every shard that "
                + "is missing counts as a failed run.",
        ],
        examples: [
            "posthaste report events.jsonl",
            "posthaste report merge shard-*.jsonl -r cli,junit --reporter-junit-export "
                + "junit.xml",
            "posthaste run orders.json --reporter-events-export - | posthaste report -",
        ],
        exitCodes: [
            .init(.success, "all passed"),
            .init(.failed, "a run failed, or did not finish (-x makes this 0)"),
            .usage, .init(.input, "a stream cannot be read"), .missingLibrary, .interrupted,
        ],
        operand: { .file("merge|FILE|-", ".jsonl") },
        options: { RunArguments.reportCommandOptions.map(\.label) },
        execute: { words in
            let parsed = try RunArguments.read(words, RunArguments.reportCommandOptions)
            if parsed.arguments.wantsHelp { return try Help.show(about: ["report"]) }
            return try ReportCommand(parsed).run()
        })

    static let auth = Command(
        name: "auth", summary: "sign in, share a link, print a token",
        usage: "ACTION COLLECTION [OPTION...]",
        about: [
            "Obtains, keeps and tests the OAuth 2.0 tokens of a collection, without running it.",
            "A run with the same files uses the tokens obtained here.",
        ],
        examples: [
            "posthaste auth login orders.json -e contoso.json",
            "posthaste auth url orders.json -e contoso.json > link.txt",
            "posthaste auth complete orders.json -e contoso.json < answer.txt",
        ],
        exitCodes: authExitCodes, options: { RunArguments.authOptions.map(\.label) },
        actions: AuthAction.allCases.map(action))

    private static let authExitCodes: [ExitCodeMeaning] = [
        .init(.success, "done"), .init(.failed, "something else failed"),
        .usage, .input, .token, .missingLibrary, .interrupted,
    ]

    private static func action(_ action: AuthAction) -> Command {
        Command(
            name: "auth " + action.rawValue, summary: action.meaning,
            usage: (action.mayLackCollection ? "[COLLECTION]" : "COLLECTION") + " [OPTION...]",
            about: [action.meaning.prefix(1).uppercased() + action.meaning.dropFirst() + "."],
            examples: [action.example], exitCodes: authExitCodes, operand: { collection },
            options: { RunArguments.authOptions(of: action).map(\.label) },
            execute: { words in
                let parsed = try RunArguments.read(
                    words, RunArguments.authOptions(of: action),
                    takesCollection: !action.mayLackCollection)
                if parsed.arguments.wantsHelp {
                    return try Help.show(about: ["auth", action.rawValue])
                }
                return try AuthCommand(action, parsed).execute()
            })
    }

    static let mock = Command(
        name: "mock", summary: "serve the saved responses of a collection",
        usage: "COLLECTION [OPTION...]",
        about: [
            "Serves the saved responses of a collection on this machine, and issues OAuth 2.0 "
                + "tokens.",
            collectionWords,
        ],
        examples: [
            "posthaste mock orders.json --port 8080",
            "curl -H 'x-mock-response-code: 404' http://127.0.0.1:8080/orders/7",
        ],
        exitCodes: [
            .init(.success, "a signal ended it"), .init(.failed, "the server cannot start"),
            .usage, .input, .missingLibrary,
        ],
        operand: { collection }, options: { MockArguments.options.map(\.label) },
        execute: { words in
            let parsed = try ArgumentParser(options: MockArguments.options)
                .parse(words, into: MockArguments())
            if parsed.arguments.wantsHelp { return try Help.show(about: ["mock"]) }
            return try MockCommand(parsed).run()
        })

    static let convert = Command(
        name: "convert", summary: "write a collection or environment in another form",
        usage: "COLLECTION|ENVIRONMENT --to v3|v2.1 [OPTION...]",
        about: [
            "Converts a collection, an environment or globals: v1, v2.0, v2.1 and v3 can be read, "
                + "v2.1 and v3 written.",
            "COLLECTION is a file, a folder of format 3, an http(s) address, or - for standard "
                + "input. What the other form has no place for is listed.",
        ],
        examples: [
            "posthaste convert orders.json --to v3 -o postman/collections/Orders",
            "posthaste convert postman/collections/Orders --to v2.1 -o orders.json",
        ],
        exitCodes: [
            .init(.success, "done"), .init(.failed, "the output exists or cannot be written"),
            .usage, .input, .missingLibrary,
        ],
        operand: { collection }, options: { ConvertArguments.options.map(\.label) },
        execute: { words in
            let parsed = try ArgumentParser(options: ConvertArguments.options)
                .parse(words, into: ConvertArguments())
            if parsed.arguments.wantsHelp { return try Help.show(about: ["convert"]) }
            return try ConvertCommand(parsed).run()
        })

    static let help = Command(
        name: "help", summary: "show all options of a command, or what one option does",
        usage: "[--markdown] [COMMAND [TOPIC]|OPTION|TOPIC]",
        about: [
            "Explains a command, an option, or a topic: "
                + HelpTopic.allCases.map(\.word).joined(separator: ", ") + ".",
            "--markdown prints the same as Markdown, for documents: 'posthaste help --markdown run "
                + "network' is the table of the network options of 'run'.",
        ],
        examples: [
            "posthaste help run", "posthaste help auth login", "posthaste help run network",
            "posthaste help --iteration-data", "posthaste help exit-codes",
        ],
        operand: { .choice("COMMAND", all.map(\.word) + HelpTopic.allCases.map(\.word)) },
        execute: { words in try Help.show(about: words) })

    static let completions = Command(
        name: "completions", summary: "print a script that completes command lines in a shell",
        usage: Shell.allCases.map(\.rawValue).joined(separator: "|"),
        about: [
            "Prints a script with which a shell completes the command lines of posthaste.",
            "The script asks 'posthaste completions -- WORD...' for the words that can replace "
                + "the last one.",
        ],
        examples: Shell.allCases.map(\.installation) + ["source <(posthaste completions bash)"],
        operand: { .choice(of: Shell.self) }, execute: CompletionsCommand.run)

    static let man = Command(
        name: "man", summary: "print the manual page", usage: "",
        about: ["Prints all of this help as a manual page."],
        examples: [
            "posthaste man | man -l -",
            "posthaste man > ~/.local/share/man/man1/posthaste.1",
        ],
        execute: { words in
            try refuseWords(after: "man", words)
            return Help.show(ManPage.text)
        })

    private static func refuseWords(
        after command: String, _ words: [String]
    ) throws(UsageError) {
        guard let word = words.first else { return }
        throw UsageError(message: "'\(command)' takes no arguments, but '\(word)' is given")
    }

    static let version = Command(
        name: "version", summary: "show the version", usage: "",
        execute: { words in
            try refuseWords(after: "version", words)
            return Help.show(Version.text + "\n")
        })
}
