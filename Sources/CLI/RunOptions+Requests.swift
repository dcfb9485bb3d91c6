extension RunArguments {
    static let requestOptions: [Option<RunArguments>] = [
        Option(
            "--insecure", "k", .requests, help: "do not verify the certificates of servers",
            .none { $0.isInsecure = true }),
        Option(
            "--timeout-request", nil, .requests,
            help:
                "the longest time in milliseconds to connect, and of silence after (default none)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.requestTimeoutMilliseconds = try count(text, "--timeout-request")
            }),
        Option(
            "--timeout-script", nil, .requests,
            help: "the longest time in milliseconds of one script (default none)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.scriptTimeoutMilliseconds = try count(text, "--timeout-script")
            }),
    ]
}
