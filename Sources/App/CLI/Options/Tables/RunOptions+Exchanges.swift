extension RunArguments {
    static let exchangeOptions: [Option<RunArguments>] = [
        Option(
            "--har", nil, .reports,
            help: "write every exchange to an HTTP archive (HAR 1.2), which browsers read",
            .required(.file("FILE", ".har")) { $0.reports.exchanges.archive = $1 }),
        Option(
            "--curl", nil, .reports,
            help: "write a curl command for every request; secrets are variables of the shell",
            .required(.file("FILE", ".sh")) { $0.reports.exchanges.commands = $1 }),
        Option(
            "--save-responses", nil, .reports,
            help: "save the body of every response as a file in this folder",
            .required("DIR") { $0.reports.exchanges.responses = $1 }),
    ]
}
