import MockServer

/// The arguments of `posthaste mock`.
struct MockArguments {
    var environment: String?
    var postmanAPIKey: String?
    var port: UInt16 = 0
    var tokenLifetimeSeconds = 3600
    var failure: MockFailure?
    var isVerbose = false
    var wantsHelp = false

    /// The options of `posthaste mock`.
    static let options: [Option<MockArguments>] = [
        Option(
            "--environment", "e", .input,
            help: "the environment with the OAuth 2.0 client to accept",
            .required(.file("FILE|URL|ID|-", ".json")) { $0.environment = $1 }),
        Option(
            "--postman-api-key", nil, .input,
            help: "the key to fetch a collection or environment from Postman by its id; env:NAME "
                + "and file:PATH keep it off the command line",
            .required("KEY") { $0.postmanAPIKey = $1 }),
        Option(
            "--port", nil, .server, help: "the port to listen on (default: any that is free)",
            .required("N") { (arguments, text) throws(UsageError) in
                guard let port = UInt16(text) else {
                    throw UsageError(message: "'--port' must be from 0 to 65535, not '\(text)'")
                }
                arguments.port = port
            }),
        Option(
            "--token-lifetime", nil, .server, help: "how long tokens are valid (default 3600)",
            .required("SECONDS") { (arguments, text) throws(UsageError) in
                arguments.tokenLifetimeSeconds = try RunArguments.positive(
                    text, "--token-lifetime")
            }),
        Option(
            "--fail", nil, .server,
            help: "refuse every token request: with a code, any number of Entra such as "
                + "AADSTS50011, or a status from 400 to 599; the codes are "
                + MockFailure.names.joined(separator: ", "),
            .required(.choice("ERROR", MockFailure.names)) {
                (arguments, text) throws(UsageError) in
                guard let failure = MockFailure(text) else {
                    throw UsageError(
                        message: "'--fail' does not know '\(text)'",
                        help: [
                            "the codes are " + MockFailure.names.joined(separator: ", "),
                            "or give a number of Entra, such as AADSTS50011, or a status from 400 "
                                + "to 599",
                        ])
                }
                arguments.failure = failure
            }),
        Option(
            "--verbose", nil, .general, help: "print each request and its status",
            .none { $0.isVerbose = true }),
        Option("--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true }),
    ]
}
