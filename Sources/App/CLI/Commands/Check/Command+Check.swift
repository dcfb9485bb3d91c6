extension Command {
    /// `posthaste check`.
    static let check = Command(
        name: "check", summary: "find mistakes and secrets in files, without running them",
        usage: "[COLLECTION...] [OPTION...]",
        about: [
            "Reads collections and environments, and reports what is wrong with file, line and "
                + "column: malformed files, undefined and unused variables, what one tenant's "
                + "environment lacks, literal secrets, OAuth 2.0 mistakes, scripts that cannot be "
                + "parsed, duplicate names, and files that do not exist. Nothing is sent.",
            "COLLECTION is a file, a folder of format 3, an environment on its own, or a folder "
                + "with any of them. Without one, the files of posthaste.json are checked. The "
                + "file itself is checked in any case.",
            "Accepted findings can be listed in posthaste.json: {\"check\": {\"ignore\": "
                + "[\"unused-variable=legacy*\"]}}. No secret is printed.",
        ],
        examples: [
            "posthaste check .", "posthaste check orders.json --each-environment environments",
            "posthaste check orders.json -e contoso.json --fail-on warning",
            "posthaste check . --format sarif > posthaste.sarif",
        ],
        exitCodes: [
            .init(.success, "nothing was found that fails the check"),
            .init(.failed, "there are findings, of the severity of --fail-on or above"),
            .usage, .init(.input, "a file that is named does not exist or cannot be opened"),
            .missingLibrary,
        ],
        operand: { .file("COLLECTION", ".json") }, options: { CheckArguments.options.map(\.label) },
        execute: { words in
            let parsed = try ArgumentParser(options: CheckArguments.options)
                .parse(words, into: CheckArguments())
            if parsed.arguments.wantsHelp { return try Help.show(about: ["check"]) }
            return try CheckCommand(parsed).run()
        })
}
