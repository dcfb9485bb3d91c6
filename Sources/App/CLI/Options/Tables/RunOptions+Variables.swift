extension RunArguments {
    static let variableOptions: [Option<RunArguments>] = [
        Option(
            "--env-var", nil, .variables,
            help: "set a variable of the environment", repeats: true,
            .required("KEY=VALUE") { (arguments, text) throws(UsageError) in
                arguments.variables.environment.append(try assignment(text, "--env-var"))
            }),
        Option(
            "--global-var", nil, .variables,
            help: "set a global variable", repeats: true,
            .required("KEY=VALUE") { (arguments, text) throws(UsageError) in
                arguments.variables.globals.append(try assignment(text, "--global-var"))
            }),
        Option(
            "--collection-var", nil, .variables,
            help: "set a variable of the collection", repeats: true,
            .required("KEY=VALUE") { (arguments, text) throws(UsageError) in
                arguments.variables.collection.append(try assignment(text, "--collection-var"))
            }),
        Option(
            "--secret", nil, .variables,
            help: "a variable of the environment that is masked everywhere and never exported; its "
                + "value comes from a variable of the process, a file or a command",
            repeats: true,
            .required("NAME=env:VARIABLE|file:PATH|cmd:COMMAND") {
                (arguments, text) throws(UsageError) in
                arguments.variables.secrets.append(try .value(text, of: "--secret"))
            }),
        Option(
            "--secrets-from", nil, .variables,
            help: "many such variables at once: a file (JSON or NAME=VALUE lines, also encrypted "
                + "by SOPS or age), a folder with a file for each, the variables of the process "
                + "that begin with PREFIX, or what a command prints; {environment} in it is the "
                + "name of the environment's file",
            repeats: true,
            .required("FILE|DIR|env-prefix:PREFIX|cmd:COMMAND") {
                (arguments, text) throws(UsageError) in
                arguments.variables.secretSources.append(try SecretsSource(text))
            }),
        Option(
            "--dotenv", nil, .variables,
            help:
                "a file of NAME=VALUE lines: variables of the environment, never exported, and of "
                + "the process; those that the process already has win over the file",
            repeats: true, .required("FILE") { $0.variables.dotenvFiles.append($1) }),
    ]

    private static func assignment(
        _ text: String, _ option: String
    ) throws(UsageError) -> VariableAssignment {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw UsageError(
                message: "'\(option)' must be KEY=VALUE",
                // Not with the text, which may be a secret.
                help: ["for an empty value: '\(option) KEY='"])
        }
        return VariableAssignment(
            key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }
}
