extension HelpTopic {
    static var exitCodesText: [HelpBlock] {
        [.paragraph("The exit codes of each command.")]
            + Command.all.filter { !$0.exitCodes.isEmpty }.flatMap { command in
                [
                    .heading("posthaste \(command.name)"),
                    .entries(command.exitCodes.map { ($0.code, $0.meaning) }),
                ]
            }
    }

    static let configurationText: [HelpBlock] = [
        .paragraph(
            "JSON files can contain the options of 'run' and 'auth', under their long names in "
                + "camel "
                + "case without dashes, at the top level or under \"run\", which wins:"),
        .lines([
            "{",
            "  \"collection\": \"orders.json\",",
            "  \"environment\": \"contoso.json\",",
            "  \"envVar\": {\"company\": \"CRONUS\"},",
            "  \"reporters\": [\"cli\", \"junit\"],",
            "  \"reporter\": {\"junit\": {\"export\": \"junit.xml\"}},",
            "  \"timeoutRequest\": \"5s\",",
            "  \"strict\": true",
            "}",
        ]),
        .paragraph(
            "Switches are true or false. An option whose value is optional can be true. An "
                + "option that "
                + "can be given several times takes an array. A later file of this list wins "
                + "over an "
                + "earlier one, and the command line wins over all files. Only variables, such as "
                + "envVar, add up:"),
        .entries([
            ("/etc/postman/newmanrc", "Newman's file of this machine"),
            ("~/.postman/newmanrc", "Newman's file of this user"),
            (".newmanrc", "Newman's file in the working folder"),
            ("posthaste.json", "in the working folder; --config names another file"),
        ]),
        .paragraph(
            "Relative paths in posthaste.json start from its folder, those in Newman's files "
                + "from the "
                + "working folder. An unknown key is an error in posthaste.json, and a warning in "
                + "Newman's files. --no-config reads none of the files."),
    ]

    static let newmanText: [HelpBlock] = [
        .paragraph(
            "Put 'posthaste run' in place of 'newman run'. The options, the files and the reports "
                + "cli, json, junit and progress are the same; .newmanrc files are read."),
        .heading("What differs"),
        .entries([
            (
                "exit codes",
                "2 for a wrong command line, 3 for an unusable file, 4 for a missing token"
            ),
            (
                "junit",
                "errors are test cases, sums are right; --reporter-junit-layout newman has "
                    + "Newman's elements"
            ),
            ("json", "compact; --reporter-json-layout newman has Newman's members"),
            ("htmlextra", "'-r htmlextra' and its export option make the html report"),
            (
                "other reporters",
                "a reporter that Posthaste lacks is a warning, and the run goes on"
            ),
            ("secrets", "masked in all reports; --export-secrets keeps them in exports"),
            ("scripts", "a promise of a test is awaited; an error in a timer fails the run"),
        ]),
        .heading("Example"),
        .lines([
            "posthaste run orders.json -e contoso.json -r cli,junit --reporter-junit-export "
                + "junit.xml"
        ]),
    ]

    static let oauthText: [HelpBlock] = [
        .paragraph(
            "Posthaste obtains the OAuth 2.0 tokens that a collection asks for before it sends the "
                + "first request. If it cannot, it sends nothing and exits with 4."),
        .heading("Examples"),
        .lines([
            "# Sign in once; later runs use and refresh the token.",
            "posthaste auth login orders.json -e contoso.json",
            "# In CI: the client's own token, with the secret from a variable.",
            "posthaste run orders.json -e contoso.json --oauth2-grant client_credentials \\",
            "  --client-secret env:CLIENT_SECRET",
            "# What is wrong with this set-up?",
            "posthaste auth check orders.json -e contoso.json",
        ]),
    ]

    static var reportsText: [HelpBlock] {
        let reports: [(name: String, meaning: String)] = ReporterName.allCases.map {
            ($0.rawValue, $0.meaning)
        }
        let programs: [(name: String, meaning: String)] = [
            ("./PROGRAM", "any program, which reads the events as lines of JSON"),
            ("cmd:COMMAND", "the same for a shell command, the last word of the list"),
        ]
        return [
            .paragraph(
                "'-r' chooses the reports, and '--reporter-NAME-export' the file of one. Reports "
                    + "are written as the run proceeds, so even a killed run leaves complete "
                    + "files."),
            .entries(reports + programs),
            .paragraph(
                "A program ./my-report.sh gets '--reporter-my-report-OPTION VALUE' as its "
                    + "arguments '--OPTION VALUE': the ending of its name is left out. If it "
                    + "fails, the run fails."),
        ]
    }
}
