extension Command {
    static let initialize = Command(
        name: "init", summary: "write posthaste.json and a CI workflow for the files that it finds",
        usage: "[--ci SERVICE]",
        about: [
            "Finds the collections and environments in this folder and below, and writes "
                + "posthaste.json, so that 'posthaste run' alone runs them. Adds to .gitignore "
                + "what a run writes.",
            "With --ci, also writes the file with which a CI service runs them. Files that exist "
                + "are kept, unless --force is given.",
        ],
        examples: ["posthaste init", "posthaste init --ci github"],
        exitCodes: [
            .init(.success, "done"), .init(.failed, "all files exist, or one cannot be written"),
            .usage, .init(.input, "no collection is found"),
        ],
        options: { InitArguments.options.map(\.label) },
        execute: { words in
            let parsed = try ArgumentParser(options: InitArguments.options)
                .parse(words, into: InitArguments())
            if parsed.arguments.wantsHelp { return try Help.show(about: ["init"]) }
            return try InitCommand(parsed).run()
        })
}
