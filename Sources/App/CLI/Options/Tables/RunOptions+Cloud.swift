import Diagnostics

extension RunArguments {
    /// Options of Postman's command line that are about its cloud; they are accepted, so that a
    /// line of a pipeline can stay as it is, and have no effect.
    static let cloudOptions: [Option<RunArguments>] = [
        Option(
            "--integration-id", nil, .input,
            help: "accepted for lines of Postman's command line; nothing is sent to its cloud",
            .required("ID") { arguments, _ in
                arguments.cloudOptions.append("--integration-id")
            }),
        Option(
            "--report-events", nil, .input,
            help: "accepted for lines of Postman's command line; nothing is sent to its cloud",
            .none { $0.cloudOptions.append("--report-events") }),
        Option(
            "--workspace", nil, .input,
            help: "accepted for lines of Postman's command line; nothing is sent to its cloud",
            .required("ID") { arguments, _ in arguments.cloudOptions.append("--workspace") }),
    ]

    /// Says which options have no effect because they are about Postman's cloud.
    func noteCloudOptions() {
        if cloudOptions.isEmpty { return }
        let names = cloudOptions.map { "'\($0)'" }.joined(separator: ", ")
        Console(color: terminal.color).report(
            Diagnostic(.note, "nothing is sent to Postman's cloud: \(names) has no effect"))
    }
}
