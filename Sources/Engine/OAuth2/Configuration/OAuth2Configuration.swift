/// All settings that obtaining a token needs: resolved, checked, and of one grant only.
///
/// The place of the token in requests is not part of it, so blocks that differ only in that share
/// a token.
public struct OAuth2Configuration: Sendable {
    /// The grant, and what only it needs.
    public enum Flow: Sendable, Hashable {
        /// A person signs in.
        case authorizationCode(BrowserSettings)
        /// A person signs in, and the token is in the answer.
        case implicit(BrowserSettings)
        /// The client acts for itself.
        case clientCredentials
        /// Posthaste sends the person's name and password.
        case password(username: String, password: String)
        /// A person signs in at another device, for at most so many seconds.
        case deviceCode(timeoutSeconds: Int)
        /// A refresh token from elsewhere.
        case refreshToken
        /// A token is exchanged by the JWT bearer grant.
        case jwtBearer(GrantAssertion)
        /// A token is exchanged by token exchange.
        case tokenExchange(GrantAssertion)
    }

    /// The element that has the block, for messages.
    public let owner: String
    /// The grant, and what only it needs.
    public let flow: Flow
    /// The client.
    public let client: OAuth2Client
    /// The endpoint that gives the token: the authorization endpoint for the implicit grant.
    public let tokenURL: EndpointURL
    /// The scopes, separated by single spaces; empty for none.
    public let scope: String
    /// The user's own parameters for token requests.
    public let tokenParameters: [OAuth2Parameter]
    /// How the token is refreshed.
    public let refresh: RefreshSettings
    /// Whether the identity token is sent in place of the access token.
    public let usesIDToken: Bool
    /// Whether the token is bound to a key, which each request proves to have (DPoP).
    public let usesDPoP: Bool
    /// The file's own token, for runs in which nobody can sign in.
    public let fallbackToken: String?
    /// Identifies the token: two configurations with the same key share it.
    public let key: Key

    init(
        owner: String, flow: Flow, client: OAuth2Client, tokenURL: EndpointURL, scope: String,
        tokenParameters: [OAuth2Parameter], refresh: RefreshSettings, fallbackToken: String?,
        usesIDToken: Bool = false, usesDPoP: Bool = false
    ) {
        self.owner = owner
        self.flow = flow
        self.client = client
        self.tokenURL = tokenURL
        self.scope = scope
        self.tokenParameters = tokenParameters
        self.refresh = refresh
        self.fallbackToken = fallbackToken
        self.usesIDToken = usesIDToken
        self.usesDPoP = usesDPoP
        key = Key(
            flow, client, tokenURL, scope: scope, parameters: tokenParameters, refresh: refresh,
            extras: (usesIDToken ? ["id_token"] : []) + (usesDPoP ? ["dpop"] : []))
    }

    /// The settings of a sign-in with a browser; nil for other grants.
    public var browserSettings: BrowserSettings? {
        switch flow {
        case .authorizationCode(let settings), .implicit(let settings): settings
        case .clientCredentials, .deviceCode, .password, .refreshToken, .jwtBearer,
            .tokenExchange:
            nil
        }
    }

    /// The source of the token that is exchanged; nil for other grants.
    var assertion: GrantAssertion? {
        switch flow {
        case .jwtBearer(let assertion), .tokenExchange(let assertion): assertion
        default: nil
        }
    }

    /// The grant's name.
    public var grant: OAuth2Grant {
        switch flow {
        case .authorizationCode: .authorizationCode
        case .clientCredentials: .clientCredentials
        case .deviceCode: .deviceCode
        case .implicit: .implicit
        case .password: .password
        case .refreshToken: .refreshToken
        case .jwtBearer: .jwtBearer
        case .tokenExchange: .tokenExchange
        }
    }
}

