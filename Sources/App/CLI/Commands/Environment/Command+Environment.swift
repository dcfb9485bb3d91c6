extension Command {
    /// `posthaste env`.
    static let env = Command(
        name: "env", summary: "show, compare and change environment files",
        usage: "ACTION FILE... [OPTION...]",
        about: [
            "Works on environment files, in JSON and in YAML. Values of secrets are never shown."
        ],
        examples: EnvironmentArguments.Action.allCases.map(\.example),
        exitCodes: [
            .init(.success, "done"),
            .init(.failed, "'diff' found a name that a file lacks, or a file cannot be changed"),
            .usage, .input, .missingLibrary,
        ],
        actions: EnvironmentArguments.Action.allCases.map(EnvironmentCommand.command))
}
