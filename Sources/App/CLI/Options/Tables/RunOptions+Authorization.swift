import OAuth2

extension RunArguments {
    static let authorizationOptions = grantOptions + tokenOptions

    private static let grantOptions: [Option<RunArguments>] = [
        Option(
            "--oauth2-grant", nil, .authorization,
            help: "the grant to obtain tokens with, instead of the file's: client_credentials, "
                + "authorization_code, device_code, implicit, password or refresh_token",
            .required(.choice("GRANT", OAuth2Grant.allCases.map(\.rawValue))) {
                (arguments, text) throws(UsageError) in
                arguments.tokens.overrides.grant = try grant(text)
            }),
        Option(
            "--client-certificate", nil, .authorization,
            help: "the certificate (PEM) that the client authenticates with, instead of a secret",
            .required("FILE") { $0.tokens.certificate = $1 }),
        Option(
            "--client-key", nil, .authorization,
            help: "the private key of --client-certificate, if it is in a file of its own",
            .required("FILE") { $0.tokens.key = $1 }),
        Option(
            "--client-key-passphrase", nil, .authorization,
            help: "the passphrase of that key",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokens.secrets.keyPassphrase = try .value(
                    text, of: "--client-key-passphrase")
            }),
        Option(
            "--client-assertion", nil, .authorization,
            help:
                "a token of another issuer that the client authenticates with, read again for each "
                + "use: github[:AUDIENCE], file:PATH, env:NAME or cmd:COMMAND",
            .required("SOURCE") { (arguments, text) throws(UsageError) in
                guard let source = AssertionSource(text) else {
                    throw UsageError(
                        message:
                            "'--client-assertion' must be github[:AUDIENCE], file:PATH, env:NAME "
                            + "or "
                            + "cmd:COMMAND, not '\(text)'")
                }
                arguments.tokens.assertion = source
            }),
        Option(
            "--auth-timeout", nil, .authorization,
            help: "how long to wait for a person to sign in, as 90 (seconds) or 5m (default 5m; a "
                + "link of 'auth url' 15m)",
            .required(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.tokens.overrides.signInTimeoutSeconds = try seconds(
                    text, "--auth-timeout")
            }),
        Option(
            "--callback-url", nil, .authorization,
            help: "the redirect URI to sign in with, instead of the file's",
            .required("URI") { $0.tokens.overrides.redirectURI = $1 }),
        Option(
            "--allow-insecure-http", nil, .authorization,
            help: "accept OAuth 2.0 addresses with plain http that are not on this machine",
            .none { $0.tokens.overrides.allowsInsecureHTTP = true }),
        Option(
            "--no-browser", nil, .authorization,
            help: "only print the sign-in address, and start no browser",
            .none { $0.tokens.opensBrowser = false }),
    ]

    private static let tokenOptions: [Option<RunArguments>] = [
        Option(
            "--access-token", nil, .authorization,
            help: "an access token to send, instead of obtaining one",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokens.secrets.accessToken = try .value(text, of: "--access-token")
            }),
        Option(
            "--refresh-token", nil, .authorization,
            help: "a refresh token to start with",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokens.secrets.refreshToken = try .value(text, of: "--refresh-token")
            }),
        Option(
            "--client-secret", nil, .authorization,
            help: "the client secret, instead of the file's",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokens.secrets.clientSecret = try .value(text, of: "--client-secret")
            }),
        Option(
            "--token-cache", nil, .authorization,
            help: "the folder to keep the tokens of sign-ins in, or off (default: the user's own "
                + "folder; off in CI services)",
            .required("DIR|off") { $0.tokens.cache = $1 }),
        Option(
            "--audit-log", nil, .authorization,
            help: "a file that gets a line of JSON for each attempt to obtain a token",
            .required("FILE") { $0.tokens.auditLog = $1 }),
    ]

    /// The seconds of a time, at least one.
    private static func seconds(_ text: String, _ option: String) throws(UsageError) -> Int {
        let milliseconds = try TimeSpelling.milliseconds(text, option, bareUnit: "s")
        if milliseconds >= 1000 { return milliseconds / 1000 }
        throw UsageError(message: "'\(option)' must be at least a second, not '\(text)'")
    }

    private static func grant(_ text: String) throws(UsageError) -> OAuth2Grant {
        if let grant = OAuth2Grant(name: text) { return grant }
        let names = OAuth2Grant.allCases.map(\.rawValue)
        throw UsageError(
            message:
                "'--oauth2-grant' must be one of \(names.joined(separator: ", ")), not '\(text)'",
            help: CommandSpelling.suggestion(for: text, among: names))
    }
}