/// The client, and how it authenticates.
public struct OAuth2Client: Sendable, Hashable {
    /// The place of client id and secret in a token request.
    public enum Placement: Sendable, Hashable {
        /// In `Authorization: Basic`.
        case header
        /// In the form body.
        case body
    }

    /// The client id; may be empty if the server asks for none.
    public var id: String
    /// The secret; empty for a public client.
    public var secret: String
    /// Where both stand.
    public var authentication: Placement
    /// The assertion that authenticates the client in place of the secret.
    public var assertion: ClientAssertion?
}

/// What only a sign-in by a browser needs; the implicit grant has no use for the verifier.
public struct BrowserSettings: Sendable, Hashable {
    /// The authorization endpoint.
    var authorizationURL: EndpointURL
    /// Where the answer is received, or why it could not be received there.
    ///
    /// A redirect URI that cannot be used is an error only when somebody has to sign in: a kept or
    /// given token needs none.
    var redirect: Result<RedirectPlan, OAuth2Error>
    /// The file's fixed state, which ours starts with.
    var statePrefix: String
    /// How the verifier is shown in the authorization request.
    var challengeMethod: ProofKey.Method
    /// The file's fixed verifier.
    var codeVerifier: String?
    /// The user's own parameters for the authorization request.
    var parameters: [OAuth2Parameter]
    /// Where the request is pushed to before the sign-in (RFC 9126); nil if it is not.
    var pushURL: EndpointURL?
    /// The issuer that the response must name; nil if the server does not promise that.
    var issuer: String?
    /// Parameters that only guide the person who signs in; they do not distinguish tokens.
    var guidance: [OAuth2Parameter] = []
    /// How long a person may take.
    var timeoutSeconds: Int
    /// The redirect URI that the Postman app sends for this block, if it is another one.
    var appRedirectURI: String?
}

/// How a token is refreshed.
public struct RefreshSettings: Sendable, Hashable {
    /// The endpoint: `refreshTokenUrl`, or the token endpoint with its query.
    public var url: EndpointURL
    /// The user's own parameters.
    public var parameters: [OAuth2Parameter] = []
    /// A refresh token to start with.
    public var token: String?
}

extension OAuth2Configuration {
    /// Identifies the token: two configurations with the same key share it.
    ///
    /// State, verifier, redirect and the parameters that are new for each request do not count: a
    /// block with `{{$guid}}` in its state would get a token for every request otherwise.
    public struct Key: Sendable, Hashable {
        private var grant: [String]
        private var endpoints: [String]
        private var client: OAuth2Client
        private var scopes: Set<String>
        private var parameters: [[OAuth2Parameter]]
        private var refreshToken: String?

        /// Parameters that are new for each request.
        static let unstable: Set<String> = ["state", "nonce", "client-request-id"]

        fileprivate init(
            _ flow: Flow, _ client: OAuth2Client, _ tokenURL: EndpointURL, scope: String,
            parameters: [OAuth2Parameter], refresh: RefreshSettings, extras: [String]
        ) {
            endpoints = [tokenURL.identity, refresh.url.identity]
            var lists = [parameters, refresh.parameters]
            switch flow {
            case .authorizationCode(let settings):
                grant = ["code"]
                endpoints.append(settings.authorizationURL.identity)
                lists.append(settings.parameters)
            case .implicit(let settings):
                grant = ["implicit"]
                lists.append(settings.parameters)
            case .password(let username, let password): grant = ["password", username, password]
            case .clientCredentials: grant = ["client"]
            case .deviceCode: grant = ["device"]
            case .refreshToken: grant = ["refresh"]
            case .jwtBearer: grant = ["jwt"]
            case .tokenExchange: grant = ["exchange"]
            }
            grant += extras
            self.client = client
            scopes = Set(scope.split(separator: " ").map(String.init))
            self.parameters = lists.map { list in
                list.filter { !Self.unstable.contains($0.name.lowercased()) }
            }
            refreshToken = refresh.token
        }
    }
}
