extension RunArguments {
    static let scriptOptions: [Option<RunArguments>] = [
        Option(
            "--timeout-script", nil, .scripts,
            help: "the longest time of one script, as 500 (ms) or 5s (default none)",
            .optional(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.scripts.timeoutMilliseconds = try time(text, "--timeout-script")
            }),
        Option(
            "--script-memory", nil, .scripts,
            help: "how much memory scripts may use, as 512M or 2G; 0 for no limit (default 1G)",
            .required("SIZE") { (arguments, text) throws(UsageError) in
                arguments.scripts.memory = try size(text, "--script-memory")
            }),
        Option(
            "--vault-var", nil, .scripts,
            help:
                "a secret for pm.vault and {{vault:NAME}}, from a variable of the process, a file "
                + "or a command",
            repeats: true,
            .required("NAME=env:VARIABLE|file:PATH|cmd:COMMAND") {
                (arguments, text) throws(UsageError) in
                arguments.variables.vault.append(try .value(text, of: "--vault-var"))
            }),
        Option(
            "--module-path", nil, .scripts,
            help: "a folder with modules that scripts can require, in addition to 'node_modules' "
                + "next to the collection",
            repeats: true, .required("DIR") { $0.scripts.modulePaths.append($1) }),
    ]
}
