import Cryptography
public import Diagnostics
import HTTPModel

/// The wording of authentication errors: what happened, the likely cause, what to change and where.
extension AuthenticationError {
    /// The error in words; nothing in it is secret.
    public var diagnostic: Diagnostic {
        let text = wording
        let subject = owner.isEmpty ? "authorization" : "authorization of \(owner)"
        return Diagnostic(.error, "\(subject): \(text.message)", help: hints + text.help)
    }

    typealias Wording = (message: String, help: [String])

    /// What happened, and what may help.
    var wording: Wording {
        switch kind {
        case .unknownScheme, .emptyParameter, .unreadableFile, .unusableChallenge:
            signingWording
        case .controlCharacterInCredential(let parameter):
            (
                "'\(parameter)' holds a line break or another control character",
                ["remove the line break at its end; headers cannot carry it"]
            )
        case .malformedCredential(let parameter, let form):
            ("'\(parameter)' is \(form) where a text is expected", ["correct it in the file"])
        case .missingParameter, .unresolvedVariable, .invalidParameter, .unsupportedGrant,
            .insecureAddress, .redirectNeedsPort, .unusableTokenType:
            configurationWording
        case .needsPerson, .signInTimedOut, .codeNotEntered, .noDeviceEndpoint, .noAssertion,
            .signInCancelled,
            .signInFailed, .unusableAnswer, .unknownAnswer, .noStore, .tokenLocked:
            signInWording
        case .refused(let refusal): (refusal.message, refusal.help)
        case .unreachable(let endpoint, let error):
            (
                "no token, since \(endpoint) was not reached: \(error.message)",
                ["check the address, the network and the proxy"]
            )
        case .unusableTokenReply(let endpoint, let status, let problem):
            Self.wording(endpoint, status, problem)
        case .cryptography(let error):
            ("\(error.operation) failed \(error.reason)".trimmed, ["reinstall libcrypto"])
        }
    }

    private static func wording(
        _ endpoint: String, _ status: Int, _ problem: TokenReplyProblem
    ) -> Wording {
        let found =
            switch problem {
            case .unreadable: "with neither JSON nor a form"
            case .noAccessToken: "without an 'access_token'"
            case .malformedAccessToken: "with an 'access_token' that no header can carry"
            }
        return (
            "no token, since \(endpoint) answered \(status) \(found)",
            ["check that 'accessTokenUrl' is the token endpoint and not a sign-in page"]
        )
    }

    private var configurationWording: Wording {
        switch kind {
        case .missingParameter(let key, let grant): Self.wording(missing: key, grant)
        case .unresolvedVariable(let name, let key):
            (
                "variable '\(name)' in '\(key)' has no value",
                ["set it in the environment, or with --env-var '\(name)=…'"]
            )
        case .invalidParameter(let key, let problem):
            ("'\(key)' \(problem.wording)", ["correct '\(key)' or the variable that it names"])
        case .unsupportedGrant(let name):
            (
                "grant '\(name)' is not supported",
                [
                    "choose one of " + OAuth2Grant.allCases.map(\.rawValue).joined(separator: ", ")
                        + " with '--oauth2-grant'"
                ]
            )
        case .insecureAddress(let key, let host):
            (
                "'\(key)' is plain HTTP to '\(host)', where credentials could be read on the way",
                [
                    "use https; plain HTTP is for loopback addresses, or by '--allow-insecure-http' "
                        + "for a network that is trusted"
                ]
            )
        case .redirectNeedsPort(let redirectURI):
            (
                "redirect URI '\(redirectURI)' has no port, and this server would take it for 80",
                [
                    "register a URI with a port, as 'http://localhost:8484/callback', and write "
                        + "it into 'redirect_uri'",
                    "or register 'http://127.0.0.1/…', for which any port may be used",
                ]
            )
        case .unusableTokenType(let type):
            (
                "a token of type '\(type)' needs each request signed with a key, "
                    + "which is not supported",
                ["have the server give bearer tokens, and set 'tokenType' to 'Bearer'"]
            )
        default: ("", [])
        }
    }

    private static func wording(missing key: String, _ grant: OAuth2Grant?) -> Wording {
        if key == "refreshToken" {
            return (
                "there is no refresh token to start with",
                ["hand one over, or choose another grant with '--oauth2-grant'"]
            )
        }
        let need = grant.map { ", which the grant '\($0.rawValue)' needs" } ?? ""
        return (
            "'\(key)' is missing\(need)",
            ["set '\(key)' in the auth block, or choose another grant with '--oauth2-grant'"]
        )
    }
}

