/// What the help tells of beside commands and options.
enum HelpTopic: String, CaseIterable {
    case configuration
    case exitCodes = "exit-codes"

    /// The text, a paragraph or a block of lines each.
    var text: [HelpBlock] {
        switch self {
        case .configuration: Self.configurationText
        case .exitCodes:
            [.paragraph("What the process returns to whoever started it.")]
                + Command.all.filter { !$0.exitCodes.isEmpty }.flatMap { command in
                    [
                        .heading("posthaste \(command.name)"),
                        .entries(command.exitCodes.map { ($0.code, $0.meaning) }),
                    ]
                }
        }
    }

    private static let configurationText: [HelpBlock] = [
        .paragraph(
            "The options of 'run' and 'auth' may stand in files of JSON, under their long names in camel "
                + "case, without dashes in front, at the top level or under \"run\", which wins:"),
        .lines([
            "{",
            "  \"collection\": \"orders.json\",",
            "  \"environment\": \"contoso.json\",",
            "  \"envVar\": {\"company\": \"CRONUS\"},",
            "  \"reporters\": [\"cli\", \"junit\"],",
            "  \"reporter\": {\"junit\": {\"export\": \"junit.xml\"}},",
            "  \"timeoutRequest\": 5000,",
            "  \"strict\": true",
            "}",
        ]),
        .paragraph(
            "Switches are true or false, a value that may be left out may be true, and options that may be "
                + "given several times take arrays. Of these files, what a later one says wins, and the "
                + "command line wins over all; only variables as envVar add up:"),
        .entries([
            ("/etc/postman/newmanrc", "Newman's, of this machine"),
            ("~/.postman/newmanrc", "Newman's, of this user"),
            (".newmanrc", "Newman's, of the working folder"),
            ("posthaste.json", "of the working folder, or the file of --config instead"),
        ]),
        .paragraph(
            "Relative paths in posthaste.json start from its folder, those in Newman's files from the "
                + "working folder. A key that there is not is an error in posthaste.json, and a warning in "
                + "Newman's files. --no-config reads none of the files."),
    ]
}
