public import HTTPModel

/// Gets tokens, shares them between the requests of a run, and renews them before they expire.
///
/// One belongs to one run and lives on its thread. There is one token for each distinct resolved
/// configuration; a failure that will not pass is remembered too, so that nobody is asked twice.
public final class OAuth2TokenProvider {
    /// A token at hand.
    struct Entry {
        var token: OAuth2Token
        /// The server refused the token, whatever its age.
        var isRejected = false
        /// Renewing failed; the token is used up before it is tried again.
        var isLast = false
        /// It was kept from an earlier run.
        var isReused = false
    }

    let endpoint: TokenEndpoint
    let environment: AuthenticationEnvironment
    let interaction: (any AuthorizationInteraction)?
    let observer: AuthenticationObserver
    /// Where tokens outlive the run; nil where they do not.
    public let store: TokenStore?
    var entries: [OAuth2Configuration.Key: Entry] = [:]
    private var failures: [OAuth2Configuration.Key: AuthenticationError] = [:]

    /// Makes a provider; without an interaction nobody can sign in, without a store nothing is kept.
    public init(
        transport: any HTTPTransport, transferOptions: TransferOptions,
        environment: AuthenticationEnvironment, interaction: (any AuthorizationInteraction)? = nil,
        store: TokenStore? = nil, observer: AuthenticationObserver = AuthenticationObserver()
    ) {
        endpoint = TokenEndpoint(
            transport: transport, options: transferOptions, environment: environment,
            observer: observer)
        self.environment = environment
        self.interaction = interaction
        self.observer = observer
        self.store = store
    }

    /// A token that can be used now: the one at hand, or a new one.
    public func token(
        for configuration: OAuth2Configuration
    ) throws(AuthenticationError) -> OAuth2Token {
        let key = configuration.key
        do throws(AuthenticationError) {
            if let failure = failures[key] { throw failure }
            guard let entry = entries[key] else { return try first(configuration, key) }
            let now = environment.now()
            if !entry.isRejected {
                if entry.isLast, entry.token.isAlive(at: now) { return entry.token }
                if !entry.token.needsRenewal(at: now) { return entry.token }
            }
            return try renew(entry, configuration, key)
        } catch {
            throw error.owned(by: configuration.owner)
        }
    }

    /// Gets a token by the grant, whatever is at hand or kept.
    public func signIn(
        _ configuration: OAuth2Configuration
    ) throws(AuthenticationError) -> OAuth2Token {
        if configuration.grant == .refreshToken { return try token(for: configuration) }
        do throws(AuthenticationError) {
            if configuration.grant.needsPerson, store == nil {
                throw AuthenticationError(.noStore)
            }
            if configuration.grant.usesBrowser, let obstacle {
                throw AuthenticationError(
                    .needsPerson(SignInNeed(grant: configuration.grant, obstacle: obstacle)))
            }
            return try keep(configuration) { () throws(AuthenticationError) in
                try grantedToken(configuration, after: nil)
            }
        } catch {
            throw error.owned(by: configuration.owner)
        }
    }

    /// Tells that the server refused a token, so that the next request gets another.
    public func invalidate(_ accessToken: String, of configuration: OAuth2Configuration) {
        let key = configuration.key
        guard entries[key]?.token.accessToken == accessToken else { return }
        entries[key]?.isRejected = true
    }

    /// Whether another token can be had without asking a person.
    func renewsSilently(_ configuration: OAuth2Configuration) -> Bool {
        !configuration.grant.needsPerson
            || entries[configuration.key]?.token.refreshToken != nil
    }

    /// Forgets a token of an earlier run that the server refuses and that nothing can replace, so that
    /// the next run asks for another.
    func forget(_ accessToken: String, of configuration: OAuth2Configuration) {
        guard let entry = entries[configuration.key], entry.isReused,
            entry.token.accessToken == accessToken, let name = configuration.storeName
        else { return }
        store?.remove(name)
    }

    private func first(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key
    ) throws(AuthenticationError) -> OAuth2Token {
        if let stored = stored(configuration), stored.isAlive(at: environment.now()) {
            let entry = reuse(stored, configuration, key)
            if !stored.needsRenewal(at: environment.now()) { return stored }
            return try renew(entry, configuration, key)
        }
        do {
            return try renew(configuration, key, refreshToken: configuration.refresh.token)
        } catch {
            let hasAskedPerson =
                configuration.grant.needsPerson && configuration.refresh.token == nil
            if !error.isTransient || hasAskedPerson { failures[key] = error }
            throw error
        }
    }

    /// Renews a token; the one at hand bridges a failure as long as it is alive.
    private func renew(
        _ entry: Entry, _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key
    ) throws(AuthenticationError) -> OAuth2Token {
        do {
            return try renew(configuration, key, refreshToken: entry.token.refreshToken)
        } catch {
            if !entry.isRejected, entry.token.isAlive(at: environment.now()) {
                entries[key]?.isLast = true
                observer.note(.renewalFailed(error.owned(by: configuration.owner)))
                return entry.token
            }
            if !error.isTransient {
                entries[key] = nil
                failures[key] = error
            }
            throw error
        }
    }

