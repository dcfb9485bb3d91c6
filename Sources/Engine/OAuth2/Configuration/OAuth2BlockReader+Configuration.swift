import HTTPModel
import JSON
import Signing
import TextEncoding

extension OAuth2BlockReader {
    /// The configuration of the one grant that counts.
    mutating func configuration() throws(OAuth2Error) -> OAuth2Configuration {
        let grant = try grant()
        let isImplicit = grant == .implicit
        let tokenURL = try endpoint(isImplicit ? "authUrl" : "accessTokenUrl", grant)
        let tokenParameters = isImplicit ? [] : try tokenParameters()
        let configuration = OAuth2Configuration(
            owner: block.owner, flow: try flow(grant, tokenParameters),
            client: try client(grant, tokenParameters),
            tokenURL: tokenURL, scope: try scope(), tokenParameters: tokenParameters,
            refresh: try refresh(grant, tokenURL, tokenParameters),
            fallbackToken: grant.usesBrowser ? fallbackToken() : nil,
            usesIDToken: try usesIDToken(),
            usesDPoP: try usesDPoP())
        reportDoubts(configuration)
        return configuration
    }

    /// Returns how the token is refreshed.
    ///
    /// A client's own token is requested again instead, and an implicit one is never refreshed.
    private mutating func refresh(
        _ grant: OAuth2Grant, _ tokenURL: EndpointURL, _ tokenParameters: [OAuth2Parameter]
    ) throws(OAuth2Error) -> RefreshSettings {
        var settings = RefreshSettings(url: tokenURL)
        switch grant {
        case .clientCredentials, .implicit, .jwtBearer, .tokenExchange: return settings
        case .authorizationCode, .deviceCode, .password, .refreshToken: break
        }
        if let url = try optionalEndpoint("refreshTokenUrl") { settings.url = url }
        settings.parameters = try refreshParameters(tokenParameters)
        settings.token = try text("refreshToken", unless: overrides.refreshToken)
        if grant == .refreshToken, settings.token == nil {
            throw OAuth2Error(.missingParameter(key: "refreshToken", grant: grant))
        }
        return settings
    }

    /// Returns the file's own token; an unusable one is ignored, since a sign-in comes first.
    private mutating func fallbackToken() -> String? {
        if overrides.usesIDToken { return nil }
        do {
            return try text("accessToken")
        } catch {
            return nil
        }
    }

    /// The grant: the run's, the file's, or what Postman's form starts with.
    private mutating func grant() throws(OAuth2Error) -> OAuth2Grant {
        if let grant = overrides.grant { return grant }
        guard let name = try text("grant_type") else { return .authorizationCode }
        guard let grant = OAuth2Grant(name: name) else {
            throw OAuth2Error(.unsupportedGrant(name))
        }
        return grant
    }

    /// The endpoint: that of the issuer's metadata, the file's, or that of a service account.
    private mutating func endpoint(
        _ key: String, _ grant: OAuth2Grant
    ) throws(OAuth2Error) -> EndpointURL {
        let server = overrides.server
        var text = key == "authUrl" ? server?.authorizationEndpoint : server?.tokenEndpoint
        if text == nil, case .serviceAccount(let account)? = overrides.assertion {
            text = try self.text(key) ?? account.tokenURL
        }
        if text == nil { text = try requiredText(key, grant) }
        return try EndpointURL(
            text ?? "", key: key, allowsInsecureHTTP: overrides.allowsInsecureHTTP)
    }

    /// Whether the token is bound to a key: the run's choice, or the file's token type.
    private mutating func usesDPoP() throws(OAuth2Error) -> Bool {
        if overrides.usesDPoP { return true }
        return try text("tokenType")?.lowercased() == "dpop"
    }

    /// Whether the identity token is sent: the run's choice, or the file's token type.
    private mutating func usesIDToken() throws(OAuth2Error) -> Bool {
        if overrides.usesIDToken { return true }
        return try text("tokenType")?.lowercased() == "id_token"
    }

    private mutating func optionalEndpoint(
        _ key: String
    ) throws(OAuth2Error) -> EndpointURL? {
        guard let text = try text(key) else { return nil }
        return try EndpointURL(text, key: key, allowsInsecureHTTP: overrides.allowsInsecureHTTP)
    }

