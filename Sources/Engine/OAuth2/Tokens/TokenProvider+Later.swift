/// Sign-ins that are started by one command and finished by another.
extension TokenProvider {
    /// Starts a sign-in whose answer is given to `finish`, perhaps by another process.
    public func start(
        _ configuration: OAuth2Configuration, lifetimeSeconds: Int
    ) throws(OAuth2Error) -> PendingSignIn {
        do throws(OAuth2Error) {
            guard let store else { throw OAuth2Error(.noStore) }
            let pending = try pendingSignIn(configuration, lifetimeSeconds)
            try store.save(pending)
            return pending
        } catch {
            throw error.owned(by: configuration.owner)
        }
    }

    private func pendingSignIn(
        _ configuration: OAuth2Configuration, _ lifetimeSeconds: Int
    ) throws(OAuth2Error) -> PendingSignIn {
        guard case .authorizationCode(let settings) = configuration.flow,
            let storeName = configuration.storeName
        else {
            throw OAuth2Error(
                .signInFailed(
                    "grant '\(configuration.grant.rawValue)' has no link that another command "
                        + "could finish"))
        }
        let grant = try CodeGrant(
            configuration, settings, random: environment.random)
        observer.secret(grant.proofKey.verifier)
        let request = try pushed(
            grant.pending(redirectURI: settings.redirect.registered), configuration, settings)
        return PendingSignIn(
            request, grant.proofKey,
            storeName: storeName,
            expiresAt: environment.now() + Double(lifetimeSeconds))
    }

    /// Finishes the sign-in that an address answers: the one with its state, for one of the
    /// configurations.
    public func finish(
        _ answer: String, for configurations: [OAuth2Configuration]
    ) throws(OAuth2Error) -> (OAuth2Configuration, OAuth2Token) {
        guard let store else { throw OAuth2Error(.noStore) }
        let waiting = store.pendingSignIns(at: environment.now())
        for pending in waiting where pending.request.isAnswered(by: answer) {
            guard
                let configuration = configurations.first(where: {
                    $0.storeName == pending.storeName
                })
            else { continue }
            return (configuration, try finish(answer, pending, configuration))
        }
        // A code alone has no state: it can only be the answer to a sign-in that ends with one.
        let own = waiting.filter { pending in
            pending.request.acceptsBareCode
                && configurations.contains { $0.storeName == pending.storeName }
        }
        if own.count == 1, !answer.contains("="),
            let configuration = configurations.first(where: { $0.storeName == own[0].storeName })
        {
            return (configuration, try finish(answer, own[0], configuration))
        }
        throw OAuth2Error(.unknownAnswer)
    }

    private func finish(
        _ answer: String, _ pending: PendingSignIn, _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> OAuth2Token {
        guard case .authorizationCode(let settings) = configuration.flow else {
            preconditionFailure("only this grant has pending sign-ins")
        }
        observer.secret(pending.verifier)
        do throws(OAuth2Error) {
            let grant = try CodeGrant(configuration, settings, resuming: pending)
            var signIn = pending
            signIn.answer = answer
            return try keep(configuration) { () throws(OAuth2Error) in
                try redeem(answer, of: pending.request, grant, signIn)
            }
        } catch {
            throw error.owned(by: configuration.owner)
        }
    }
}