    /// Gets a token by refreshing where there is something to refresh with, else by the grant.
    private func renew(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key, refreshToken: String?
    ) throws(AuthenticationError) -> OAuth2Token {
        let lock = try self.lock(configuration)
        // Not while a person signs in: that may take minutes.
        defer { lock?.release() }
        var refreshToken = refreshToken
        if lock != nil, let stored = stored(configuration) {
            if stored.accessToken != entries[key]?.token.accessToken,
                !stored.needsRenewal(at: environment.now())
            {
                _ = reuse(stored, configuration, key)
                return stored
            }
            refreshToken = stored.refreshToken ?? refreshToken
        }
        var rejection: OAuth2Refusal?
        if let refreshToken {
            do {
                return try refresh(configuration, key, refreshToken)
            } catch {
                guard case .refused(let refusal) = error.kind, !refusal.isTransient,
                    configuration.grant != .refreshToken
                else { throw error }
                rejection = refusal
                dropRefreshToken(configuration, key)
                observer.note(.refreshRefused(owner: configuration.owner, refusal))
            }
        }
        lock?.release()
        return try acquire(configuration, key, after: rejection)
    }

    private func refresh(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key,
        _ refreshToken: String
    ) throws(AuthenticationError) -> OAuth2Token {
        let form = RefreshGrant.tokenForm(configuration, refreshToken: refreshToken)
        var token = try audited(configuration, isRefresh: true) { () throws(AuthenticationError) in
            try endpoint.token(for: form, client: configuration.client)
        }
        let isRotated = token.refreshToken.map { $0 != refreshToken } ?? false
        if token.refreshToken == nil { token.refreshToken = refreshToken }
        if token.scope == nil { token.scope = entries[key]?.token.scope }
        if token.idToken == nil { token.idToken = entries[key]?.token.idToken }
        entries[key] = Entry(token: token)
        save(token, configuration)
        observer.note(.refreshed(TokenSummary(token, configuration)))
        if isRotated, refreshToken == configuration.refresh.token, store == nil {
            observer.note(.givenRefreshTokenReplaced(owner: configuration.owner))
        }
        return token
    }

    /// Gets a token by the grant, or takes the file's own where nobody can sign in.
    private func acquire(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key,
        after rejection: OAuth2Refusal?
    ) throws(AuthenticationError) -> OAuth2Token {
        if configuration.grant.usesBrowser, let obstacle {
            let token = try fallback(configuration, obstacle, rejection)
            entries[key] = Entry(token: token)
            return token
        }
        return try keep(configuration) { () throws(AuthenticationError) in
            try grantedToken(configuration, after: rejection)
        }
    }

    /// Gets a token by the body, and keeps it for this run and for others.
    func keep(
        _ configuration: OAuth2Configuration,
        _ body: () throws(AuthenticationError) -> OAuth2Token
    ) throws(AuthenticationError) -> OAuth2Token {
        let token = try audited(configuration, isRefresh: false, body)
        entries[configuration.key] = Entry(token: token)
        failures[configuration.key] = nil
        let lock = try self.lock(configuration)
        save(token, configuration)
        lock?.release()
        observer.note(.acquired(TokenSummary(token, configuration)))
        return token
    }

    private func grantedToken(
        _ configuration: OAuth2Configuration, after rejection: OAuth2Refusal?
    ) throws(AuthenticationError) -> OAuth2Token {
        let form: TokenForm
        switch configuration.flow {
        case .clientCredentials: form = ClientCredentialsGrant.tokenForm(configuration)
        case .password(let username, let password):
            form = PasswordGrant.tokenForm(configuration, username: username, password: password)
        case .refreshToken:
            throw AuthenticationError(.missingParameter(key: "refreshToken", grant: .refreshToken))
        case .deviceCode(let timeoutSeconds):
            return try signInElsewhere(configuration, timeoutSeconds, rejection)
        case .authorizationCode(let settings): form = try signIn(configuration, settings)
        case .implicit(let settings): return try signInForToken(configuration, settings)
        }
        return try endpoint.token(for: form, client: configuration.client)
    }

    /// Why nobody can sign in; nil where somebody can.
    private var obstacle: String? {
        guard let interaction else { return "this command never asks for a sign-in" }
        return interaction.obstacle
    }

    private func fallback(
        _ configuration: OAuth2Configuration, _ obstacle: String, _ rejection: OAuth2Refusal?
    ) throws(AuthenticationError) -> OAuth2Token {
        guard let token = configuration.fallbackToken else {
            let need = SignInNeed(
                grant: configuration.grant, obstacle: obstacle, refreshRefusal: rejection)
            throw AuthenticationError(.needsPerson(need))
        }
        observer.secret(token)
        observer.note(.usedFileToken(owner: configuration.owner, obstacle: obstacle))
        return OAuth2Token(accessToken: token, obtainedAt: environment.now())
    }
}
