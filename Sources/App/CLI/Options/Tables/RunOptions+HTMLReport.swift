import Reporting

extension RunArguments {
    static let htmlReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-html-export", nil, .reports,
            help:
                "where the HTML report goes: a file, a folder, or - for standard output (default: "
                + "a new file in the folder 'reports')",
            .optional(.file("FILE|-", ".html")) { $0.reports.paths[.html] = $1 }),
        Option(
            "--reporter-html-title", nil, .reports,
            help: "the title of the HTML report (default: the name of the collection)",
            .required("TEXT") { $0.reports.html.title = $1 }),
        Option(
            "--reporter-html-bodies", nil, .reports,
            help: "which bodies the HTML report contains: none, failed (those of failed requests) "
                + "or all (default all)",
            .required(.choice(of: HTMLReport.Options.Bodies.self)) {
                (arguments, text) throws(UsageError) in
                arguments.reports.html.bodies = try .choice(text, "--reporter-html-bodies")
            }),
        Option(
            "--reporter-html-body-size", nil, .reports,
            help: "the most of one body that the HTML report contains (default 64K)",
            .required("SIZE") { (arguments, text) throws(UsageError) in
                arguments.reports.html.bodySize = try size(text, "--reporter-html-body-size")
            }),
        Option(
            "--reporter-html-omit-headers", nil, .reports,
            help: "leave the headers of requests and responses out of the HTML report",
            .none { $0.reports.html.omitsHeaders = true }),
        Option(
            "--reporter-html-omit-request-bodies", nil, .reports,
            help: "leave the bodies of requests out of the HTML report",
            .none { $0.reports.html.omitsRequestBodies = true }),
        Option(
            "--reporter-html-omit-response-bodies", nil, .reports,
            help: "leave the bodies of responses out of the HTML report",
            .none { $0.reports.html.omitsResponseBodies = true }),
        Option(
            "--reporter-html-omit-all-headers-and-body", nil, .reports,
            help: "leave all headers and bodies out of the HTML report",
            .none { arguments in
                arguments.reports.html.omitsHeaders = true
                arguments.reports.html.omitsRequestBodies = true
                arguments.reports.html.omitsResponseBodies = true
            }),
    ]
}
