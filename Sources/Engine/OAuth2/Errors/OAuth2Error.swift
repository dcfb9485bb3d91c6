public import Cryptography
public import HTTPModel
public import Signing

/// Why a token cannot be obtained, or cannot be put into a request.
public struct OAuth2Error: Error, Sendable, Hashable {
    /// What went wrong, as data; `diagnostic` puts it into words.
    public indirect enum Kind: Sendable, Hashable {
        /// A parameter that the grant needs is absent or empty.
        case missingParameter(key: String, grant: OAuth2Grant?)
        /// A parameter contains a variable that has no value.
        case unresolvedVariable(name: String, key: String)
        /// A parameter of a script's request contains a variable, which nobody substitutes there.
        case unsubstitutedVariable(name: String, key: String)
        /// A parameter is empty because the variable in it is empty.
        case emptyVariable(name: String, key: String)
        /// A parameter cannot be used.
        case invalidParameter(key: String, problem: SettingProblem)
        /// The grant is unknown.
        case unsupportedGrant(String)
        /// The command line gives a secret, and the blocks of the run name several clients.
        case severalClients(option: String, key: String, clients: [String])
        /// A plain HTTP address that is not on a loopback host.
        case insecureAddress(key: String, host: String)
        /// A `localhost` redirect without a port, for a server that does not ignore ports.
        case redirectNeedsPort(redirectURI: String)
        /// A token of a type that cannot be sent, as `mac`.
        case unusableTokenType(String)
        /// A person has to sign in, and nobody can.
        case needsPerson(SignInNeed)
        /// Nobody signed in within the time.
        case signInTimedOut(SignInTimeout)
        /// Nobody entered the code of a device sign-in within its time.
        case codeNotEntered(seconds: Int)
        /// The assertion that authenticates the client cannot be read.
        case noAssertion(source: String, reason: String)
        /// The server issued no identity token, which the run wants to send.
        case noIDToken(endpoint: String)
        /// The metadata of an issuer cannot be used.
        case unusableMetadata(issuer: String, problem: MetadataProblem)
        /// The server names no endpoint for device sign-ins.
        case noDeviceEndpoint(tokenEndpoint: String)
        /// The person cancelled the sign-in.
        case signInCancelled
        /// The response could not be received: the listener did not start, the terminal ended …
        case signInFailed(String)
        /// The pasted or received address is not the expected one.
        case unusableAnswer(SignInAnswerProblem)
        /// Another process has been renewing the token for too long.
        case tokenLocked(seconds: Int)
        /// There is no store to keep a sign-in in.
        case noStore
        /// No sign-in waits for an address.
        case unknownAnswer
        /// The link of the sign-in that the address belongs to is no longer good.
        case linkExpired
        /// The address belongs to a sign-in for something else.
        case answersOther(owner: String)
        /// The grant has no link that somebody else could sign in at.
        case noSignInLink(OAuth2Grant)
        /// The authorization server refused.
        case refused(OAuth2Refusal)
        /// The endpoint could not be reached.
        case unreachable(endpoint: String, TransportError)
        /// The endpoint responded, but not with a usable token.
        case unusableTokenReply(endpoint: String, status: Int, problem: TokenReplyProblem)
        /// An assertion or a header could not be made.
        case signing(SigningError)
        /// The cryptography library failed.
        case cryptography(CryptographyError)
    }

    /// What went wrong.
    public var kind: Kind
    /// The element that has the block, as in `AuthBlock`; empty if unknown.
    public var owner: String
    /// Further help, from a caller that knows more than the parameters' values.
    public var hints: [String] = []

    /// Creates an error.
    public init(_ kind: Kind, owner: String = "") {
        self.kind = kind
        self.owner = owner
    }

    /// Whether only a person who signs in can help.
    public var needsPerson: Bool {
        switch kind {
        case .needsPerson, .signInTimedOut, .codeNotEntered, .signInCancelled, .signInFailed,
            .unusableAnswer, .unknownAnswer, .linkExpired, .answersOther, .noStore:
            true
        case .refused(let refusal): refusal.asksForPerson
        default: false
        }
    }

    /// Whether the settings are wrong or incomplete, so that no token was requested.
    public var isAboutSettings: Bool {
        switch kind {
        case .missingParameter, .unresolvedVariable, .unsubstitutedVariable, .emptyVariable,
            .invalidParameter, .unsupportedGrant, .severalClients, .insecureAddress,
            .redirectNeedsPort, .unusableTokenType:
            true
        default: false
        }
    }

    /// Whether the same attempt may succeed a little later.
    var isTransient: Bool {
        switch kind {
        case .unreachable: true
        case .refused(let refusal): refusal.isTransient
        default: false
        }
    }

    /// Returns the error with an owner, unless it already has one.
    func owned(by name: String) -> OAuth2Error {
        guard owner.isEmpty else { return self }
        var error = self
        error.owner = name
        return error
    }

    /// Whether the refresh token that was sent can no longer be used.
    ///
    /// A refused client, a server that fails and a network that is down leave both usable.
    var endsSignIn: Bool {
        guard case .refused(let refusal) = kind else { return false }
        return refusal.endsSignIn
    }

