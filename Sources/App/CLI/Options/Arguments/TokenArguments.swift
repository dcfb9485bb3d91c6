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
    /// The key that the client authenticates with; without one the certificate's file has it.
    var key: String?
    /// The id of a key without a certificate.
    var keyID: String?
    var assertion: AssertionSource?
    /// The source of the token that is exchanged for another.
    var exchanged: AssertionSource?
    /// The key file of a Google service account.
    var serviceAccount: String?
    /// Whether somebody reads a device code that is printed without a terminal.
    var waitsForDeviceCode = false
    /// Whether `auth` prints JSON.
    var wantsJSON = false
    /// The folder of kept tokens: nil for the user's folder, `off` for none.
    var cache: String?
    var auditLog: String?
    var opensBrowser = true
    /// Whether `auth logout` removes the tokens of all collections.
    var meansAll = false

    /// Refuses options that would have no effect.
    func check() throws(UsageError) {
        let hasKey = certificate != nil || key != nil
        if secrets.keyPassphrase != nil, !hasKey {
            throw UsageError(
                message: "'--client-key-passphrase' is given without '--client-key'")
        }
        if keyID != nil, key == nil || certificate != nil {
            throw UsageError(
                message: "'--client-key-id' names a key without a certificate",
                help: ["give the key with '--client-key', and no '--client-certificate'"])
        }
        if assertion != nil, hasKey {
            let option = certificate == nil ? "--client-key" : "--client-certificate"
            throw UsageError(message: "'--client-assertion' and '\(option)' exclude each other")
        }
        if exchanged != nil, serviceAccount != nil {
            throw UsageError(message: "'--assertion' and '--service-account' exclude each other")
        }
    }
}
