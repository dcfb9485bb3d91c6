public import Diagnostics
import HTTPModel
import Signing
import TextEncoding

/// The wording of an error: what happened, the likely cause, what to change and where.
struct Wording {
    /// What happened.
    var message: String
    /// What may help.
    var help: [String] = []

    init(_ message: String, _ help: String...) {
        self.message = message
        self.help = help
    }
}

extension OAuth2Error {
    /// The error in words; nothing in it is secret.
    public var diagnostic: Diagnostic {
        let wording = wording
        let subject = owner.isEmpty ? "authorization" : "authorization of \(owner)"
        return Diagnostic(.error, "\(subject): \(wording.message)", help: hints + wording.help)
    }

    /// What happened, and what may help.
    var wording: Wording {
        switch kind {
        case .missingParameter(let key, let grant): .missing(key, grant)
        case .unresolvedVariable(let name, let key): .unresolved(name, in: key)
        case .unsubstitutedVariable(let name, let key):
            Wording(SigningError(.unsubstitutedVariable(name: name, key: key)))
        case .emptyVariable(let name, let key): .emptyVariable(name, in: key)
        case .invalidParameter(let key, let problem):
            Wording(
                "'\(key)' \(problem.wording)", "correct '\(key)' or the variable that it names")
        case .unsupportedGrant(let name): .unsupportedGrant(name)
        case .severalClients(let option, let key, let clients):
            .severalClients(option, key, clients)
        case .insecureAddress(let key, let host): .insecureAddress(key, host)
        case .redirectNeedsPort(let redirectURI): .redirectNeedsPort(redirectURI)
        case .unusableTokenType(let type): .unusableTokenType(type)
        case .needsPerson(let need): .needsPerson(need)
        case .signInTimedOut(let timeout): .timedOut(timeout)
        case .codeNotEntered(let seconds): .codeNotEntered(seconds)
        case .noAssertion(let source, let reason):
            Wording("the client assertion from '\(source)' cannot be read: \(reason)")
        case .noIDToken(let endpoint):
            Wording(
                "\(endpoint) issued no identity token", "add 'openid' to 'scope' in the auth block")
        case .unusableMetadata(let issuer, let problem): .unusableMetadata(issuer, problem)
        case .noDeviceEndpoint(let endpoint): .noDeviceEndpoint(endpoint)
        case .signInCancelled: Wording("the sign-in was cancelled")
        case .signInFailed(let reason): Wording("the sign-in failed: \(reason)")
        case .unusableAnswer(let problem): Wording(problem.wording, problem.help)
        case .tokenLocked(let seconds): .tokenLocked(seconds)
        case .noStore: .noStore
        case .unknownAnswer: .unknownAnswer
        case .linkExpired: .linkExpired
        case .answersOther(let owner): .answersOther(owner)
        case .noSignInLink(let grant): .noSignInLink(grant)
        case .refused(let refusal): Wording(refusal)
        case .unreachable(let endpoint, let error): .unreachable(endpoint, error)
        case .unusableTokenReply(let endpoint, let status, let problem):
            .unusableReply(endpoint, status, problem)
        case .signing(let error): Wording(error)
        case .cryptography(let error): Wording(SigningError(.cryptography(error)))
        }
    }
}

/// The wording of what is wrong with the settings.
extension Wording {
    static func missing(_ key: String, _ grant: OAuth2Grant?) -> Wording {
        if key == "assertion" || key == "subject_token" {
            return Wording(
                "grant '\(grant?.rawValue ?? "jwt_bearer")' needs a token to exchange",
                "give it with '--assertion env:NAME', or a Google service account with "
                    + "'--service-account FILE'")
        }
        if key == "refreshToken" {
            return Wording(
                "there is no refresh token to start with",
                "give one with '--refresh-token env:NAME', or choose another grant with "
                    + "'--oauth2-grant'")
        }
        let need = grant.map { "grant '\($0.rawValue)' needs '\(key)'" } ?? "'\(key)' is missing"
        return Wording(
            need, "set '\(key)' in the auth block, or choose another grant with '--oauth2-grant'")
    }