/// The wording of requests that cannot be signed.
extension AuthenticationError {
    private var signingWording: (message: String, help: [String]) {
        switch kind {
        case .unknownScheme(let type):
            let near = Spelling.nearest(to: type, among: RequestAuthorizer.types)
            return (
                "type '\(type)' is not known",
                [
                    near.map { "did you mean '\($0)'?" }
                        ?? "the types are " + RequestAuthorizer.types.joined(separator: ", ")
                ]
            )
        case .emptyParameter(let key, let type):
            return (
                "'\(key)' is empty, and '\(type)' cannot sign without it",
                ["a request that needs no authorization says so with the type 'noauth' ('No Auth')"]
            )
        case .unreadableFile(let path):
            return (
                "the body is signed, and file '\(path)' cannot be read",
                ["check the path; it is relative to the folder that the program runs in"]
            )
        case .unusableChallenge(let problem):
            return ("the server's challenge cannot be answered: \(problem.wording)", [])
        default: return ("", [])
        }
    }
}

extension ChallengeProblem {
    fileprivate var wording: String {
        switch self {
        case .noNonce: "it has no 'nonce'"
        case .unknownAlgorithms(let names):
            "algorithm \(Self.list(names)) is none of "
                + DigestHash.names.joined(separator: ", ")
        case .unknownQualities(let names):
            "qop \(Self.list(names)) is neither 'auth' nor 'auth-int'"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.map { "'\(ShownText.harmless($0, limit: 40))'" }.joined(separator: ", ")
    }
}

/// The wording of a sign-in that led to nothing.
extension AuthenticationError {
    private var signInWording: (message: String, help: [String]) {
        switch kind {
        case .needsPerson(let need): Self.wording(need)
        case .signInTimedOut(let timeout): Self.wording(timeout)
        case .codeNotEntered(let seconds):
            (
                "nobody entered the code within \(seconds) s",
                ["start again; a longer wait is '--auth-timeout SECONDS'"]
            )
        case .noAssertion(let source, let reason):
            (
                "no client assertion from '\(source)': \(reason)",
                ["'--client-assertion' is github, file:PATH, env:NAME or cmd:COMMAND"]
            )
        case .noDeviceEndpoint(let tokenEndpoint):
            (
                "no endpoint for device sign-ins is known: the server of \(tokenEndpoint) names none",
                ["choose another grant with '--oauth2-grant'"]
            )
        case .signInCancelled: ("the sign-in was given up", [])
        case .signInFailed(let reason): ("the sign-in failed: \(reason)", [])
        case .unusableAnswer(let problem): (problem.wording, [problem.help])
        case .tokenLocked, .noStore, .unknownAnswer: storeWording
        default: ("", [])
        }
    }

    private var storeWording: (message: String, help: [String]) {
        switch kind {
        case .tokenLocked(let seconds):
            (
                "another process has been renewing this token for \(seconds) s",
                ["wait for that process, or end it, and run this again"]
            )
        case .noStore:
            (
                "there is no store to keep this sign-in in",
                ["name a folder for it with '--token-cache DIR', the same one for each command"]
            )
        default:
            (
                "no sign-in waits for this answer: its link is too old, has been used, or was made "
                    + "with another store",
                [
                    "start again with 'posthaste auth url'",
                    "both commands need the same user, files, variables and '--token-cache'",
                ]
            )
        }
    }

    private static func wording(_ need: SignInNeed) -> (message: String, help: [String]) {
        let refused = need.refreshRefusal.map {
            ", the refresh token was refused (\($0.shortReason))"
        }
        return (
            "grant '\(need.grant.rawValue)' needs a person to sign in\(refused ?? ""), "
                + "and nobody can here: \(need.obstacle)",
            [
                "sign in once: 'posthaste auth login' at a terminal, or 'posthaste auth url' for "
                    + "somebody elsewhere; runs then use the stored token",
                "or let the application sign in for itself: '--oauth2-grant client_credentials'",
                "or hand over a refresh token got elsewhere: '--oauth2-grant refresh_token'",
            ]
        )
    }