    /// The scopes with single spaces between them, since files have line breaks there.
    private mutating func scope() throws(OAuth2Error) -> String {
        let text = try text("scope") ?? ""
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private mutating func flow(
        _ grant: OAuth2Grant, _ parameters: [OAuth2Parameter]
    ) throws(OAuth2Error) -> OAuth2Configuration.Flow {
        switch grant {
        case .authorizationCode: .authorizationCode(try browserSettings(grant))
        case .implicit: .implicit(try browserSettings(grant))
        case .clientCredentials: .clientCredentials
        case .refreshToken: .refreshToken
        case .deviceCode: .deviceCode(timeoutSeconds: signInSeconds)
        case .jwtBearer: .jwtBearer(try assertion(grant, parameters))
        case .tokenExchange: .tokenExchange(try assertion(grant, parameters))
        case .password:
            .password(
                username: try requiredText("username", grant),
                password: try text("password", trims: false) ?? "")
        }
    }

    /// Where the issuer requires authorization requests to be pushed to.
    private func pushURL() throws(OAuth2Error) -> EndpointURL? {
        guard let text = overrides.server?.requiredPushEndpoint else { return nil }
        return try EndpointURL(
            text, key: "pushed_authorization_request_endpoint",
            allowsInsecureHTTP: overrides.allowsInsecureHTTP)
    }

    /// Where the token comes from that is exchanged.
    private func assertion(
        _ grant: OAuth2Grant, _ parameters: [OAuth2Parameter]
    ) throws(OAuth2Error) -> GrantAssertion {
        if let assertion = overrides.assertion { return assertion }
        let name = AssertionGrant.parameter(of: grant)
        if parameters.contains(where: { $0.name == name && !$0.value.isEmpty }) {
            return .inParameters
        }
        throw OAuth2Error(.missingParameter(key: name, grant: grant))
    }

    private mutating func browserSettings(
        _ grant: OAuth2Grant
    ) throws(OAuth2Error) -> BrowserSettings {
        let url = try endpoint("authUrl", grant)
        let redirectURI = try text("redirect_uri", unless: overrides.redirectURI)
        let parameters = try authorizationParameters(grant)
        let responseMode = responseMode(grant, url, parameters)
        let redirect = Result { () throws(OAuth2Error) in
            try RedirectPlan.choose(
                redirectURI, for: url, allowsInsecureHTTP: overrides.allowsInsecureHTTP
            ).answered(by: responseMode)
        }
        let (method, verifier) = try proofKey()
        let usesApp = isOn("useBrowser") && overrides.redirectURI == nil
        let appRedirectURI = "https://oauth.pstmn.io/v1/callback"
        return BrowserSettings(
            authorizationURL: url, redirect: redirect,
            statePrefix: value("state")?.scalarText?.trimmed ?? "",
            challengeMethod: method, codeVerifier: verifier,
            parameters: parameters, pushURL: try pushURL(),
            issuer: overrides.server?.namesIssuerInResponses == true
                ? overrides.server?.issuer : nil, guidance: guidance, timeoutSeconds: signInSeconds,
            appRedirectURI: usesApp && redirectURI != appRedirectURI ? appRedirectURI : nil)
    }

    /// How the answer comes back: as the request asks for, or as the grant's answers do.
    private mutating func responseMode(
        _ grant: OAuth2Grant, _ url: EndpointURL, _ parameters: [OAuth2Parameter]
    ) -> ResponseMode {
        let usual = grant == .implicit ? ResponseMode.fragment : .query
        let own = parameters.last { $0.name == "response_mode" }?.value
        guard let name = own ?? url.queryValues("response_mode").last else { return usual }
        if let mode = ResponseMode(rawValue: name.lowercased()) { return mode }
        warn(
            "'response_mode' is '\(name)', whose answers cannot be read",
            help: ["use 'query', 'fragment' or 'form_post'"])
        return usual
    }

    /// The options that guide the person who signs in.
    private var guidance: [OAuth2Parameter] {
        [("login_hint", overrides.loginHint), ("prompt", overrides.prompt)].compactMap {
            name, value in value.map { OAuth2Parameter(name: name, value: $0, place: .url) }
        }
    }

    private var signInSeconds: Int {
        overrides.signInTimeoutSeconds ?? OAuth2Overrides.usualSignInSeconds
    }

    /// Returns the file's settings for PKCE; under any other grant its keys are leftovers.
    private mutating func proofKey() throws(OAuth2Error) -> (ProofKey.Method, String?) {
        guard try text("grant_type")?.lowercased() == "authorization_code_with_pkce" else {
            return (.s256, nil)
        }
        var method = ProofKey.Method.s256
        switch try text("challengeAlgorithm")?.lowercased() {
        case nil, "s256", "sha-256", "sha256": break
        case "plain": method = .plain
        case let found?:
            throw OAuth2Error(
                .invalidParameter(
                    key: "challengeAlgorithm", problem: .notOneOf(["S256", "plain"], found: found)))
        }
        guard let verifier = try text("code_verifier") else { return (method, nil) }
        guard ProofKey.isVerifier(verifier) else {
            throw OAuth2Error(
                .invalidParameter(key: "code_verifier", problem: .malformedCodeVerifier))
        }
        return (method, verifier)
    }

    private mutating func client(
        _ grant: OAuth2Grant, _ parameters: [OAuth2Parameter]
    ) throws(OAuth2Error) -> OAuth2Client {
        let names = Set(parameters.map(\.name))
        let mayBeAnonymous =
            grant == .password || grant == .jwtBearer || grant == .tokenExchange
            || names.contains("client_id") || names.contains("client_assertion")
        let id = mayBeAnonymous ? try text("clientId") ?? "" : try requiredText("clientId", grant)
        let secret = try text("clientSecret", unless: overrides.clientSecret) ?? ""
        let needsSecret = grant == .authorizationCode || grant == .clientCredentials
        if needsSecret, secret.isEmpty, overrides.clientAssertion == nil,
            names.isDisjoint(with: ["client_secret", "client_assertion"])
        {
            // Before a person signs in, not after.
            try checkNotEmptied("clientSecret")
        }
        return OAuth2Client(
            id: id, secret: secret,
            authentication: try text("client_authentication")?.lowercased() == "body"
                ? .body : .header, assertion: overrides.clientAssertion)
    }
}

extension OAuth2BlockReader {
    /// Parameters that would break the tie between the legs of a sign-in.
    private static let tied: Set<String> = [
        "redirect_uri", "state", "code_challenge", "code_challenge_method", "response_type",
    ]

