import Cryptography
import Diagnostics
public import HTTPModel

/// Tests each part of an OAuth 2.0 set-up on its own, without a person and without using anything
/// up.
///
/// For a grant without a person it requests a real token; for the device grant a code, which nobody
/// enters. For the other grants it sends an impossible code or refresh token: a server that refuses
/// that, and not the client, knows the client.
public struct OAuth2Check {
    /// What can be wrong.
    public enum Part: String, Sendable, CaseIterable {
        /// The addresses.
        case endpoint
        /// The client, and how it proves who it is.
        case credentials
        /// The redirect URI.
        case redirect
        /// What is asked for.
        case scope
    }

    /// What is known of a part.
    public enum Verdict: Sendable, Hashable {
        /// It works.
        case fine(String)
        /// It does not.
        case wrong(String, help: [String])
        /// Only a sign-in can show, or there is nothing to test.
        case unknown(String)
    }

    private let transport: any HTTPTransport
    private let options: TransferOptions
    private let environment: TokenEnvironment
    private let endpoint: TokenEndpoint

    /// Makes a check that uses the run's connection.
    public init(
        transport: any HTTPTransport, options: TransferOptions,
        environment: TokenEnvironment, observer: TokenObserver
    ) {
        self.transport = transport
        self.options = options
        self.environment = environment
        endpoint = TokenEndpoint(
            transport: transport, options: options, environment: environment, observer: observer)
    }

    /// What is known of each part after the tests.
    public func verdicts(
        for configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> [(part: Part, verdict: Verdict)] {
        var findings = CheckFindings()
        do throws(OAuth2Error) {
            try testToken(configuration, &findings)
        } catch {
            switch error.kind {
            case .refused(let refusal): findings.read(refusal, configuration)
            case .unreachable, .unusableTokenReply, .noDeviceEndpoint:
                findings[.endpoint] = .wrong(error)
            default: findings[.credentials] = .wrong(error)
            }
        }
        if let settings = configuration.browserSettings {
            try testSignIn(configuration, settings, &findings)
        } else {
            findings[.redirect] = .unknown("not used by this grant")
        }
        return Part.allCases.map { ($0, findings[$0]) }
    }

    // MARK: The token endpoint

    /// A code or refresh token that no server has issued.
    private static let impossible = "posthaste-check"

    private func testToken(
        _ configuration: OAuth2Configuration, _ findings: inout CheckFindings
    ) throws(OAuth2Error) {
        switch configuration.flow {
        case .deviceCode:
            let url = try endpoint.deviceEndpoint(of: configuration.tokenURL)
            _ = try endpoint.deviceAuthorization(
                for: DeviceGrant.authorizationForm(configuration, at: url),
                client: configuration.client, owner: configuration.owner)
            findings[.endpoint] = .fine("\(url.displayed) gave a code")
            findings[.scope] =
                configuration.scope.isEmpty
                ? .unknown("none is asked for") : .fine("'\(configuration.scope)' is accepted")
        default:
            guard var form = try form(configuration) else {
                findings[.credentials] = .unknown("no secret is used by this grant")
                findings[.scope] = .unknown(Self.needsSignIn)
                return
            }
            form.usesIDToken = configuration.usesIDToken
            let token = try endpoint.token(for: form, client: configuration.client)
            findings[.endpoint] = .fine("\(configuration.tokenURL.displayed) gave a token")
            findings[.scope] = Self.scope(of: token, configuration)
        }
        findings[.credentials] = .fine(Self.knows(configuration))
    }

    /// Returns a request that cannot succeed by accident; nil for a grant without token requests.
    private func form(
        _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> TokenForm? {
        switch configuration.flow {
        case .implicit, .jwtBearer, .tokenExchange: return nil
        case .clientCredentials: return ClientCredentialsGrant.tokenForm(configuration)
        case .password(let username, let password):
            return PasswordGrant.tokenForm(configuration, username: username, password: password)
        case .deviceCode, .refreshToken:
            return RefreshGrant.tokenForm(configuration, refreshToken: Self.impossible)
        case .authorizationCode(let settings):
            let grant = try CodeGrant(
                configuration, settings, random: environment.random)
            return grant.tokenForm(
                code: Self.impossible, redirectURI: Self.redirectURI(try? settings.redirect.get()))
        }
    }

    /// Why nothing is known of a scope, not even that of a kept token: a check tests the server.
    static let needsSignIn =
        "the server names it at a sign-in; 'auth status' shows that of a kept token"

    static func knows(_ configuration: OAuth2Configuration) -> String {
        let client = configuration.client
        let secret = client.secret.isEmpty ? "" : " and its secret"
        let proof = client.assertion == nil ? secret : " and its assertion"
        return "the server knows client '\(client.id)'\(proof)"
    }

    private static func scope(
        of token: OAuth2Token, _ configuration: OAuth2Configuration
    ) -> Verdict {
        guard let scope = token.scope else {
            return configuration.scope.isEmpty
                ? .unknown("none is asked for, and the server names none")
                : .fine("'\(configuration.scope)' is granted as asked for")
        }
        let granted = ShownText.harmless(scope, limit: 200)
        let missing = Set(configuration.scope.split(separator: " "))
            .subtracting(scope.split(separator: " ")).filter { !$0.hasSuffix("/.default") }
        if missing.isEmpty { return .fine("'\(granted)' is granted") }
        return .wrong(
            "'\(granted)' is granted, but not '\(missing.sorted().joined(separator: " "))'",
            help: ["give the application these permissions, or take them out of 'scope'"])
    }

    // MARK: The sign-in

    /// Returns the redirect URI as a sign-in would send it, with some port if any port may be used.
    private static func redirectURI(_ plan: RedirectPlan?) -> String {
        switch plan {
        case .loopback(let redirect): redirect.uri(port: 49_152)
        case .paste(let redirectURI): redirectURI
        // The code is impossible anyway.
        case nil: "http://127.0.0.1/callback"
        }
    }

    private func testSignIn(
        _ configuration: OAuth2Configuration, _ settings: BrowserSettings,
        _ findings: inout CheckFindings
    ) throws(OAuth2Error) {
        let redirect: RedirectPlan
        switch settings.redirect {
        case .success(let plan): redirect = plan
        case .failure(let error):
            findings[.redirect] = .wrong(error)
            return
        }
        let grant = try CodeGrant(
            configuration, settings, random: environment.random)
        let isImplicit = configuration.grant == .implicit
        let pending = SignInLink(
            configuration: configuration, settings: settings, state: grant.state,
            proofKey: isImplicit ? nil : grant.proofKey
        ).pending(redirectURI: Self.redirectURI(redirect))
        var options = options
        options.followsRedirects = false
        options.disablesCookies = true
        options.limitForToken()
        let request = HTTPRequest(
            url: pending.url,
            headers: HTTPHeaders([HTTPField(name: "Accept", value: "text/html, */*")]))
        do throws(TransportError) {
            let exchange = try transport.exchange(request, options: options)
            findings.read(exchange.response, pending, redirect, configuration)
            if isImplicit {
                findings[.endpoint] = .fine("\(settings.authorizationURL.displayed) answers")
            }
        } catch {
            let endpoint = settings.authorizationURL.displayed
            findings[.endpoint] = .wrong(
                OAuth2Error(.unreachable(endpoint: endpoint, error)))
        }
    }
}

extension OAuth2Check.Verdict {
    /// The verdict for an error.
    fileprivate static func wrong(_ error: OAuth2Error) -> OAuth2Check.Verdict {
        .wrong(error.wording.message, help: error.wording.help)
    }
}