    private static func wording(_ timeout: SignInTimeout) -> (message: String, help: [String]) {
        var help = [
            "if the browser shows an error (AADSTS50011, 'redirect_uri mismatch'), the server does "
                + "not know the redirect URI '\(timeout.redirectURI)': register exactly this one"
        ]
        if let other = timeout.appRedirectURI {
            help.append(
                "the block has 'useBrowser': the registered one may be '\(other)'; set it as "
                    + "'redirect_uri'")
        }
        help.append("a longer wait is '--auth-timeout SECONDS'")
        return ("nobody signed in within \(timeout.seconds) s", help)
    }
}

extension ParameterProblem {
    fileprivate var wording: String {
        switch self {
        case .wrongForm(let kind): "is \(kind) where a text is expected"
        case .notAbsoluteURL(let text): "is '\(text)', not an absolute URL such as 'https://…'"
        case .unusableURLScheme(let scheme): "has the scheme '\(scheme)', not 'https'"
        case .controlCharacter: "holds a space, a line break or another control character"
        case .notOneOf(let values, let found):
            "is '\(found)', not one of " + values.map { "'\($0)'" }.joined(separator: ", ")
        case .malformedCodeVerifier: "is not 43 to 128 letters, digits, '-', '.', '_' or '~'"
        case .notNumber(let text): "is '\(text)', not a whole number"
        case .notJSONObject: "is not a JSON object"
        case .notBase64: "is not base64"
        case .postedElsewhere:
            "is not on this machine, so that an answer by 'response_mode' 'form_post' is never seen; "
                + "use 'query' or 'fragment'"
        case .notCertificate: "has no line '-----BEGIN CERTIFICATE-----', or no base64 after it"
        case .unusableKey(let error): error.wording
        case .otherKey(let kind, let curve):
            "is \(kind.wording), and the algorithm needs "
                + (curve.map { "a key on the curve \($0.name)" } ?? "another kind")
        case .malformedDataURI: "is not of the form 'data:application/pkcs8;kid=…;base64,…'"
        case .keyOfOther(let found, let expected):
            "is the key with the id '\(ShownText.harmless(found, limit: 80))', not '\(expected)'"
        }
    }
}

extension AsymmetricKey.Kind {
    fileprivate var wording: String {
        switch self {
        case .rsa: "an RSA key"
        case .ellipticCurve(let curve): "a key on the curve \(curve.name)"
        case .ed25519: "an Ed25519 key"
        case .x25519: "an X25519 key"
        }
    }
}

extension AsymmetricKey.Curve {
    /// NIST's name of it.
    fileprivate var name: String {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        }
    }
}

extension PrivateKeyError {
    fileprivate var wording: String {
        switch self {
        case .notPEM: "is no private key: it has no line '-----BEGIN PRIVATE KEY-----'"
        case .otherContent(let label): "is no private key but '\(label)'"
        case .needsPassphrase: "is encrypted, and its passphrase is empty"
        case .wrongPassphrase: "is encrypted, and its passphrase does not open it"
        case .malformed(let reason):
            "is no private key that can be read" + (reason.isEmpty ? "" : " (\(reason))")
        case .unsupported(let name):
            "is a key of the kind \(name), or on another curve; RSA, P-256, P-384 and P-521 can sign"
        }
    }
}

extension CallbackProblem {
    fileprivate var wording: String {
        switch self {
        case .empty: "the address is empty"
        case .isAuthorizationURL: "this is the address to sign in at, not the one afterwards"
        case .wrongPlace(let found, let expected):
            "the address is '\(ShownText.harmless(found, limit: 200))', not under '\(expected)'"
        case .noState: "the address has no 'state', so that it cannot be told whose answer it is"
        case .wrongState: "the address has another 'state': it answers another sign-in"
        case .wrongIssuer(let found, let expected):
            "the answer is from '\(ShownText.harmless(found, limit: 200))', not from '\(expected)'"
        case .noCode: "the address has neither 'code' nor 'error'"
        case .noToken: "the address has neither 'access_token' nor 'error'"
        case .repeatedParameter(let name):
            "the address has '\(ShownText.harmless(name, limit: 40))' twice"
        case .bareCode: "this may be a code, but alone it cannot be told whose answer it is"
        }
    }

    fileprivate var help: String {
        switch self {
        case .wrongState: "use the address of the sign-in that was started last"
        case .noToken:
            "copy the whole address at once after the sign-in, with all that follows its '#'"
        case .wrongPlace, .noCode:
            "copy the whole address at once after the sign-in; if the page has already changed it, "
                + "take it from the browser's history"
        default: "paste the whole address that the browser shows after the sign-in"
        }
    }
}
