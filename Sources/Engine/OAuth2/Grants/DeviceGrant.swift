import TextEncoding

/// The device authorization grant (RFC 8628): a person signs in elsewhere and enters a code there.
enum DeviceGrant {
    /// The request for a code.
    static func authorizationForm(
        _ configuration: OAuth2Configuration, at url: EndpointURL
    ) -> TokenForm {
        // The audience of the token belongs here; the user's other parameters go with the token
        // request.
        let extras = configuration.tokenParameters.filter {
            TokenForm.singleNames.contains($0.name)
        }
        var form = TokenForm(endpoint: url, stage: .token(.deviceCode), extras: extras)
        form.addScope(configuration.scope)
        form.alwaysNamesClient = true
        return form
    }

    /// The request that asks whether the person has signed in yet.
    static func tokenForm(_ configuration: OAuth2Configuration, deviceCode: String) -> TokenForm {
        var form = TokenForm(
            endpoint: configuration.tokenURL, stage: .token(.deviceCode),
            extras: configuration.tokenParameters)
        form.fields = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", deviceCode),
        ]
        form.alwaysNamesClient = true
        form.secrets = [deviceCode]
        return form
    }

    /// Returns the device endpoint next to a token endpoint: `…/token` becomes `…/devicecode`, as
    /// at Entra.
    static func endpoint(nextTo tokenURL: EndpointURL) throws(OAuth2Error) -> EndpointURL? {
        let text = tokenURL.text
        let path = text.prefix { $0 != "?" }
        guard path.hasSuffix("/token") else { return nil }
        return try EndpointURL(
            path.dropLast("token".count) + "devicecode" + text[path.endIndex...],
            key: "accessTokenUrl", allowsInsecureHTTP: true)
    }
}

/// The response of a server to the request for a device code.
struct DeviceCode: Sendable, Hashable {
    let deviceCode: String
    let prompt: DevicePrompt
    /// The seconds between two questions.
    let interval: Double
}

/// The information that a person needs to sign in at another device.
public struct DevicePrompt: Sendable, Hashable {
    /// Whose block it is.
    public var owner: String
    /// The address to open.
    public var address: String
    /// The code to enter there.
    public var userCode: String
    /// The address that already contains the code, if the server gives one.
    public var completeAddress: String?
    /// How long the code lives, in seconds.
    public var lifetimeSeconds: Int
}
