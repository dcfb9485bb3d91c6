import HTTPModel

/// Tokens that outlive the run, and the record of how they were got.
extension OAuth2TokenProvider {
    /// The token that is kept for a configuration, its secrets told.
    func stored(_ configuration: OAuth2Configuration) -> OAuth2Token? {
        guard let name = configuration.storeName, let stored = store?.token(name),
            stored.belongs(to: configuration)
        else { return nil }
        observer.secret(stored.token.accessToken)
        if let refreshToken = stored.token.refreshToken { observer.secret(refreshToken) }
        return stored.token
    }

    /// Uses a token of an earlier run, or of another process.
    func reuse(
        _ token: OAuth2Token, _ configuration: OAuth2Configuration,
        _ key: OAuth2Configuration.Key
    ) -> Entry {
        let entry = Entry(token: token, isReused: true)
        entries[key] = entry
        var summary = TokenSummary(token, configuration)
        summary.start(at: environment.now())
        observer.note(.reused(summary))
        return entry
    }

    /// Waits until no other process renews the token; nil where it is not kept.
    func lock(
        _ configuration: OAuth2Configuration
    ) throws(AuthenticationError) -> (any TokenLock)? {
        guard let store, let name = configuration.storeName else { return nil }
        return try store.lock(name)
    }

    /// Keeps a token, whose lock is held.
    func save(_ token: OAuth2Token, _ configuration: OAuth2Configuration) {
        guard let name = configuration.storeName, let store else { return }
        store.save(StoredToken(token, configuration, before: store.token(name)), name)
    }

    /// Forgets a refresh token that the server refuses; the token itself is used up.
    func dropRefreshToken(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key
    ) {
        entries[key]?.token.refreshToken = nil
        guard let name = configuration.storeName, let store, var stored = store.token(name),
            stored.belongs(to: configuration)
        else { return }
        stored.token.refreshToken = nil
        if stored.token.isAlive(at: environment.now()) {
            store.save(stored, name)
        } else {
            store.remove(name)
        }
    }

    /// Tells of an attempt to get a token, and what came of it.
    func audited(
        _ configuration: OAuth2Configuration, isRefresh: Bool,
        _ body: () throws(AuthenticationError) -> OAuth2Token
    ) throws(AuthenticationError) -> OAuth2Token {
        func report(_ result: TokenAcquisition.Result) {
            observer.acquisition(
                TokenAcquisition(
                    time: environment.now(), owner: configuration.owner,
                    grant: configuration.grant, host: configuration.tokenURL.parts.host,
                    clientID: configuration.client.id, requestedScope: configuration.scope,
                    result: result))
        }
        do {
            let token = try body()
            let summary = TokenSummary(token, configuration)
            report(isRefresh ? .refreshed(summary) : .acquired(summary))
            return token
        } catch {
            report(.failed(error, isRefresh: isRefresh))
            throw error
        }
    }
}
