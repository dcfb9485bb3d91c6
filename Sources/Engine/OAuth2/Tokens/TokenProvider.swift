public import HTTPModel
import TextEncoding

/// Obtains tokens, shares them between the requests of a run, and renews them before they expire.
///
/// One belongs to one run and lives on its thread. There is one token for each distinct resolved
/// configuration; a permanent failure is remembered too, so that nobody is asked twice.
public final class TokenProvider {
    /// A token at hand.
    struct Entry {
        var token: OAuth2Token
        /// The server refused the token, however new it is.
        var isRejected = false
        /// Renewing failed; the token is used up before it is tried again.
        var isLast = false
        /// It was kept from an earlier run.
        var isReused = false
    }

    let endpoint: TokenEndpoint
    let environment: TokenEnvironment
    let interaction: (any SignInPrompt)?
    let observer: TokenObserver
    /// The store of tokens that outlive the run; nil if there is none.
    public let store: TokenStore?
    /// The collection and the environment that use the tokens.
    let use: TokenUse
    /// The tokens of other runs; nil if there are none.
    private let shared: SharedTokens?
    var entries: [OAuth2Configuration.Key: Entry] = [:]
    private var dpopKeys: [OAuth2Configuration.Key: DPoPKey] = [:]
    private var failures: [OAuth2Configuration.Key: OAuth2Error] = [:]

    /// Creates a provider; without a prompt nobody can sign in, without a store nothing is kept.
    public init(
        transport: any HTTPTransport, transferOptions: TransferOptions,
        environment: TokenEnvironment, interaction: (any SignInPrompt)? = nil,
        store: TokenStore? = nil, use: TokenUse = TokenUse(), shared: SharedTokens? = nil,
        observer: TokenObserver = TokenObserver()
    ) {
        endpoint = TokenEndpoint(
            transport: transport, options: transferOptions, environment: environment,
            observer: observer)
        self.environment = environment
        self.interaction = interaction
        self.observer = observer
        self.use = use
        self.shared = shared
        self.store = store
    }

