import Cryptography
import TextEncoding

/// The authorization code grant (RFC 6749 §4.1) with PKCE: the two legs and what ties them.
struct CodeGrant {
    let configuration: OAuth2Configuration
    let settings: BrowserSettings
    let proofKey: ProofKey
    let state: String

    /// Draws the state and the verifier.
    init(
        _ configuration: OAuth2Configuration, _ settings: BrowserSettings,
        random: (Int) throws(CryptographyError) -> [UInt8]
    ) throws(OAuth2Error) {
        self.configuration = configuration
        self.settings = settings
        state = try SignInLink.state(settings, random: random)
        let verifier: [UInt8]
        do {
            verifier = try random(32)
        } catch {
            throw OAuth2Error(.cryptography(error))
        }
        proofKey = try ProofKey(
            verifier: settings.codeVerifier ?? Base64.encodeURLSafe(verifier),
            method: settings.challengeMethod)
    }

    /// Takes up a sign-in that was started before.
    init(
        _ configuration: OAuth2Configuration, _ settings: BrowserSettings,
        resuming pending: PendingSignIn
    ) throws(OAuth2Error) {
        self.configuration = configuration
        self.settings = settings
        state = pending.request.state
        proofKey = try ProofKey(verifier: pending.verifier, method: pending.method)
    }

    /// The request as a person gets it, for the redirect URI that is really sent.
    func pending(redirectURI: String) -> SignInRequest {
        SignInLink(
            configuration: configuration, settings: settings, state: state, proofKey: proofKey
        ).pending(redirectURI: redirectURI)
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
}
