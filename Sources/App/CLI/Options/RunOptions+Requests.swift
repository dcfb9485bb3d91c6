extension RunArguments {
    static let requestOptions: [Option<RunArguments>] = [
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
            "--delay-request", nil, .requests,
            help: "wait so many milliseconds before each request of the collection",
            .optional("MS") { (arguments, text) throws(UsageError) in
                arguments.delayMilliseconds = try optionalCount(text, "--delay-request")
            }),
    ]
}