    /// Whether nothing has used the link of a sign-in: the address is not its response, or the
    /// server was busy when the person came.
    var leavesLink: Bool {
        switch kind {
        case .unusableAnswer: true
        case .refused(let refusal): refusal.stage == .authorization && refusal.isTransient
        default: false
        }
    }

    /// What becomes of the code that was sent.
    var codeFate: CodeFate {
        switch kind {
        case .refused(let refusal): refusal.codeFate
        // Of a proxy or a wrong address.
        case .unusableTokenReply(_, _, .unreadable): .keptOnce
        case .unusableTokenReply, .unusableTokenType: .gone
        default: .kept
        }
    }

    /// Calls a function that signs, and converts its errors.
    static func signing<Result>(
        _ body: () throws(SigningError) -> Result
    ) throws(OAuth2Error) -> Result {
        do {
            return try body()
        } catch {
            throw OAuth2Error(.signing(error))
        }
    }

    /// Calls a function of the cryptography library, and converts its errors.
    static func calling<Result>(
        _ body: () throws(CryptographyError) -> Result
    ) throws(OAuth2Error) -> Result {
        do {
            return try body()
        } catch {
            throw OAuth2Error(.cryptography(error))
        }
    }
}

/// What is wrong with a parameter of an oauth2 block.
public enum SettingProblem: Sendable, Hashable {
    /// It is an array or an object, but text is expected.
    case wrongForm(String)
    /// It is not an absolute URL.
    case notAbsoluteURL(String)
    /// It is a URL of a scheme that cannot be used.
    case unusableURLScheme(String)
    /// It contains a control character.
    case controlCharacter
    /// It is not one of the possible values.
    case notOneOf([String], found: String)
    /// It is not 43 to 128 unreserved characters (RFC 7636 §4.1).
    case malformedCodeVerifier
    /// It is not a certificate in PEM.
    case notCertificate
    /// It is not the key file of a Google service account.
    case notServiceAccount
    /// It is a redirect URI on another machine, to which the browser would post the response.
    case postedElsewhere
}

/// Why the metadata of an issuer cannot be used.
public enum MetadataProblem: Sendable, Hashable {
    /// There is none at its well-known addresses.
    case missing
    /// It is that of another issuer.
    case ofOther(String)
}

/// What is wrong with a token response that is not a refusal.
public enum TokenReplyProblem: Sendable, Hashable {
    /// It is neither JSON nor a form.
    case unreadable
    /// It has no `access_token`, or an empty one.
    case noAccessToken
    /// It has an `id_token` instead of an `access_token`.
    case onlyIDToken
    /// Its `access_token` is not text that a header can carry.
    case malformedAccessToken
}

/// A sign-in that is needed when nobody can sign in.
public struct SignInNeed: Sendable, Hashable {
    /// The grant that needs it.
    public var grant: OAuth2Grant
    /// Why nobody can, as `standard input is not a terminal`.
    public var obstacle: String
    /// How the server refused the refresh token that would have made the sign-in unnecessary.
    public var refreshRefusal: OAuth2Refusal?
    /// Whether the client has a secret, so that it may be able to act for itself.
    public var hasSecret: Bool

    /// Creates a need.
    public init(
        grant: OAuth2Grant, obstacle: String, refreshRefusal: OAuth2Refusal? = nil,
        hasSecret: Bool = false
    ) {
        self.grant = grant
        self.obstacle = obstacle
        self.refreshRefusal = refreshRefusal
        self.hasSecret = hasSecret
    }
}

/// A sign-in that nobody finished in time.
public struct SignInTimeout: Sendable, Hashable {
    /// The redirect URI that was sent.
    public var redirectURI: String
    /// How long Posthaste waited.
    public var seconds: Int
    /// The redirect URI that the Postman app sends for this block, if it is another one.
    public var appRedirectURI: String?

    /// Creates a timeout.
    public init(redirectURI: String, seconds: Int, appRedirectURI: String? = nil) {
        self.redirectURI = redirectURI
        self.seconds = seconds
        self.appRedirectURI = appRedirectURI
    }
}

/// Why an address is not the response to a sign-in request.
public enum SignInAnswerProblem: Sendable, Hashable {
    /// It is empty.
    case empty
    /// It is the address to sign in at, not the one after it.
    case isAuthorizationURL
    /// It is at another place than the redirect URI.
    case wrongPlace(found: String, expected: String)
    /// It has no `state`.
    case noState
    /// Its `state` is not the one that was sent.
    case wrongState
    /// Its `iss` is not the expected issuer.
    case wrongIssuer(found: String, expected: String)
    /// It has no `iss`, although the server says that it names itself.
    case noIssuer(expected: String)
    /// It has neither `code` nor `error`.
    case noCode
    /// It has neither `access_token` nor `error`.
    case noToken
    /// It has a parameter twice, with different values.
    case repeatedParameter(String)
    /// Its end is missing.
    case cut
    /// It is a code alone, whose `state` cannot be compared.
    case bareCode
}