    /// Returns the parameters of the sign-in; for the implicit grant the older keys join them.
    private mutating func authorizationParameters(
        _ grant: OAuth2Grant
    ) throws(OAuth2Error) -> [OAuth2Parameter] {
        var list = try parameters("authRequestParams", default: .url)
        for parameter in list where Self.tied.contains(parameter.name) {
            warn(
                "'\(parameter.name)' in 'authRequestParams' is ignored: it is set for each sign-in")
        }
        list.removeAll { Self.tied.contains($0.name) }
        if grant == .implicit { try join(&list, of: "authRequestParams", as: .url) }
        return list
    }

    /// The token request's parameters; `resource` and `audience` keys of older files join them.
    private mutating func tokenParameters() throws(OAuth2Error) -> [OAuth2Parameter] {
        var list = try parameters("tokenRequestParams", default: .body)
        try join(&list, of: "tokenRequestParams", as: .body)
        return list
    }

    /// Adds what the keys `resource` and `audience` of older files say to the parameters of a key.
    private mutating func join(
        _ list: inout [OAuth2Parameter], of parametersKey: String, as place: OAuth2Parameter.Place
    ) throws(OAuth2Error) {
        for key in ["resource", "audience"] {
            let old = try texts(key)
            let own = list.filter { $0.name == key }.map(\.value)
            if own.isEmpty {
                list += old.map { OAuth2Parameter(name: key, value: $0, place: place) }
            } else if !old.isEmpty, Set(old) != Set(own) {
                warn("'\(key)' differs from that in '\(parametersKey)', which is used")
            }
        }
    }

    /// The refresh request's parameters; Entra v1 wants the resource named again.
    private mutating func refreshParameters(
        _ tokenParameters: [OAuth2Parameter]
    ) throws(OAuth2Error) -> [OAuth2Parameter] {
        var list = try parameters("refreshRequestParams", default: .body)
        if !list.contains(where: { $0.name == "resource" }) {
            list += tokenParameters.filter { $0.name == "resource" && $0.place != .header }
        }
        return list
    }