    /// Returns a token that can be used now: the one at hand, or a new one.
    public func token(
        for configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> OAuth2Token {
        let key = configuration.key
        do throws(OAuth2Error) {
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

    /// Obtains a token by the grant, even if another one is at hand or stored.
    public func signIn(
        _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> OAuth2Token {
        if configuration.grant == .refreshToken { return try token(for: configuration) }
        do throws(OAuth2Error) {
            if configuration.grant.needsPerson, store == nil {
                throw OAuth2Error(.noStore)
            }
            if let token = try redeemKept(configuration) { return token }
            if configuration.grant.usesBrowser, let obstacle {
                throw OAuth2Error(
                    .needsPerson(need(configuration, obstacle, nil)))
            }
            return try keep(configuration) { () throws(OAuth2Error) in
                try grantedToken(configuration, after: nil)
            }
        } catch {
            throw error.owned(by: configuration.owner)
        }
    }

    /// Notes that the server refused a token, so that the next request receives another.
    func invalidate(_ accessToken: String, of configuration: OAuth2Configuration) {
        let key = configuration.key
        guard entries[key]?.token.accessToken == accessToken else { return }
        entries[key]?.isRejected = true
    }

    /// Whether another token can be obtained without a person.
    func renewsSilently(_ configuration: OAuth2Configuration) -> Bool {
        !configuration.grant.needsPerson
            || entries[configuration.key]?.token.refreshToken != nil
    }

    /// Removes a token of an earlier run that an API refuses and that nothing can replace, so that
    /// the next run asks for another.
    func forget(_ accessToken: String, of configuration: OAuth2Configuration) {
        guard let entry = entries[configuration.key], entry.isReused,
            entry.token.accessToken == accessToken, let name = configuration.storeName
        else { return }
        store?.remove(name)
    }

    private func first(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key
    ) throws(OAuth2Error) -> OAuth2Token {
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

    /// Renews a token; if that fails, the one at hand is used until it expires.
    private func renew(
        _ entry: Entry, _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key
    ) throws(OAuth2Error) -> OAuth2Token {
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

    /// Obtains a token, or takes the one that another run has obtained at the same time.
    private func renew(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key, refreshToken: String?
    ) throws(OAuth2Error) -> OAuth2Token {
        guard let shared else {
            return try renewAlone(configuration, key, refreshToken: refreshToken)
        }
        let asksPerson = configuration.grant.needsPerson && refreshToken == nil
        let (token, isAnothers) = try shared.token(
            key, replacing: entries[key]?.token.accessToken, at: environment.now,
            isFinal: { !$0.isTransient || asksPerson }
        ) { () throws(OAuth2Error) in
            try renewAlone(configuration, key, refreshToken: refreshToken)
        }
        if isAnothers {
            for secret in [token.accessToken, token.refreshToken, token.idToken] {
                if let secret { observer.secret(secret) }
            }
            entries[key] = Entry(token: token)
            dpopKeys[key] = token.dpopKey
        }
        return token
    }

    /// Obtains a token by refreshing, or by the grant if there is no refresh token.
    private func renewAlone(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key, refreshToken: String?
    ) throws(OAuth2Error) -> OAuth2Token {
        let lock = try self.lock(configuration)
        // Not while a person signs in: that may take minutes.
        defer { lock?.release() }
        var refreshToken = refreshToken
        if lock != nil, let stored = stored(configuration) {
            if stored.accessToken != entries[key]?.token.accessToken,
                !stored.needsRenewal(at: environment.now())
            {
                _ = reuse(stored, configuration, key, isLocked: true)
                return stored
            }
            refreshToken = stored.refreshToken ?? refreshToken
        }
        var rejection: OAuth2Refusal?
        if let refreshToken {
            do {
                return try refresh(configuration, key, refreshToken)
            } catch {
                switch error.kind {
                case .noIDToken where configuration.grant != .refreshToken:
                    // Many servers issue one only with a sign-in.
                    break
                case .refused(let refusal)
                where !refusal.isTransient && configuration.grant != .refreshToken
                    && (refusal.endsSignIn || !configuration.grant.needsPerson):
                    rejection = refusal
                    dropRefreshToken(configuration, key)
                    observer.note(.refreshRefused(owner: configuration.owner, refusal))
                default: throw noting(error, kept: configuration)
                }
            }
        }
        lock?.release()
        return try acquire(configuration, key, after: rejection)
    }

    private func refresh(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key,
        _ refreshToken: String
    ) throws(OAuth2Error) -> OAuth2Token {
        var form = RefreshGrant.tokenForm(configuration, refreshToken: refreshToken)
        form.dpopKey = try dpopKey(configuration)
        form.usesIDToken = configuration.usesIDToken
        var token = try audited(configuration, isRefresh: true) { () throws(OAuth2Error) in
            try endpoint.token(for: form, client: configuration.client)
        }
        let isRotated = token.refreshToken.map { $0 != refreshToken } ?? false
        if token.refreshToken == nil { token.refreshToken = refreshToken }
        if token.scope == nil { token.scope = entries[key]?.token.scope }
        let hasIDToken = token.idToken != nil
        if !hasIDToken { token.idToken = entries[key]?.token.idToken }
        token = try usable(token, configuration)
        // An identity token that was not renewed is used up.
        let isLast = configuration.usesIDToken && !hasIDToken
        entries[key] = Entry(token: token, isLast: isLast)
        save(token, configuration)
        if isLast, !token.isAlive(at: environment.now()) {
            throw OAuth2Error(.noIDToken(endpoint: configuration.tokenURL.displayed))
        }
        observer.note(.refreshed(TokenSummary(token, configuration)))
        if isRotated, refreshToken == configuration.refresh.token, store == nil {
            observer.note(.givenRefreshTokenReplaced(owner: configuration.owner))
        }
        return token
    }

    /// Obtains a token by the grant, or uses the file's own if nobody can sign in.
    private func acquire(
        _ configuration: OAuth2Configuration, _ key: OAuth2Configuration.Key,
        after rejection: OAuth2Refusal?
    ) throws(OAuth2Error) -> OAuth2Token {
        if let token = try redeemKept(configuration) { return token }
        if configuration.grant.usesBrowser,
            let obstacle = obstacle ?? redirectObstacle(configuration)
        {
            let token = try fallback(configuration, obstacle, rejection)
            entries[key] = Entry(token: token)
            return token
        }
        return try keep(configuration) { () throws(OAuth2Error) in
            try grantedToken(configuration, after: rejection)
        }
    }

    /// Returns the token if it contains what requests carry; the lifetime is that of this part.
    func usable(
        _ token: OAuth2Token, _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> OAuth2Token {
        guard configuration.usesIDToken else { return token }
        let idToken = try token.carried(configuration)
        observer.secret(idToken)
        var token = token
        token.expiresAt = TokenReply.expiry(ofJWT: idToken) ?? token.expiresAt
        return token
    }

    /// Obtains a token by the body, and keeps it for this run and for others.
    func keep(
        _ configuration: OAuth2Configuration,
        _ body: () throws(OAuth2Error) -> OAuth2Token
    ) throws(OAuth2Error) -> OAuth2Token {
        let token = try audited(configuration, isRefresh: false) { () throws(OAuth2Error) in
            try usable(try body(), configuration)
        }
        entries[configuration.key] = Entry(token: token)
        failures[configuration.key] = nil
        // Saved without the lock, too: the process that has it renews an older token.
        let lock = try? self.lock(configuration)
        save(token, configuration)
        lock?.release()
        observer.note(.acquired(TokenSummary(token, configuration)))
        for warning in TokenDoubts.warnings(about: token, configuration) {
            observer.note(.warning(warning))
        }
        return token
    }

    private func grantedToken(
        _ configuration: OAuth2Configuration, after rejection: OAuth2Refusal?
    ) throws(OAuth2Error) -> OAuth2Token {
        let form: TokenForm
        switch configuration.flow {
        case .clientCredentials: form = ClientCredentialsGrant.tokenForm(configuration)
        case .password(let username, let password):
            form = PasswordGrant.tokenForm(configuration, username: username, password: password)
        case .refreshToken:
            throw OAuth2Error(.missingParameter(key: "refreshToken", grant: .refreshToken))
        case .deviceCode(let timeoutSeconds):
            return try signInElsewhere(configuration, timeoutSeconds, rejection)
        case .authorizationCode(let settings): return try signInForCode(configuration, settings)
        case .implicit(let settings): return try signInForToken(configuration, settings)
        case .jwtBearer(let assertion), .tokenExchange(let assertion):
            form = AssertionGrant.tokenForm(
                configuration, assertion: try text(of: assertion, configuration))
        }
        return try token(for: form, configuration)
    }

    /// Sends a token request, with a proof if the token will be bound to a key.
    func token(
        for form: TokenForm, _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> OAuth2Token {
        var form = form
        form.dpopKey = try dpopKey(configuration)
        form.usesIDToken = configuration.usesIDToken
        return try endpoint.token(for: form, client: configuration.client)
    }

    /// Returns the key that the configuration's tokens are bound to; nil for bearer tokens.
    private func dpopKey(_ configuration: OAuth2Configuration) throws(OAuth2Error) -> DPoPKey? {
        guard configuration.usesDPoP else { return nil }
        if let key = dpopKeys[configuration.key] { return key }
        let known = entries[configuration.key]?.token ?? stored(configuration)
        var key = known?.dpopKey
        if key == nil { key = try DPoPKey() }
        dpopKeys[configuration.key] = key
        return key
    }

    /// Returns the token to exchange; empty if the block's parameters contain it.
    private func text(
        of assertion: GrantAssertion, _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> String {
        switch assertion {
        case .inParameters: return ""
        case .serviceAccount(let account):
            return try account.assertion(
                scope: configuration.scope, audience: configuration.tokenURL.displayed,
                now: environment.now())
        case .supplied(let name):
            let text = try environment.grantAssertion().trimmed
            if text.isEmpty { throw OAuth2Error(.noAssertion(source: name, reason: "it is empty")) }
            return text
        }
    }

    /// Describes a sign-in that nobody can perform.
    func need(
        _ configuration: OAuth2Configuration, _ obstacle: String, _ rejection: OAuth2Refusal?
    ) -> SignInNeed {
        SignInNeed(
            grant: configuration.grant, obstacle: obstacle, refreshRefusal: rejection,
            hasSecret: !configuration.client.secret.isEmpty)
    }

    /// Why nobody can sign in; nil if somebody can.
    private var obstacle: String? {
        guard let interaction else { return "this command never asks for a sign-in" }
        return interaction.obstacle
    }

    /// Why a sign-in could not end, if the file has a token to use instead.
    private func redirectObstacle(_ configuration: OAuth2Configuration) -> String? {
        guard configuration.fallbackToken != nil,
            case .failure(let error)? = configuration.browserSettings?.redirect
        else { return nil }
        return error.wording.message
    }

    private func fallback(
        _ configuration: OAuth2Configuration, _ obstacle: String, _ rejection: OAuth2Refusal?
    ) throws(OAuth2Error) -> OAuth2Token {
        guard let token = configuration.fallbackToken else {
            throw OAuth2Error(.needsPerson(need(configuration, obstacle, rejection)))
        }
        observer.secret(token)
        observer.note(.usedFileToken(owner: configuration.owner, obstacle: obstacle))
        // The app keeps the token that the block's 'tokenType' asks for.
        return OAuth2Token(
            accessToken: token, idToken: configuration.usesIDToken ? token : nil,
            obtainedAt: environment.now())
    }
}
