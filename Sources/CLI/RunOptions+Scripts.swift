extension RunArguments {
    static let scriptOptions: [Option<RunArguments>] = [
        Option(
            "--timeout-script", nil, .scripts,
            help: "the longest time in milliseconds of one script (default none)",
            .optional("MS") { (arguments, text) throws(UsageError) in
                arguments.scriptTimeoutMilliseconds = try optionalCount(text, "--timeout-script")
            }),
        Option(
            "--script-memory", nil, .scripts,
            help: "how much memory scripts may use, as 512M or 2G; 0 for no limit (default 1G)",
            .required("SIZE") { (arguments, text) throws(UsageError) in
                arguments.scriptMemory = try size(text, "--script-memory")
            }),
        Option(
            "--vault-var", nil, .scripts,
            help: "a secret for pm.vault and {{vault:NAME}}, from a variable of the process's "
                + "environment or from a file", repeats: true,
            .required("NAME=env:VARIABLE|file:PATH") { (arguments, text) throws(UsageError) in
                arguments.vault.append(try secret(text))
            }),
        Option(
            "--module-path", nil, .scripts,
            help:
                "a folder with modules that scripts can require, beside 'node_modules' next to "
                + "the collection", repeats: true,
            .required("DIR") { $0.modulePaths.append($1) }),
    ]

    /// A secret is never on the command line, where others can read it, and so its text is not shown.
    private static func secret(_ text: String) throws(UsageError) -> VaultSecret {
        let parts = text.split(separator: "=", maxSplits: 1)
        if parts.count == 2, let source = SecretSource(String(parts[1])), source != .standardInput {
            return VaultSecret(name: String(parts[0]), source: source)
        }
        throw UsageError(
            message: "'--vault-var' must be NAME=env:VARIABLE or NAME=file:PATH",
            help: ["the secret itself has no place on a command line, where others can read it"])
    }
}