    /// Warns about settings that servers are known to refuse, or to answer with a wrong token.
    private mutating func reportDoubts(_ configuration: OAuth2Configuration) {
        for name in ["resource", "audience"] { reportConflict(name, configuration) }
        if configuration.grant == .password {
            warn(
                "the password grant is obsolete and cannot pass multi-factor authentication",
                help: ["use client credentials for unattended runs"])
        }
        if configuration.grant == .implicit {
            warn(
                "the implicit grant is obsolete: its token is in the browser's address, and cannot "
                    + "be refreshed",
                help: [
                    "register the application for the authorization code grant, and set "
                        + "'grant_type' to 'authorization_code'"
                ])
        }
        reportMissingSecret(configuration)
        reportVersions(configuration)
    }

    /// Warns before a person signs in that a web application of Entra's will be refused afterwards.
    private mutating func reportMissingSecret(_ configuration: OAuth2Configuration) {
        let client = configuration.client
        guard case .authorizationCode(let settings) = configuration.flow,
            case .success(.paste(let redirectURI)) = settings.redirect,
            redirectURI.hasPrefix("https:"),
            MicrosoftLogin.isHost(configuration.tokenURL.parts.host),
            !redirectURI.hasSuffix("/nativeclient"), client.secret.isEmpty, client.assertion == nil
        else { return }
        let names = Set(configuration.tokenParameters.map(\.name))
        guard names.isDisjoint(with: ["client_secret", "client_assertion"]) else { return }
        warn(
            "client '\(client.id)' has no secret, which Entra wants for the redirect URI "
                + "'\(redirectURI)' unless it is registered as 'Mobile and desktop'",
            help: ["give the secret with '--client-secret env:NAME'"])
    }

    private mutating func reportConflict(_ name: String, _ configuration: OAuth2Configuration) {
        let sent = configuration.tokenParameters.filter { $0.name == name }.map(\.value)
        let query = configuration.tokenURL.queryValues(name)
        if !sent.isEmpty, !query.isEmpty, Set(sent) != Set(query) {
            warn(
                "'\(name)' in the query of 'accessTokenUrl' is overridden by another value for it"
            )
        }
        guard name == "resource", case .authorizationCode(let settings) = configuration.flow else {
            return
        }
        let own = settings.parameters.filter { $0.name == name }.map(\.value)
        let asked = own.isEmpty ? settings.authorizationURL.queryValues(name) : own
        let redeemed = sent.isEmpty ? query : sent
        if !asked.isEmpty, !redeemed.isEmpty, Set(asked) != Set(redeemed) {
            warn(
                "'resource' is not the same in the authorization request and in the token request",
                help: ["the server may refuse the code; write the same value, to the slash"])
        }
    }

    private mutating func reportVersions(_ configuration: OAuth2Configuration) {
        let tokenVersion = MicrosoftLogin.version(of: configuration.tokenURL)
        var legs = [(configuration.tokenURL, configuration.tokenParameters)]
        if let settings = configuration.browserSettings {
            legs.append((settings.authorizationURL, settings.parameters))
        }
        let naming = legs.filter { url, parameters in
            parameters.contains { $0.name == "resource" } || !url.queryValues("resource").isEmpty
        }
        if tokenVersion == .v1, naming.isEmpty {
            warn(
                "a token is requested from a v1 endpoint without 'resource'; v1 ignores 'scope'",
                help: [
                    "add '?resource=https://…' to 'accessTokenUrl', or use the v2.0 endpoints with "
                        + "'scope'"
                ])
        }
        if naming.contains(where: { MicrosoftLogin.version(of: $0.0) == .v2 }) {
            warn(
                "'resource' goes to a v2.0 endpoint, which refuses it",
                help: ["use a scope such as 'https://…/.default', or the v1 endpoints"])
        }
        guard case .authorizationCode(let settings) = configuration.flow,
            let version = MicrosoftLogin.version(of: settings.authorizationURL),
            let tokenVersion, version != tokenVersion
        else { return }
        warn(
            "'authUrl' is a \(version.rawValue) endpoint and 'accessTokenUrl' a "
                + "\(tokenVersion.rawValue) one",
            help: ["use both of the same generation"])
    }
}
