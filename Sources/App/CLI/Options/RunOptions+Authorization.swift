import Authentication

extension RunArguments {
    static let authorizationOptions = grantOptions + tokenOptions

    private static let grantOptions: [Option<RunArguments>] = [
        Option(
            "--oauth2-grant", nil, .authorization,
            help: "the grant to get tokens by, in place of the file's: client_credentials, "
                + "authorization_code, device_code, implicit, password or refresh_token",
            .required(.choice("GRANT", OAuth2Grant.allCases.map(\.rawValue))) {
                (arguments, text) throws(UsageError) in
                arguments.overrides.grant = try grant(text)
            }),
        Option(
            "--client-certificate", nil, .authorization,
            help:
                "the certificate (PEM) that proves who the OAuth 2.0 client is, in place of a secret",
            .required("FILE") { $0.assertionCertificate = $1 }),
        Option(
            "--client-key", nil, .authorization,
            help: "the private key of --client-certificate, where it is in a file of its own",
            .required("FILE") { $0.assertionKey = $1 }),
        Option(
            "--client-key-passphrase", nil, .authorization,
            help: "the passphrase of that key",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokenSecrets.keyPassphrase = try .value(
                    text, of: "--client-key-passphrase")
            }),
        Option(
            "--client-assertion", nil, .authorization,
            help: "a token of somebody else's that proves who the client is, got for each use: "
                + "github[:AUDIENCE], file:PATH, env:NAME or cmd:COMMAND",
            .required("SOURCE") { (arguments, text) throws(UsageError) in
                guard let source = AssertionSource(text) else {
                    throw UsageError(
                        message:
                            "'--client-assertion' must be github[:AUDIENCE], file:PATH, env:NAME or "
                            + "cmd:COMMAND, not '\(text)'")
                }
                arguments.clientAssertion = source
            }),
        Option(
            "--auth-timeout", nil, .authorization,
            help:
                "how long to wait for a person to sign in (default 300; a link of 'auth url' 900)",
            .required("SECONDS") { (arguments, text) throws(UsageError) in
                arguments.overrides.signInTimeoutSeconds = try positive(text, "--auth-timeout")
            }),
        Option(
            "--callback-url", nil, .authorization,
            help: "the redirect URI to sign in with, in place of the file's",
            .required("URI") { $0.overrides.redirectURI = $1 }),
        Option(
            "--allow-insecure-http", nil, .authorization,
            help: "take OAuth 2.0 addresses with plain http that are not on this machine",
            .none { $0.overrides.allowsInsecureHTTP = true }),
        Option(
            "--no-browser", nil, .authorization,
            help: "print the sign-in address only, and start no browser",
            .none { $0.opensBrowser = false }),
    ]

    private static let tokenOptions: [Option<RunArguments>] = [
        Option(
            "--access-token", nil, .authorization,
            help: "an access token to send as it is, in place of getting one",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokenSecrets.accessToken = try .value(text, of: "--access-token")
            }),
        Option(
            "--refresh-token", nil, .authorization,
            help: "a refresh token to start with",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokenSecrets.refreshToken = try .value(text, of: "--refresh-token")
            }),
        Option(
            "--client-secret", nil, .authorization,
            help: "the client secret, in place of the file's",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokenSecrets.clientSecret = try .value(text, of: "--client-secret")
            }),
        Option(
            "--token-cache", nil, .authorization,
            help:
                "the folder that tokens of sign-ins are kept in, or off (default: the user's own; "
                + "off in CI services)",
            .required("DIR|off") { $0.tokenCache = $1 }),
        Option(
            "--audit-log", nil, .authorization,
            help: "a file to add a line of JSON to for each attempt to get a token",
            .required("FILE") { $0.auditLog = $1 }),
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
