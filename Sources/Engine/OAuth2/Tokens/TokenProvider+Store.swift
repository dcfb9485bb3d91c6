import HTTPModel

/// Tokens that outlive the run, and the record of how they were obtained.
extension TokenProvider {
    /// Returns the stored token of a configuration, after reporting its secrets.
    func stored(_ configuration: OAuth2Configuration) -> OAuth2Token? {
        guard let name = configuration.storeName, let stored = store?.token(name),
            stored.belongs(to: configuration)
        else { return nil }
        observer.secret(stored.token.accessToken)
        for secret in [stored.token.refreshToken, stored.token.idToken] {
            if let secret { observer.secret(secret) }
        }
        return stored.token
    }

    /// Uses a token of an earlier run, or of another process.
    func reuse(
        _ token: OAuth2Token, _ configuration: OAuth2Configuration,
        _ key: OAuth2Configuration.Key, isLocked: Bool = false
    ) -> Entry {
        let entry = Entry(token: token, isReused: true)
        entries[key] = entry
        noteUse(of: configuration, isLocked: isLocked)
        var summary = TokenSummary(token, configuration)
        summary.start(at: environment.now())
        observer.note(.reused(summary))
        return entry
    }

    /// Adds this collection and environment to the names of a stored token.
    private func noteUse(of configuration: OAuth2Configuration, isLocked: Bool) {
        guard let name = configuration.storeName, let store, var known = store.token(name),
            known.add(use)
        else { return }
        // Another process may renew the token at this moment.
        let lock = isLocked ? nil : try? self.lock(configuration)
        defer { lock?.release() }
        guard isLocked || lock != nil, var stored = store.token(name), stored.add(use) else {
            return
        }
        store.save(stored, name)
    }

    /// Waits until no other process renews the token; nil if it is not kept.
    func lock(
        _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> (any TokenLock)? {
        guard let store, let name = configuration.storeName else { return nil }
        return try store.lock(name)
    }

    /// Stores a token, whose lock is held unless it is from a grant.
    func save(_ token: OAuth2Token, _ configuration: OAuth2Configuration) {
        guard let name = configuration.storeName, let store else { return }
        store.save(StoredToken(token, configuration, before: store.token(name), use: use), name)
    }

    /// Removes a refresh token that the server refuses; the access token is used until it expires.
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

    /// Reports an attempt to obtain a token, and its result.
    func audited(
        _ configuration: OAuth2Configuration, isRefresh: Bool,
        _ body: () throws(OAuth2Error) -> OAuth2Token
    ) throws(OAuth2Error) -> OAuth2Token {
        var tenant = MicrosoftLogin.tenant(of: configuration.tokenURL)
        func report(_ result: TokenAcquisition.Result) {
            observer.acquisition(
                TokenAcquisition(
                    time: environment.now(), owner: configuration.owner,
                    grant: configuration.grant, host: configuration.tokenURL.parts.host,
                    clientID: configuration.client.id, requestedScope: configuration.scope,
                    use: use, tenant: tenant, result: result))
        }
        do {
            let token = try body()
            tenant = TokenIdentity(token).tenant ?? tenant
            let summary = TokenSummary(token, configuration)
            report(isRefresh ? .refreshed(summary) : .acquired(summary))
            return token
        } catch {
            report(.failed(error, isRefresh: isRefresh))
            throw error
        }
    }
}
