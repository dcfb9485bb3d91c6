/// The password grant (RFC 6749 §4.3), which RFC 9700 forbids and Postman still offers.
enum PasswordGrant {
    static func tokenForm(
        _ configuration: OAuth2Configuration, username: String, password: String
    ) -> TokenForm {
        var form = TokenForm(
            endpoint: configuration.tokenURL, stage: .token(.password),
            extras: configuration.tokenParameters)
        form.fields = [
            ("grant_type", "password"), ("username", username), ("password", password),
        ]
        form.addScope(configuration.scope)
        form.secrets = [password]
        return form
    }
}
