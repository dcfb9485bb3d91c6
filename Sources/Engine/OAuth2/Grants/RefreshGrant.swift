/// The refresh grant (RFC 6749 §6).
enum RefreshGrant {
    static func tokenForm(_ configuration: OAuth2Configuration, refreshToken: String) -> TokenForm {
        var form = TokenForm(
            endpoint: configuration.refresh.url, stage: .refresh,
            extras: configuration.refresh.parameters)
        form.fields = [("grant_type", "refresh_token"), ("refresh_token", refreshToken)]
        form.addScopeIfVersion2(configuration.scope)
        form.alwaysNamesClient = true
        form.secrets = [refreshToken]
        return form
    }
}
