import OAuth2

extension RunArguments {
    static let authorizationOptions =
        grantOptions + clientOptions + signInOptions + tokenOptions

    private static let grantOptions: [Option<RunArguments>] = [
        Option(
            "--oauth2-grant", nil, .authorization,
            help: "the grant to obtain tokens with, instead of the file's: "
                + OAuth2Grant.allCases.map(\.rawValue).joined(separator: ", "),
            .required(.choice("GRANT", OAuth2Grant.allCases.map(\.rawValue))) {
                (arguments, text) throws(UsageError) in
                arguments.tokens.overrides.grant = try grant(text)
            }),
        Option(
            "--issuer", nil, .authorization,
            help: "the issuer whose metadata name the endpoints, instead of the file's",
            redirects: true, .required("URL") { $0.tokens.overrides.issuer = $1 }),
        Option(
            "--assertion", nil, .authorization,
            help: "the token that the grants jwt_bearer and token_exchange exchange for another: "
                + AssertionSource.spellings,
            .required("SOURCE") { (arguments, text) throws(UsageError) in
                arguments.tokens.exchanged = try source(text, "--assertion")
            }),
        Option(
            "--service-account", nil, .authorization,
            help: "the key file (JSON) of a Google service account, which signs for a token",
            .required(.file("FILE", ".json")) { $0.tokens.serviceAccount = $1 }),
        Option(
            "--use-token", nil, .authorization,
            help: "the token to send: access_token (default) or id_token",
            .required(.choice("TOKEN", ["access_token", "id_token"])) {
                (arguments, text) throws(UsageError) in
                arguments.tokens.overrides.usesIDToken = try isIDToken(text)
            }),
        Option(
            "--dpop", nil, .authorization,
            help: "bind tokens to a key of this run, which each request proves to have (DPoP)",
            .none { $0.tokens.overrides.usesDPoP = true }),
        Option(
            "--allow-insecure-http", nil, .authorization,
            help: "accept OAuth 2.0 addresses with plain http that are not on this machine",
            redirects: true, .none { $0.tokens.overrides.allowsInsecureHTTP = true }),
    ]

    private static let clientOptions: [Option<RunArguments>] = [
        Option(
            "--client-secret", nil, .authorization,
            help: "the client secret, instead of the file's",
            .required("env:NAME|file:PATH|-") { (arguments, text) throws(UsageError) in
                arguments.tokens.secrets.clientSecret = try .value(text, of: "--client-secret")
            }),
        Option(
            "--client-certificate", nil, .authorization,
            help: "the certificate (PEM) that the client authenticates with, instead of a secret",
            .required("FILE") { $0.tokens.certificate = $1 }),
        Option(
            "--client-key", nil, .authorization,
            help: "the private key that the client authenticates with; with --client-certificate, "
                + "its key, if it is in a file of its own",
            .required("FILE") { $0.tokens.key = $1 }),
        Option(
            "--client-key-id", nil, .authorization,
            help: "the id (kid) of a key without a certificate",
            .required("KID") { $0.tokens.keyID = $1 }),
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
                + "use: " + AssertionSource.spellings,
            .required("SOURCE") { (arguments, text) throws(UsageError) in
                arguments.tokens.assertion = try source(text, "--client-assertion")
            }),
    ]

    private static let signInOptions: [Option<RunArguments>] = [
        Option(
            "--login-hint", nil, .authorization,
            help: "the account that the sign-in page suggests, as anna@contoso.com",
            .required("USER") { $0.tokens.overrides.loginHint = $1 }),
        Option(
            "--prompt", nil, .authorization,
            help: "what the sign-in page asks: select_account, login, consent or none",
            .required("WORD") { $0.tokens.overrides.prompt = $1 }),
        Option(
            "--device-code-wait", nil, .authorization,
            help: "print device codes without a terminal too, and wait: somebody reads the log",
            .none { $0.tokens.waitsForDeviceCode = true }),
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
            "--token-cache", nil, .authorization,
            help: "the folder to keep the tokens of sign-ins in, or off (default: the user's own "
                + "folder; off in CI services)",
            redirects: true, .required("DIR|off") { $0.tokens.cache = $1 }),
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

    private static func source(
        _ text: String, _ option: String
    ) throws(UsageError) -> AssertionSource {
        if let source = AssertionSource(text) { return source }
        throw UsageError(
            message: "'\(option)' must be one of \(AssertionSource.spellings), not '\(text)'")
    }

    private static func isIDToken(_ text: String) throws(UsageError) -> Bool {
        switch text {
        case "id_token": return true
        case "access_token": return false
        default:
            throw UsageError(
                message: "'--use-token' must be access_token or id_token, not '\(text)'")
        }
    }
}
