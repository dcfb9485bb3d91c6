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
            throw OAuth2Error(.noSignInLink(configuration.grant))
        }
        let redirect = try settings.redirect.get()
        let grant = try CodeGrant(
            configuration, settings, random: environment.random)
        observer.secret(grant.proofKey.verifier)
        let request = try pushed(
            grant.pending(redirectURI: redirect.registered), configuration, settings)
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
        let now = environment.now()
        let known = store.pendingSignIns(at: now, withExpired: true)
        let waiting = known.filter { $0.expiresAt > now }
        for pending in waiting where pending.request.isAnswered(by: answer) {
            guard
                let configuration = configurations.first(where: {
                    $0.storeName == pending.storeName
                })
            else { continue }
            return (configuration, try finish(answer, pending, configuration))
        }
        // A code alone has no state: it can only be the answer to a sign-in that ends with one.
        let own = waiting.filter { $0.request.acceptsBareCode && isFor(configurations, $0) }
        if own.count == 1, !answer.contains("="),
            let configuration = configurations.first(where: { $0.storeName == own[0].storeName })
        {
            return (configuration, try finish(answer, own[0], configuration))
        }
        throw unanswered(answer, known, own: waiting.filter { isFor(configurations, $0) })
    }

    private func isFor(_ configurations: [OAuth2Configuration], _ pending: PendingSignIn) -> Bool {
        configurations.contains { $0.storeName == pending.storeName }
    }

    /// Returns why an address finishes no sign-in; `own` are those that it could finish.
    private func unanswered(
        _ answer: String, _ known: [PendingSignIn], own: [PendingSignIn]
    ) -> OAuth2Error {
        if let other = known.first(where: { $0.request.isAnswered(by: answer) }) {
            guard other.expiresAt <= environment.now() else {
                return OAuth2Error(.answersOther(owner: other.request.owner))
            }
            store?.remove(other)
            return OAuth2Error(.linkExpired, owner: other.request.owner)
        }
        guard let last = own.max(by: { $0.expiresAt < $1.expiresAt }) else {
            return OAuth2Error(.unknownAnswer)
        }
        do throws(OAuth2Error) {
            try last.request.verify(answer)
        } catch {
            return error
        }
        return OAuth2Error(.unusableAnswer(.noState), owner: last.request.owner)
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
