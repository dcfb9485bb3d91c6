/// Tokens by a sign-in in a browser.
extension OAuth2TokenProvider {
    /// Lets a person sign in; the result is the token request for the code.
    func signIn(
        _ configuration: OAuth2Configuration, _ settings: AuthorizationCodeSettings
    ) throws(AuthenticationError) -> TokenForm {
        let grant = try AuthorizationCodeGrant(
            configuration, settings, random: environment.random)
        observer.secret(grant.proofKey.verifier)
        let (pending, answer) = try askPerson(settings) { grant.pending(redirectURI: $0) }
        let code = try verified(answer, pending, settings)
        return grant.tokenForm(code: code, redirectURI: pending.redirectURI)
    }

    /// Lets a person sign in whose answer is the token.
    func signInForToken(
        _ configuration: OAuth2Configuration, _ settings: AuthorizationCodeSettings
    ) throws(AuthenticationError) -> OAuth2Token {
        let request = AuthorizationRequest(
            configuration: configuration, settings: settings,
            state: try AuthorizationRequest.state(settings, random: environment.random),
            proofKey: nil)
        let requestedAt = environment.now()
        let (pending, answer) = try askPerson(settings) { request.pending(redirectURI: $0) }
        try verified(answer, pending, settings)
        let reply = try ImplicitGrant.reply(of: answer)
        for secret in reply.secrets { observer.secret(secret) }
        let endpoint = settings.authorizationURL.displayed
        guard let token = try reply.token(requestedAt: requestedAt, endpoint: endpoint) else {
            throw AuthenticationError(.unusableAnswer(.noToken))
        }
        return token
    }

    /// What the person's browser came back with.
    private func askPerson(
        _ settings: AuthorizationCodeSettings, by start: (String) -> PendingAuthorization
    ) throws(AuthenticationError) -> (PendingAuthorization, String) {
        guard let interaction else { preconditionFailure("checked by the caller") }
        var pending: PendingAuthorization?
        let answer = try interaction.authorize(settings.redirect) { redirectURI in
            let request = start(redirectURI)
            pending = request
            return request
        }
        guard let pending else {
            throw AuthenticationError(.signInFailed("the sign-in was never started"))
        }
        return (pending, answer)
    }

    /// The code or token of an answer, which is told to be secret.
    @discardableResult
    func verified(
        _ answer: String, _ pending: PendingAuthorization, _ settings: AuthorizationCodeSettings
    ) throws(AuthenticationError) -> String {
        var pending = pending
        if AuthorizationCallback.namesIssuer(answer) {
            pending.expectedIssuer = try endpoint.issuer(of: settings.authorizationURL)
        }
        let result = try pending.verify(answer)
        observer.secret(result)
        return result
    }
}
