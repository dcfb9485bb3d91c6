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
        case untold(String)
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
            findings[.redirect] = .untold("not used by this grant")
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
                ? .untold("none is asked for") : .fine("'\(configuration.scope)' is accepted")
        default:
            guard var form = try form(configuration) else {
                findings[.credentials] = .untold("no secret is used by this grant")
                findings[.scope] = .untold("known only after a sign-in")
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
                ? .untold("none is asked for, and the server names none")
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

/// What is known so far; the first trouble of a part counts.
private struct CheckFindings {
    private var verdicts: [OAuth2Check.Part: OAuth2Check.Verdict] = [:]

    subscript(part: OAuth2Check.Part) -> OAuth2Check.Verdict {
        get { verdicts[part] ?? .untold("not tested, since something else is wrong") }
        set {
            if case .wrong? = verdicts[part] { return }
            verdicts[part] = newValue
        }
    }

    /// Which part Entra's numbers are about (OAuth2Reference §6.2).
    private static let numbers: [OAuth2Check.Part: Set<Int>] = [
        .endpoint: [90002, 90019, 50059, 50128, 50194, 9_001_023, 90124, 90130, 90038, 900_382],
        .redirect: [50011, 900_971],
        .scope: [
            70011, 28002, 28003, 28000, 700_022, 700_023, 500_011, 50001, 650_052, 650_053,
            650_057, 901_002, 9_010_010, 65001, 65005, 650_056,
        ],
    ]

    /// The parameters that servers name where they say no more than `invalid_request`.
    private static let words: [(word: String, part: OAuth2Check.Part)] = [
        ("client_id", .credentials), ("client_secret", .credentials),
        ("redirect_uri", .redirect), ("scope", .scope),
    ]

    /// Reads what the token endpoint refused.
    mutating func read(_ refusal: OAuth2Refusal, _ configuration: OAuth2Configuration) {
        let part = part(of: refusal)
        var help = refusal.help
        if part == .endpoint, help.isEmpty {
            help = ["check 'accessTokenUrl', and the tenant in it"]
        }
        let trouble = OAuth2Check.Verdict.wrong(refusal.message, help: help)
        if part != .endpoint { self[.endpoint] = .fine("\(refusal.endpoint) answers as it should") }
        if let part { self[part] = trouble }
        switch part {
        case nil where refusal.numbers.contains(9_002_313):
            // Entra looks at the code before it looks at the client.
            self[.credentials] = .untold("the server tests them at the sign-in only")
        case nil, .scope, .redirect: self[.credentials] = .fine(OAuth2Check.knows(configuration))
        case .endpoint, .credentials: break
        }
        if part == nil { self[.scope] = .untold("known only after a sign-in") }
    }

    /// Returns the part that a refusal is about; nil if it is only about the impossible code.
    private func part(of refusal: OAuth2Refusal) -> OAuth2Check.Part? {
        for (part, numbers) in Self.numbers where refusal.numbers.contains(where: numbers.contains)
        {
            return part
        }
        switch refusal.error {
        case "invalid_grant":
            guard case .token(.password) = refusal.stage else { return nil }
            return .credentials
        case "invalid_scope", "invalid_target", "invalid_resource": return .scope
        case "invalid_request":
            let named = Self.words.first { refusal.description?.contains($0.word) == true }
            return named?.part ?? .endpoint
        case "server_error", "temporarily_unavailable": return .endpoint
        case nil: return refusal.isAboutClient ? .credentials : .endpoint
        default: return .credentials
        }
    }

    /// Reads what the authorization endpoint answers to somebody who has not signed in.
    mutating func read(
        _ response: HTTPResponse, _ pending: SignInRequest,
        _ redirect: RedirectPlan, _ configuration: OAuth2Configuration
    ) {
        let endpoint = EndpointURL.displayed(pending.url)
        let redirectURI = redirect.registered
        if let location = response.headers["Location"], (300..<400).contains(response.status) {
            guard pending.isAnswered(by: location) else {
                self[.redirect] = .fine("\(endpoint) goes on to a sign-in")
                return
            }
            self[.redirect] = .fine("\(endpoint) takes '\(redirectURI)'")
            do throws(OAuth2Error) {
                try pending.verify(location)
                if !configuration.scope.isEmpty {
                    self[.scope] = .fine("'\(configuration.scope)' is accepted")
                }
            } catch {
                guard case .refused(let refusal) = error.kind else { return }
                switch refusal.error {
                case "login_required", "interaction_required", "consent_required": break
                case "invalid_scope", "invalid_target":
                    self[.scope] = .wrong(refusal.message, help: refusal.help)
                default: self[.credentials] = .wrong(refusal.message, help: refusal.help)
                }
            }
            return
        }
        readPage(response, endpoint, pending.clientID, redirectURI)
    }

    /// Reads a page: of a sign-in, or of an error that only a person was meant to see.
    private mutating func readPage(
        _ response: HTTPResponse, _ endpoint: String, _ clientID: String, _ redirectURI: String
    ) {
        let page = String(decoding: response.body.prefix(1 << 18), as: UTF8.self)
        let refusal = OAuth2Refusal(
            stage: .authorization, endpoint: endpoint, description: page)
        let isRedirect =
            !Self.numbers[.redirect, default: []].isDisjoint(with: refusal.numbers)
            || (response.status >= 400 && page.lowercased().contains("redirect"))
        if isRedirect {
            self[.redirect] = .wrong(
                "\(endpoint) does not know the redirect URI '\(redirectURI)'",
                help: [
                    "register exactly this one for client '\(clientID)', or write the "
                        + "registered one into 'redirect_uri'"
                ])
        } else if response.status == 404 || response.status == 405 || response.status >= 500 {
            self[.endpoint] = .wrong(
                "\(endpoint) answered \(response.status), which no authorization endpoint does",
                help: ["check 'authUrl'"])
        } else if response.status >= 400 {
            let numbers = refusal.numbers.map { ", AADSTS\($0)" }.joined()
            self[.credentials] = .wrong(
                "\(endpoint) refused the request with \(response.status)\(numbers)",
                help: ["open the link of 'posthaste auth url' in a browser to see its reason"])
        } else {
            self[.redirect] = .fine("\(endpoint) shows a sign-in page for it")
        }
    }
}
