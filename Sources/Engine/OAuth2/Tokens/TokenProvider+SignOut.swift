import HTTPModel

/// The end of a sign-in.
extension TokenProvider {
    /// The result of signing out.
    public enum SignOut: Sendable, Hashable {
        /// No token was stored.
        case nothingKept
        /// The token is removed here; the server offers no revocation.
        case forgotten
        /// The server has revoked it, too.
        case revoked
        /// The token is removed here, but the server still accepts it.
        case notRevoked(OAuth2Error)
    }

    /// Removes the stored token, and asks the server to revoke it if the server supports that.
    public func signOut(
        _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> SignOut {
        guard let store, let name = configuration.storeName else { return .nothingKept }
        let lock = try lock(configuration)
        defer { lock?.release() }
        guard let stored = store.token(name) else { return .nothingKept }
        store.remove(name)
        entries[configuration.key] = nil
        do throws(OAuth2Error) {
            guard let url = try revocationEndpoint(configuration.tokenURL) else {
                return .forgotten
            }
            let token = stored.token.refreshToken ?? stored.token.accessToken
            var form = TokenForm(endpoint: url, stage: .revocation, extras: [])
            let hint = stored.token.refreshToken == nil ? "access_token" : "refresh_token"
            form.fields = [("token", token), ("token_type_hint", hint)]
            form.alwaysNamesClient = true
            form.secrets = [token]
            try endpoint.revoke(form, client: configuration.client)
            return .revoked
        } catch {
            return .notRevoked(error.owned(by: configuration.owner))
        }
    }

    /// Returns the revocation endpoint; Microsoft's servers have none.
    private func revocationEndpoint(
        _ tokenURL: EndpointURL
    ) throws(OAuth2Error) -> EndpointURL? {
        guard MicrosoftLogin.version(of: tokenURL) == nil,
            let named = try endpoint.metadata(of: tokenURL)?.revocationEndpoint
        else { return nil }
        return try EndpointURL(
            named, key: "revocation_endpoint",
            allowsInsecureHTTP: tokenURL.parts.scheme == "http")
    }
}
