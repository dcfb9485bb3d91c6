extension RunArguments {
    static let requestOptions: [Option<RunArguments>] = [
        Option(
            "--working-dir", nil, .requests,
            help: "the folder that relative paths of files in bodies start from (default: the "
                + "current one)",
            .required("DIR") { $0.requests.workingDirectory = $1 }),
        Option(
            "--no-insecure-file-read", nil, .requests,
            help: "send no file in a body that is outside of the working directory",
            .none { $0.requests.confinesBodyFiles = true }),
        Option(
            "--ignore-redirects", nil, .requests,
            help: "do not follow redirects, unless the collection asks for it",
            .none { $0.requests.ignoresRedirects = true }),
        Option(
            "--delay-request", nil, .requests,
            help: "wait this long before each request of the collection, as 200 (ms) or 1s",
            .optional(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.requests.delayMilliseconds = try time(text, "--delay-request")
            }),
        Option(
            "--trace-context", nil, .requests,
            help: "send a header 'traceparent' with each request, so that the servers' traces "
                + "belong to the run's",
            .none { $0.requests.areTraced = true }),
    ]
}
