import Cryptography
import TextEncoding

/// The authorization code grant (RFC 6749 §4.1) with PKCE: the two legs and what ties them.
struct AuthorizationCodeGrant {
    let configuration: OAuth2Configuration
    let settings: AuthorizationCodeSettings
    let proofKey: ProofKey
    let state: String

    /// Draws the state and the verifier.
    init(
        _ configuration: OAuth2Configuration, _ settings: AuthorizationCodeSettings,
        random: (Int) throws(CryptographyError) -> [UInt8]
    ) throws(AuthenticationError) {
        self.configuration = configuration
        self.settings = settings
        let fresh: [UInt8]
        let verifier: [UInt8]
        do {
            fresh = try random(24)
            verifier = try random(32)
        } catch {
            throw AuthenticationError(.cryptography(error))
        }
        let prefix = settings.statePrefix
        state = (prefix.isEmpty ? "" : prefix + ".") + Base64.encodeURLSafe(fresh)
        proofKey = try ProofKey(
            verifier: settings.codeVerifier ?? Base64.encodeURLSafe(verifier),
            method: settings.challengeMethod)
    }

    /// Takes up a sign-in that was started before.
    init(
        _ configuration: OAuth2Configuration, _ settings: AuthorizationCodeSettings,
        resuming pending: PendingSignIn
    ) throws(AuthenticationError) {
        self.configuration = configuration
        self.settings = settings
        state = pending.request.state
        proofKey = try ProofKey(verifier: pending.verifier, method: pending.method)
    }

    /// The request as a person gets it, for the redirect URI that is really sent.
    func pending(redirectURI: String) -> PendingAuthorization {
        PendingAuthorization(
            url: authorizationURL(redirectURI: redirectURI), redirectURI: redirectURI,
            state: state, timeoutSeconds: settings.timeoutSeconds, owner: configuration.owner,
            clientID: configuration.client.id,
            acceptsBareCode: redirectURI.hasPrefix(RedirectPlan.outOfBand), expectedIssuer: nil,
            appRedirectURI: settings.appRedirectURI)
    }

    /// The token request for the code.
    func tokenForm(code: String, redirectURI: String) -> TokenForm {
        var form = TokenForm(
            endpoint: configuration.tokenURL, stage: .token(.authorizationCode),
            extras: configuration.tokenParameters)
        form.fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI),
            ("code_verifier", proofKey.verifier),
        ]
        form.addScopeIfVersion2(configuration.scope)
        form.alwaysNamesClient = true
        form.isRepeatable = false
        form.secrets = [code, proofKey.verifier]
        return form
    }

    /// The endpoint with the request's parameters appended to its own query.
    private func authorizationURL(redirectURI: String) -> String {
        var fields: [(String, String)] = [
            ("response_type", "code"), ("client_id", configuration.client.id),
            ("redirect_uri", redirectURI),
        ]
        if !configuration.scope.isEmpty { fields.append(("scope", configuration.scope)) }
        let own = Set(settings.parameters.map(\.name))
        fields.removeAll { own.contains($0.0) }
        fields += [
            ("state", state), ("code_challenge", proofKey.challenge),
            ("code_challenge_method", proofKey.method.rawValue),
        ]
        var editor = QueryEditor(settings.authorizationURL.text)
        for (name, value) in fields { editor.set(name, to: [value]) }
        editor.set(settings.parameters)
        return editor.url
    }
}

extension QueryEditor {
    /// Sets the user's own parameters, repeated names kept together.
    mutating func set(_ parameters: [OAuth2Parameter]) {
        var done: Set<String> = []
        for parameter in parameters where done.insert(parameter.name).inserted {
            set(parameter.name, to: parameters.filter { $0.name == parameter.name }.map(\.value))
        }
    }
}
