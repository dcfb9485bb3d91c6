/// Tokens by a sign-in in a browser.
extension TokenProvider {
    /// Lets a person sign in; the result is the token request for the code.
    func signIn(
        _ configuration: OAuth2Configuration, _ settings: BrowserSettings
    ) throws(OAuth2Error) -> TokenForm {
        let grant = try CodeGrant(
            configuration, settings, random: environment.random)
        observer.secret(grant.proofKey.verifier)
        let (pending, answer) = try askPerson(settings) { grant.pending(redirectURI: $0) }
        let code = try verified(answer, pending, settings)
        return grant.tokenForm(code: code, redirectURI: pending.redirectURI)
    }

    /// Lets a person sign in whose answer is the token.
    func signInForToken(
        _ configuration: OAuth2Configuration, _ settings: BrowserSettings
    ) throws(OAuth2Error) -> OAuth2Token {
        let request = SignInLink(
            configuration: configuration, settings: settings,
            state: try SignInLink.state(settings, random: environment.random),
            proofKey: nil)
        let requestedAt = environment.now()
        let (pending, answer) = try askPerson(settings) { request.pending(redirectURI: $0) }
        try verified(answer, pending, settings)
        let reply = try ImplicitGrant.reply(of: answer)
        for secret in reply.secrets { observer.secret(secret) }
        let endpoint = settings.authorizationURL.displayed
        guard let token = try reply.token(requestedAt: requestedAt, endpoint: endpoint) else {
            throw OAuth2Error(.unusableAnswer(.noToken))
        }
        return token
    }

    /// Returns the address that the person's browser ended at.
    private func askPerson(
        _ settings: BrowserSettings, by start: (String) -> SignInRequest
    ) throws(OAuth2Error) -> (SignInRequest, String) {
        guard let interaction else { preconditionFailure("checked by the caller") }
        var pending: SignInRequest?
        let answer = try interaction.authorize(settings.redirect) { redirectURI in
            let request = start(redirectURI)
            pending = request
            return request
        }
        guard let pending else {
            throw OAuth2Error(.signInFailed("the sign-in was never started"))
        }
        return (pending, answer)
    }

    /// Returns the code or token in a response, after reporting it as secret.
    @discardableResult
    func verified(
        _ answer: String, _ pending: SignInRequest, _ settings: BrowserSettings
    ) throws(OAuth2Error) -> String {
        var pending = pending
        if SignInAnswer.namesIssuer(answer) {
            pending.expectedIssuer = try endpoint.issuer(of: settings.authorizationURL)
        }
        let result = try pending.verify(answer)
        observer.secret(result)
        return result
    }
}
