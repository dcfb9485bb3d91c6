import Cryptography
import HTTPModel
import TextEncoding

/// The request that a browser carries to the authorization endpoint (RFC 6749 §4.1.1 and §4.2.1).
struct SignInLink {
    let configuration: OAuth2Configuration
    let settings: BrowserSettings
    let state: String
    /// The proof that ties the code to this client; nil if the response is the token.
    let proofKey: ProofKey?

    /// A new state, after what the file has.
    static func state(
        _ settings: BrowserSettings, random: (Int) throws(CryptographyError) -> [UInt8]
    ) throws(OAuth2Error) -> String {
        let fresh: [UInt8]
        do {
            fresh = try random(24)
        } catch {
            throw OAuth2Error(.cryptography(error))
        }
        let prefix = settings.statePrefix
        return (prefix.isEmpty ? "" : prefix + ".") + Base64.encodeURLSafe(fresh)
    }

    /// The request as a person gets it, for the redirect URI that is really sent.
    func pending(redirectURI: String) -> SignInRequest {
        SignInRequest(
            url: url(redirectURI: redirectURI), redirectURI: redirectURI, state: state,
            timeoutSeconds: settings.timeoutSeconds, owner: configuration.owner,
            clientID: configuration.client.id, expects: proofKey == nil ? .token : .code,
            acceptsBareCode: proofKey != nil && redirectURI.hasPrefix(RedirectPlan.outOfBand),
            expectedIssuer: nil, appRedirectURI: settings.appRedirectURI)
    }

    /// The endpoint with the request's parameters appended to its own query.
    private func url(redirectURI: String) -> String {
        var fields: [(String, String)] = [
            ("response_type", proofKey == nil ? "token" : "code"),
            ("client_id", configuration.client.id), ("redirect_uri", redirectURI),
        ]
        if !configuration.scope.isEmpty { fields.append(("scope", configuration.scope)) }
        let own = Set(settings.parameters.map(\.name))
        fields.removeAll { own.contains($0.0) }
        fields.append(("state", state))
        if let proofKey {
            fields.append(("code_challenge", proofKey.challenge))
            fields.append(("code_challenge_method", proofKey.method.rawValue))
        }
        var editor = QueryEditor(settings.authorizationURL.text)
        for (name, value) in fields { editor.set(name, to: [value]) }
        editor.set(settings.parameters)
        editor.set(settings.guidance)
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
