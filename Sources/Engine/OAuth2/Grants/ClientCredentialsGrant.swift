/// The client credentials grant (RFC 6749 §4.4): the client acts for itself.
enum ClientCredentialsGrant {
    static func tokenForm(_ configuration: OAuth2Configuration) -> TokenForm {
        var form = TokenForm(
            endpoint: configuration.tokenURL, stage: .token(.clientCredentials),
            extras: configuration.tokenParameters)
        form.fields = [("grant_type", "client_credentials")]
        form.addScope(configuration.scope)
        return form
    }
}
