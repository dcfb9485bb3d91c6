extension RunArguments {
    static let requestOptions: [Option<RunArguments>] = [
        Option(
            "--insecure", "k", .requests, help: "do not verify the certificates of servers",
            .none { $0.isInsecure = true }),
        Option(
            "--working-dir", nil, .requests,
            help:
                "the folder that relative paths of files in bodies start from (default: this one)",
            .required("DIR") { $0.workingDirectory = $1 }),
        Option(
            "--no-insecure-file-read", nil, .requests,
            help: "send no file in a body that lies outside the working directory",
            .none { $0.confinesBodyFiles = true }),
        Option(
            "--ignore-redirects", nil, .requests,
            help: "do not follow redirects, where the collection does not ask for it",
            .none { $0.ignoresRedirects = true }),
        Option(
            "--timeout-request", nil, .requests,
            help:
                "the longest time in milliseconds to connect, and of silence after (default none)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.requestTimeoutMilliseconds = try count(text, "--timeout-request")
            }),
    ]
}