    static func unresolved(_ name: String, in key: String) -> Wording {
        var wording = emptyVariable(name, in: key)
        wording.message = "variable '\(name)' in '\(key)' has no value"
        return wording
    }

    static func emptyVariable(_ name: String, in key: String) -> Wording {
        let option =
            switch key {
            case "clientSecret":
                "give it with '--client-secret env:NAME'; a public client has no 'clientSecret' in "
                    + "its auth block"
            case "refreshToken": "give it with '--refresh-token env:NAME'"
            case "accessToken":
                "set it before this request, or give the token with '--access-token env:NAME'"
            default: "set it in the environment, or with --env-var '\(name)=…'"
            }
        return Wording("variable '\(name)' in '\(key)' is empty", option)
    }

    static func unsupportedGrant(_ name: String) -> Wording {
        let names = OAuth2Grant.allCases.map(\.rawValue)
        if let near = Spelling.nearest(to: name, among: names) {
            return Wording("grant '\(name)' is not supported", "did you mean '\(near)'?")
        }
        return Wording(
            "grant '\(name)' is not supported",
            "choose one of " + names.joined(separator: ", ")
                + " with '--oauth2-grant'")
    }

    static func severalClients(
        _ option: String, _ key: String, _ clients: [String]
    ) -> Wording {
        var wording = Wording(
            "'\(option)' is for one client, but the requests use \(clients.count): "
                + ShownText.harmless(clients.joined(separator: ", "), limit: 500),
            "leave '\(key)' empty in the block of the client that it is for, and in no other")
        wording.help.append("or run the requests of each client apart, with '--item PATH'")
        if option == "--client-secret" {
            wording.help.append(
                "or use a variable as 'clientSecret' of each, as '{{appSecret}}': give the values "
                    + "with '--secret appSecret=env:NAME', or for data rows in a column of the data"
            )
        }
        return wording
    }

    static func insecureAddress(_ key: String, _ host: String) -> Wording {
        Wording(
            "'\(key)' is plain HTTP to '\(host)', which would send credentials in clear text",
            "use https; for a trusted network, '--allow-insecure-http' permits plain HTTP to hosts "
                + "other than this machine")
    }

    static func redirectNeedsPort(_ redirectURI: String) -> Wording {
        Wording(
            "redirect URI '\(redirectURI)' has no port, so this server would redirect to port 80",
            "register a URI with a port, as 'http://localhost:8484/callback', and write it into "
                + "'redirect_uri'",
            "or register 'http://127.0.0.1/…', which works with any port")
    }

    static func unusableTokenType(_ type: String) -> Wording {
        Wording(
            "a token of type '\(type)' needs a signature on each request, which is not supported",
            "let the server issue bearer tokens, and set 'tokenType' to 'Bearer'")
    }
}

/// The wording of sign-ins that led to no token.
extension Wording {
    static func needsPerson(_ need: SignInNeed) -> Wording {
        let refused = need.refreshRefusal.map {
            " (the refresh token was refused: \($0.shortReason))"
        }
        let way =
            need.grant == .deviceCode
            ? "at a terminal, or with '--device-code-wait'"
            : "at a terminal, or 'posthaste auth url' for somebody elsewhere"
        var wording = Wording(
            "grant '\(need.grant.rawValue)' needs a person to sign in\(refused ?? ""), but nobody "
                + "can: \(need.obstacle)",
            "sign in once: 'posthaste auth login' \(way); runs then use the stored token")
        let tokens = [
            "or give a refresh token of an earlier sign-in: '--refresh-token env:NAME'",
            "or give an access token: '--access-token env:NAME'",
        ]
        let itself = "or let the application act as itself: '--oauth2-grant client_credentials'"
        wording.help += need.hasSecret ? [itself] + tokens : tokens + [itself]
        wording.help.append(
            "or let the CI service vouch for the application, without any secret: "
                + "'--oauth2-grant client_credentials --client-assertion github'")
        if need.grant == .deviceCode {
            wording.help.append(
                "or, if somebody reads this log while it runs: '--device-code-wait'")
        }
        return wording
    }

