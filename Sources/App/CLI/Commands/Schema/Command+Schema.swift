extension Command {
    /// `posthaste schema`.
    static let schema = Command(
        name: "schema", summary: "print the JSON Schema of a file", usage: "ACTION",
        about: [
            "Prints a JSON Schema, with which editors complete and check posthaste.json, and "
                + "programs the files that Posthaste writes."
        ],
        examples: [
            "posthaste schema config > posthaste.schema.json", "posthaste schema events",
        ],
        exitCodes: [.init(.success, "done"), .usage],
        actions: SchemaCommand.Subject.allCases.map(SchemaCommand.action))
}
