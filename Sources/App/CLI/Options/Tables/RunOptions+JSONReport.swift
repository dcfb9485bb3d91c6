import Reporting

extension RunArguments {
    static let jsonReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-json-export", nil, .reports,
            help:
                "where the JSON report goes: a file, a folder, or - for standard output (default: "
                + "a new file in the folder 'reports'); several collections have a file each: "
                + "FILE-1, FILE-2 and so on",
            .optional(.file("FILE|-", ".json")) { $0.reports.paths[.json] = $1 }),
        Option(
            "--reporter-json-bodies", nil, .reports,
            help: "which bodies the JSON report contains: none, failed (those of failed requests) "
                + "or all (default failed)",
            .required(.choice(of: JSONReport.Options.Bodies.self)) {
                (arguments, text) throws(UsageError) in
                arguments.reports.json.bodies = try .choice(text, "--reporter-json-bodies")
            }),
        Option(
            "--reporter-json-layout", nil, .reports,
            help:
                "newman: Newman's members, with all bodies (those of responses as byte buffers in "
                + "'stream') and whole items, for tools that read Newman's file (default compact)",
            .required(.choice(of: JSONReport.Options.Layout.self)) {
                (arguments, text) throws(UsageError) in
                arguments.reports.json.layout = try .choice(text, "--reporter-json-layout")
            }),
        Option(
            "--reporter-json-structure", nil, .reports,
            help: "the name that Postman's command line has for --reporter-json-layout",
            .required(.choice(of: JSONReport.Options.Layout.self)) {
                (arguments, text) throws(UsageError) in
                arguments.reports.json.layout = try .choice(text, "--reporter-json-structure")
            }),
        Option(
            "--reporter-json-omit-request-bodies", nil, .reports,
            help: "leave the bodies of requests out of the JSON report",
            .none { $0.reports.json.omitsRequestBodies = true }),
        Option(
            "--reporter-json-omit-response-bodies", nil, .reports,
            help: "leave the bodies of responses out of the JSON report",
            .none { $0.reports.json.omitsResponseBodies = true }),
        Option(
            "--reporter-json-omit-headers", nil, .reports,
            help: "leave the headers of requests and responses out of the JSON report",
            .none { $0.reports.json.omitsHeaders = true }),
        Option(
            "--reporter-json-omit-all-headers-and-body", nil, .reports,
            help: "leave all headers and bodies out of the JSON report",
            .none { arguments in
                arguments.reports.json.omitsHeaders = true
                arguments.reports.json.omitsRequestBodies = true
                arguments.reports.json.omitsResponseBodies = true
            }),
    ]
}
