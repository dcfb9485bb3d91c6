import Reporting

extension RunArguments {
    static let htmlReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-html-export", nil, .reports,
            help: "where the HTML report goes (default: a file in the folder 'newman')",
            .optional(.file("FILE", ".html")) { $0.reportPaths[.html] = $1 }),
        Option(
            "--reporter-html-title", nil, .reports,
            help: "the headline of the HTML report (default: the collection's name)",
            .required("TEXT") { $0.htmlReport.title = $1 }),
        Option(
            "--reporter-html-bodies", nil, .reports,
            help: "which bodies the HTML report holds: none, those of requests that failed, or all "
                + "(default all)",
            .required(.choice(of: HTMLReport.Options.Bodies.self)) {
                (arguments, text) throws(UsageError) in
                arguments.htmlReport.bodies = try .choice(text, "--reporter-html-bodies")
            }),
        Option(
            "--reporter-html-body-size", nil, .reports,
            help: "how much of a body the HTML report holds (default 64K)",
            .required("SIZE") { (arguments, text) throws(UsageError) in
                arguments.htmlReport.bodySize = try size(text, "--reporter-html-body-size")
            }),
        Option(
            "--reporter-html-omit-headers", nil, .reports,
            help: "leave the headers of requests and responses out of the HTML report",
            .none { $0.htmlReport.omitsHeaders = true }),
    ]
}