    static func timedOut(_ timeout: SignInTimeout) -> Wording {
        var wording = Wording(
            "nobody signed in within \(timeout.seconds) s",
            "if the browser shows an error (AADSTS50011, 'redirect_uri mismatch'), the redirect "
                + "URI is not registered: register exactly '\(timeout.redirectURI)'")
        if let other = timeout.appRedirectURI {
            wording.help.append(
                "the block has 'useBrowser': the registered one may be '\(other)'; set it as "
                    + "'redirect_uri'")
        }
        wording.help.append("to wait longer, use '--auth-timeout SECONDS'")
        return wording
    }

    static func codeNotEntered(_ seconds: Int) -> Wording {
        Wording(
            "nobody entered the code within \(seconds) s",
            "run this again, and enter the new code in time")
    }

    static func noDeviceEndpoint(_ endpoint: String) -> Wording {
        Wording(
            "the server of \(endpoint) names no endpoint for device sign-ins",
            "choose another grant with '--oauth2-grant'")
    }

    static func tokenLocked(_ seconds: Int) -> Wording {
        Wording(
            "another process has been renewing this token for \(seconds) s",
            "wait for that process, or end it, and run this again")
    }

    static var noStore: Wording {
        Wording(
            "there is no store to keep this sign-in in",
            "name a folder for it with '--token-cache DIR', the same one for each command")
    }

    static var unknownAnswer: Wording {
        Wording(
            "no sign-in waits for an address: none was started, or it is finished already",
            "start one with 'posthaste auth url'",
            "both commands need the same user, files, variables and '--token-cache'")
    }

    static var linkExpired: Wording {
        Wording(
            "the link that this address belongs to has expired",
            "make a new one with 'posthaste auth url'; '--auth-timeout SECONDS' there makes it "
                + "last longer")
    }

    static func answersOther(_ owner: String) -> Wording {
        Wording(
            "this address belongs to the sign-in for \(owner)",
            "give 'posthaste auth complete' the same files, variables and options as the "
                + "'posthaste auth url' that made its link")
    }

    static func noSignInLink(_ grant: OAuth2Grant) -> Wording {
        switch grant {
        case .deviceCode:
            Wording(
                "grant 'device_code' has no link to send; it shows a code",
                "run 'posthaste auth login', and send the address and the code that it shows")
        case .implicit:
            Wording(
                "a sign-in of grant 'implicit' cannot be finished by another command",
                "run 'posthaste auth login', or choose '--oauth2-grant authorization_code'")
        default:
            Wording(
                "grant '\(grant.rawValue)' has no sign-in page, because nobody signs in",
                "run 'posthaste auth token' for its token, or choose a grant with a sign-in: "
                    + "'--oauth2-grant authorization_code'")
        }
    }
}

/// The wording of what servers respond.
extension Wording {
    init(_ refusal: OAuth2Refusal) {
        message = refusal.message
        help = refusal.help
    }

    init(_ error: SigningError) {
        message = error.message
        help = error.help
    }

    static func unusableMetadata(_ issuer: String, _ problem: MetadataProblem) -> Wording {
        switch problem {
        case .missing:
            Wording(
                "the issuer '\(issuer)' publishes no metadata",
                "check '--issuer'; its address with '/.well-known/openid-configuration' must exist")
        case .ofOther(let found):
            Wording(
                "the metadata of '\(issuer)' is that of '\(ShownText.harmless(found, limit: 200))'",
                "give exactly that issuer with '--issuer', if you trust it")
        }
    }

