import Authentication

extension RunArguments {
    static let authorizationOptions: [Option<RunArguments>] = [
        Option(
            "--oauth2-grant", nil, .authorization,
            help: "the grant to get tokens by, in place of the file's: client_credentials, "
                + "authorization_code, device_code, password or refresh_token",
            .required("GRANT") { (arguments, text) throws(UsageError) in
                arguments.overrides.grant = try grant(text)
            }),
        Option(
            "--auth-timeout", nil, .authorization,
            help: "how long to wait for a person to sign in (default 300)",
            .required("SECONDS") { (arguments, text) throws(UsageError) in
                arguments.overrides.signInTimeoutSeconds = try positive(text, "--auth-timeout")
            }),
        Option(
            "--no-browser", nil, .authorization,
            help: "print the sign-in address only, and start no browser",
            .none { $0.opensBrowser = false }),
    ]

    private static func grant(_ text: String) throws(UsageError) -> OAuth2Grant {
        if let grant = OAuth2Grant(name: text) { return grant }
        let names = OAuth2Grant.allCases.map(\.rawValue)
        throw UsageError(
            message:
                "'--oauth2-grant' must be one of \(names.joined(separator: ", ")), not '\(text)'",
            help: CommandSpelling.suggestion(for: text, among: names))
    }
}
