extension Command {
    static let initialize = Command(
        name: "init", summary: "write posthaste.json and a CI workflow for the files that it finds",
        usage: "[--ci SERVICE]",
        about: [
            "Finds the collections and environments in this folder and below, and writes "
                + "posthaste.json into this folder. After that, 'posthaste run' needs no "
                + "arguments: it runs the collections and writes a JUnit and an HTML report into "
                + "reports/. If there are several environments, it needs -e or "
                + "--each-environment; init prints the line.",
            "It also writes posthaste.schema.json, with which editors complete and check "
                + "posthaste.json, and adds reports/ and .env to .gitignore.",
            "With --ci, it writes the file of a CI service in addition: "
                + "\(Workflow.Service.allCases.map(\.path).joined(separator: ", ")).",
            "Files that exist stay as they are; --force replaces them.",
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
