import Reporting

extension RunArguments {
    static let jsonReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-json-export", nil, .reports,
            help: "where the JSON report goes (default: a file in the folder 'newman'); of several "
                + "collections each has its own, FILE-1, FILE-2 and so on",
            .optional(.file("FILE", ".json")) { $0.reportPaths[.json] = $1 }),
        Option(
            "--reporter-json-bodies", nil, .reports,
            help: "which bodies the JSON report keeps: none, those of requests where something "
                + "failed, or all (default failed)",
            .required(.choice(of: JSONReport.Options.Bodies.self)) {
                (arguments, text) throws(UsageError) in
                arguments.jsonReport.bodies = try .choice(text, "--reporter-json-bodies")
            }),
        Option(
            "--reporter-json-layout", nil, .reports,
            help: "newman: all bodies, those of responses as buffers of bytes in 'stream', and "
                + "whole items, for tools that read them in Newman's file (default compact)",
            .required(.choice(of: JSONReport.Options.Layout.self)) {
                (arguments, text) throws(UsageError) in
                arguments.jsonReport.layout = try .choice(text, "--reporter-json-layout")
            }),
    ]
}
