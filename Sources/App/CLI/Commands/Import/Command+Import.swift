extension Command {
    /// `posthaste import`.
    static let `import` = Command(
        name: "import", summary: "make a collection of curl commands or a recording",
        usage: "ACTION FILE|- [OPTION...]",
        about: [
            "Makes a collection of what people have: command lines for curl, or the recording of a "
                + "browser's requests. What a collection has no place for is listed, and so are "
                + "secrets."
        ],
        examples: ImportArguments.Source.allCases.map(\.example),
        exitCodes: [
            .init(.success, "done"), .init(.failed, "the output exists or cannot be written"),
            .usage, .input, .missingLibrary,
        ],
        actions: ImportArguments.Source.allCases.map(ImportCommand.command))
}
