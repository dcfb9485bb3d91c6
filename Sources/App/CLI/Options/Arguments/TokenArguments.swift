import OAuth2

/// Where OAuth 2.0 tokens come from, and where they are kept.
struct TokenArguments {
    /// The secrets among the overrides, by their source.
    struct Secrets: Equatable {
        var accessToken: SecretSource?
        var refreshToken: SecretSource?
        var clientSecret: SecretSource?
        var keyPassphrase: SecretSource?

        /// Those that are given.
        var all: [SecretSource] {
            [accessToken, refreshToken, clientSecret, keyPassphrase].compactMap(\.self)
        }
    }

    var overrides = OAuth2Overrides()
    var secrets = Secrets()
    /// The certificate that the client authenticates with.
    var certificate: String?
    /// The key of that certificate.
    var key: String?
    var assertion: AssertionSource?
    /// The folder of kept tokens: nil for the user's folder, `off` for none.
    var cache: String?
    var auditLog: String?
    var opensBrowser = true
    /// Whether `auth logout` removes the tokens of all collections.
    var meansAll = false

    /// Refuses options that would have no effect.
    func check() throws(UsageError) {
        if key != nil, certificate == nil {
            throw UsageError(
                message: "'--client-key' is given without '--client-certificate'",
                help: ["the server also needs the certificate that the key belongs to"])
        }
        if secrets.keyPassphrase != nil, certificate == nil {
            throw UsageError(
                message: "'--client-key-passphrase' is given without '--client-certificate'")
        }
        if assertion != nil, certificate != nil {
            throw UsageError(
                message: "'--client-assertion' and '--client-certificate' exclude each other")
        }
    }
}