    static func unreachable(_ endpoint: String, _ error: TransportError) -> Wording {
        if error.kind == .redirect {
            return Wording(
                "no token: \(endpoint) redirects elsewhere: \(error.message)",
                "if you trust the new address, write it in the place of this one: into "
                    + "'accessTokenUrl', or after '--issuer'")
        }
        return Wording(
            "no token: \(endpoint) could not be reached: \(error.message)",
            "check the address, the network and the proxy")
    }

    static func unusableReply(
        _ endpoint: String, _ status: Int, _ problem: TokenReplyProblem
    ) -> Wording {
        let found =
            switch problem {
            case .unreadable: "with neither JSON nor a form"
            case .noAccessToken: "without an 'access_token'"
            case .onlyIDToken: "with an 'id_token', but without an 'access_token'"
            case .malformedAccessToken: "with an 'access_token' that no header can carry"
            }
        if problem == .onlyIDToken {
            return Wording(
                "no token: \(endpoint) responded \(status) \(found)",
                "add a scope of the API to 'scope' in the auth block, or send the identity token "
                    + "with '--use-token id_token'")
        }
        return Wording(
            "no token: \(endpoint) responded \(status) \(found)",
            "check that 'accessTokenUrl' is the token endpoint and not a sign-in page")
    }
}

extension SettingProblem {
    fileprivate var wording: String {
        switch self {
        case .wrongForm(let kind): "is \(kind), but text is expected"
        case .notAbsoluteURL(let text): "is '\(text)', not an absolute URL such as 'https://…'"
        case .unusableURLScheme(let scheme): "has the scheme '\(scheme)', not 'https'"
        case .controlCharacter: "contains a space, a line break or another control character"
        case .notOneOf(let values, let found):
            "is '\(found)', not one of " + values.map { "'\($0)'" }.joined(separator: ", ")
        case .malformedCodeVerifier: "is not 43 to 128 letters, digits, '-', '.', '_' or '~'"
        case .postedElsewhere:
            "is not on this machine, so a response with 'response_mode' 'form_post' would be lost; "
                + "use 'query' or 'fragment'"
        case .notServiceAccount: "is not the key file (JSON) of a Google service account"
        case .notCertificate: "has no line '-----BEGIN CERTIFICATE-----', or no base64 after it"
        }
    }
}

extension SignInAnswerProblem {
    fileprivate var wording: String {
        switch self {
        case .empty: "the address is empty"
        case .isAuthorizationURL: "this is the address to sign in at, not the one afterwards"
        case .wrongPlace(let found, let expected):
            "the address is '\(ShownText.harmless(found, limit: 200))', not under '\(expected)'"
        case .noState:
            "the address has no 'state', so Posthaste cannot check which sign-in it belongs to"
        case .wrongState: "the address has another 'state': it belongs to another sign-in"
        case .wrongIssuer(let found, let expected):
            "the response is from '\(ShownText.harmless(found, limit: 200))', not '\(expected)'"
        case .noIssuer(let expected): "the response does not name its issuer '\(expected)'"
        case .noCode: "the address has neither 'code' nor 'error'"
        case .noToken: "the address has neither 'access_token' nor 'error'"
        case .repeatedParameter(let name):
            "the address has '\(ShownText.harmless(name, limit: 40))' twice"
        case .cut: "the end of the address is missing"
        case .bareCode:
            "this looks like only the code; paste the whole address, which also contains 'state'"
        }
    }

    fileprivate var help: String {
        switch self {
        case .wrongState: "use the address of the sign-in that was started last"
        case .noToken:
            "copy the whole address right after the sign-in, with everything after its '#'"
        case .wrongPlace, .noCode:
            "copy the whole address right after the sign-in; if the page has already changed it, "
                + "take it from the browser's history"
        case .cut: "paste the rest of it, or the whole address once more"
        case .wrongIssuer, .noIssuer:
            "do not trust this response: start again, and check that 'authUrl' or '--issuer' is "
                + "the server at which you sign in"
        case .empty, .isAuthorizationURL, .noState, .repeatedParameter, .bareCode:
            "paste the whole address that the browser shows after the sign-in"
        }
    }
}
