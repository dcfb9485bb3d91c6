extension HelpTopic {
    static let postmanCLIText: [HelpBlock] = [
        .paragraph(
            "Put 'posthaste run' in place of 'postman collection run'. Collections are files, "
                + "folders of format 3, or ids with --postman-api-key. No sign-in is needed, and "
                + "nothing is sent to Postman's cloud."),
        .heading("The same"),
        .entries([
            ("-e, -g, -d, -n", "environment, globals, data and iterations; YAML files too"),
            ("-i, --item", "folders and requests by name, id or path, in the given order"),
            ("--bail, -x, -k", "as in Newman"),
            ("--env-var, --global-var", "variables for one run"),
            ("-r cli,json,junit,html", "reports, for collections of format 3 as well"),
            ("--reporter-json-structure newman", "Newman's members in the JSON report"),
            (
                "--reporter-NAME-omitRequestBodies",
                "and omitResponseBodies, omitHeaders, omitAllHeadersAndBody, for json and html"
            ),
        ]),
        .heading("Different"),
        .entries([
            ("OAuth 2.0", "tokens are obtained before the first request: 'posthaste auth'"),
            ("postman login", "not needed; --postman-api-key is for collections by id"),
            (
                "--integration-id, --report-events, --workspace",
                "accepted, with a note that they have no effect"
            ),
            ("postman collection migrate", "'posthaste convert FILE --to v3'"),
            ("postman collection lint", "'posthaste check', for environments as well"),
            ("relative paths of files", "from --working-dir, or the current folder"),
            ("gRPC, WebSocket, MQTT and others", "listed as skipped"),
            ("exit codes", "2 for a wrong line, 3 for a file, 4 for a token"),
        ]),
        .heading("Example"),
        .lines([
            "posthaste run postman/collections/Shop -e postman/environments/Contoso"
                + ".environment.yaml -i Orders"
        ]),
    ]
}
