import HTTPModel
import TextEncoding

/// Tokens by a sign-in in a browser.
extension TokenProvider {
    /// Lets a person sign in, and redeems the code.
    func signInForCode(
        _ configuration: OAuth2Configuration, _ settings: BrowserSettings
    ) throws(OAuth2Error) -> OAuth2Token {
        let grant = try CodeGrant(
            configuration, settings, random: environment.random)
        observer.secret(grant.proofKey.verifier)
        let (request, answer) = try askPerson(settings) { (uri) throws(OAuth2Error) in
            try pushed(grant.pending(redirectURI: uri), configuration, settings)
        }
        var signIn: PendingSignIn?
        if let storeName = configuration.storeName {
            signIn = PendingSignIn(
                request, grant.proofKey, storeName: storeName,
                expiresAt: environment.now() + PendingSignIn.codeSeconds)
            signIn?.answer = answer
        }
        return try redeem(answer, of: request, grant, signIn)
    }

    /// Redeems the code in a response; keeps the sign-in if only the client or the network failed.
    ///
    /// `isAgain` says whether the same code was sent before.
    func redeem(
        _ answer: String, of request: SignInRequest, _ grant: CodeGrant, _ signIn: PendingSignIn?,
        isAgain: Bool = false
    ) throws(OAuth2Error) -> OAuth2Token {
        do throws(OAuth2Error) {
            let code = try verified(answer, request, grant.settings)
            let form = grant.tokenForm(code: code, redirectURI: request.redirectURI)
            let token = try token(for: form, grant.configuration)
            if let signIn { store?.remove(signIn) }
            return token
        } catch {
            guard let signIn, let store, !error.leavesLink else { throw error }
            let fate = error.codeFate
            if fate == .gone || (fate == .keptOnce && isAgain) {
                store.remove(signIn)
                throw error
            }
            try store.save(signIn)
            var error = error
            error.hints.append(
                "your sign-in is kept for a few minutes: correct this and run it again; nobody has "
                    + "to sign in again")
            throw error
        }
    }

    /// Obtains a token from a sign-in whose code could not be redeemed before; nil if there is
    /// none.
    func redeemKept(
        _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> OAuth2Token? {
        guard case .authorizationCode(let settings) = configuration.flow, let store,
            case .success(let redirect) = settings.redirect
        else { return nil }
        // The server compares the redirect URI with that of the sign-in.
        let kept = store.pendingSignIns(at: environment.now()).filter {
            $0.storeName == configuration.storeName && $0.answer != nil
                && redirect.mayHaveSent($0.request.redirectURI)
        }
        guard let signIn = kept.max(by: { $0.expiresAt < $1.expiresAt }),
            let answer = signIn.answer
        else { return nil }
        let grant = try CodeGrant(configuration, settings, resuming: signIn)
        observer.secret(signIn.verifier)
        do throws(OAuth2Error) {
            return try keep(configuration) { () throws(OAuth2Error) in
                try redeem(answer, of: signIn.request, grant, signIn, isAgain: true)
            }
        } catch {
            if error.codeFate == .kept { throw error }
            return nil
        }
    }

    /// Returns the error with a note that the stored sign-in is kept, if there is one.
    func noting(_ error: OAuth2Error, kept configuration: OAuth2Configuration) -> OAuth2Error {
        guard configuration.grant.needsPerson, stored(configuration)?.refreshToken != nil else {
            return error
        }
        var error = error
        error.hints.append("your sign-in is kept")
        return error
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
        let (pending, answer) = try askPerson(settings) { (uri) throws(OAuth2Error) in
            request.pending(redirectURI: uri)
        }
        try verified(answer, pending, settings)
        let reply = try ImplicitGrant.reply(of: answer)
        for secret in reply.secrets { observer.secret(secret) }
        let endpoint = settings.authorizationURL.displayed
        guard
            let token = try reply.token(
                requestedAt: requestedAt, endpoint: endpoint,
                usesIDToken: configuration.usesIDToken)
        else {
            throw OAuth2Error(.unusableAnswer(.noToken))
        }
        return token
    }

    /// Returns the request as the browser carries it: whole, or by the name under which it was
    /// pushed.
    func pushed(
        _ request: SignInRequest, _ configuration: OAuth2Configuration,
        _ settings: BrowserSettings
    ) throws(OAuth2Error) -> SignInRequest {
        guard let url = settings.pushURL else { return request }
        var form = TokenForm(endpoint: url, stage: .authorization, extras: [])
        form.fields = FormText(URLParts(request.url)?.query ?? "").pairs.filter {
            $0.name != "client_id"
        }
        form.alwaysNamesClient = true
        let name = try endpoint.push(form, client: configuration.client)
        var editor = QueryEditor(settings.authorizationURL.text)
        editor.set("client_id", to: [configuration.client.id])
        editor.set("request_uri", to: [name])
        var request = request
        request.url = editor.url
        return request
    }

    /// Returns the address that the person's browser ended at.
    private func askPerson(
        _ settings: BrowserSettings, by start: (String) throws(OAuth2Error) -> SignInRequest
    ) throws(OAuth2Error) -> (SignInRequest, String) {
        guard let interaction else { preconditionFailure("checked by the caller") }
        var pending: SignInRequest?
        let answer = try interaction.authorize(settings.redirect.get()) {
            (redirectURI) throws(OAuth2Error) in
            let request = try start(redirectURI)
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
        if let issuer = settings.issuer {
            pending.expectedIssuer = issuer
            pending.requiresIssuer = true
        } else if SignInAnswer.namesIssuer(answer) {
            pending.expectedIssuer = try endpoint.issuer(of: settings.authorizationURL)
        }
        let result = try pending.verify(answer)
        observer.secret(result)
        return result
    }
}
