import Diagnostics
import HTTPModel

/// What is known so far; the first trouble of a part counts.
struct CheckFindings {
    private var verdicts: [OAuth2Check.Part: OAuth2Check.Verdict] = [:]

    subscript(part: OAuth2Check.Part) -> OAuth2Check.Verdict {
        get { verdicts[part] ?? .unknown("not tested, since something else is wrong") }
        set {
            if case .wrong? = verdicts[part] { return }
            verdicts[part] = newValue
        }
    }

    /// Which part Entra's numbers are about (OAuth2Reference §6.2).
    private static let numbers: [OAuth2Check.Part: Set<Int>] = [
        .endpoint: [90002, 90019, 50059, 50128, 50194, 9_001_023, 90124, 90130, 90038, 900_382],
        .credentials: [700_016, 700_011, 70001, 7_000_112],
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
            self[.credentials] = .unknown("the server tests them at the sign-in only")
        case nil, .scope, .redirect: self[.credentials] = .fine(OAuth2Check.knows(configuration))
        case .endpoint, .credentials: break
        }
        if part == nil { self[.scope] = .unknown(OAuth2Check.needsSignIn) }
    }

    /// Returns the part that a refusal is about; nil if it is only about the impossible code.
    private func part(of refusal: OAuth2Refusal) -> OAuth2Check.Part? {
        if let part = Self.part(of: refusal.numbers) { return part }
        switch refusal.code {
        case let error? where refusal.hasNoEndpoint && !ErrorCatalogue.isCode(error):
            return .endpoint
        case "invalid_grant":
            guard case .token(.password) = refusal.stage else { return nil }
            return .credentials
        // Slack's and GitHub's words for a code that they do not know.
        case "invalid_code", "bad_verification_code": return nil
        case "invalid_scope", "invalid_target", "invalid_resource": return .scope
        case "redirect_uri_mismatch": return .redirect
        case "invalid_request":
            let named = Self.words.first { refusal.description?.contains($0.word) == true }
            return named?.part ?? .endpoint
        case "server_error", "temporarily_unavailable": return .endpoint
        // A firewall's.
        case nil where refusal.status == 403 && refusal.body == .page: return .endpoint
        case nil: return refusal.isAboutClient ? .credentials : .endpoint
        default: return .credentials
        }
    }

    /// Returns the part that one of Entra's numbers is about.
    private static func part(of found: [Int]) -> OAuth2Check.Part? {
        OAuth2Check.Part.allCases.first { part in
            found.contains { numbers[part]?.contains($0) == true }
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
                self[.redirect] =
                    Self.mayBeError(location)
                    ? .unknown(
                        "\(endpoint) goes on to '\(Self.shown(location))', which may be a page "
                            + "about an error: open the link of 'posthaste auth url' in a browser")
                    : .fine("\(endpoint) goes on to a sign-in")
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
                switch refusal.code {
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

    private static func shown(_ location: String) -> String {
        ShownText.harmless(EndpointURL.displayed(location), limit: 200)
    }

    /// Whether an address looks like that of a page about an error, which only a person reads.
    private static func mayBeError(_ location: String) -> Bool {
        let text = location.lowercased()
        return ["error", "mismatch", "denied", "invalid"].contains(where: text.contains)
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
        } else if let part = Self.part(of: refusal.numbers) {
            // Entra shows its refusals with status 200.
            let number = refusal.numbers.first.map { "AADSTS\($0)" } ?? ""
            self[part] = .wrong("\(endpoint) shows the error \(number)", help: refusal.help)
        } else {
            self[.redirect] = .fine("\(endpoint) shows a sign-in page for it")
        }
    }
}
