import HTTPModel

/// The end of a sign-in.
extension OAuth2TokenProvider {
    /// What came of signing out.
    public enum SignOut: Sendable, Hashable {
        /// There was nothing to forget.
        case nothingKept
        /// The token is forgotten here; the server offers no more.
        case forgotten
        /// The server has taken it back, too.
        case revoked
        /// The token is forgotten here, and the server still takes it.
        case notRevoked(AuthenticationError)
    }

    /// Forgets the token that is kept, and has the server take it back where that can be asked for.
    public func signOut(
        _ configuration: OAuth2Configuration
    ) throws(AuthenticationError) -> SignOut {
        guard let store, let name = configuration.storeName else { return .nothingKept }
        let lock = try lock(configuration)
        defer { lock?.release() }
        guard let stored = store.token(name) else { return .nothingKept }
        store.remove(name)
        entries[configuration.key] = nil
        do throws(AuthenticationError) {
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

    /// Where tokens are taken back; Microsoft's servers have no such place.
    private func revocationEndpoint(
        _ tokenURL: EndpointURL
    ) throws(AuthenticationError) -> EndpointURL? {
        guard MicrosoftLogin.version(of: tokenURL) == nil,
            let named = try endpoint.metadata(of: tokenURL)?.revocationEndpoint
        else { return nil }
        return try EndpointURL(
            named, key: "revocation_endpoint",
            allowsInsecureHTTP: tokenURL.parts.scheme == "http")
    }
}
