public import Cryptography
public import HTTPModel

/// Why a request cannot be signed, or a token cannot be had.
public struct AuthenticationError: Error, Sendable, Hashable {
    /// What went wrong, with the data of it; the wording is `diagnostic`.
    public indirect enum Kind: Sendable, Hashable {
        /// The block's type is none of Postman's.
        case unknownScheme(String)
        /// A parameter without which the type cannot sign is absent or empty.
        case emptyParameter(key: String, type: String)
        /// A file of the body cannot be read to be signed.
        case unreadableFile(String)
        /// What the server asks for cannot be answered.
        case unusableChallenge(ChallengeProblem)
        /// A credential cannot stand in a header.
        case controlCharacterInCredential(parameter: String)
        /// A credential is an array or an object where a text is expected.
        case malformedCredential(parameter: String, form: String)
        /// A parameter that is needed is absent or empty.
        case missingParameter(key: String, grant: OAuth2Grant?)
        /// A parameter holds a variable that has no value.
        case unresolvedVariable(name: String, key: String)
        /// A parameter cannot be used.
        case invalidParameter(key: String, problem: ParameterProblem)
        /// The grant is not known, or not supported.
        case unsupportedGrant(String)
        /// A plain HTTP address that is not on a loopback host.
        case insecureAddress(key: String, host: String)
        /// A `localhost` redirect without a port, for a server that does not ignore ports.
        case redirectNeedsPort(redirectURI: String)
        /// A token of a type that cannot be sent, as `mac`.
        case unusableTokenType(String)
        /// A person has to sign in, and nobody is there.
        case needsPerson(SignInNeed)
        /// Nobody answered in time.
        case signInTimedOut(SignInTimeout)
        /// Nobody entered the code of a device sign-in in time.
        case codeNotEntered(seconds: Int)
        /// The token that proves who the client is cannot be had.
        case noAssertion(source: String, reason: String)
        /// The server names no endpoint for device sign-ins.
        case noDeviceEndpoint(tokenEndpoint: String)
        /// The person gave up.
        case signInCancelled
        /// The answer could not be received: the listener did not start, the terminal ended …
        case signInFailed(String)
        /// The pasted or received address is not the answer that was waited for.
        case unusableAnswer(CallbackProblem)
        /// Another process renewed the token for so long that this one gave up.
        case tokenLocked(seconds: Int)
        /// There is no store to keep a sign-in in.
        case noStore
        /// The pasted answer is to no sign-in that was started and is still kept.
        case unknownAnswer
        /// The authorization server said no.
        case refused(OAuth2Refusal)
        /// The token endpoint was not reached.
        case unreachable(endpoint: String, TransportError)
        /// The token endpoint answered, but not with a usable token.
        case unusableTokenReply(endpoint: String, status: Int, problem: TokenReplyProblem)
        /// The cryptography library failed.
        case cryptography(CryptographyError)
    }

    /// What went wrong.
    public var kind: Kind
    /// Whose block it is, as in `AuthorizationParameters`; empty where unknown.
    public var owner: String
    /// What may help besides, from who knows more than the parameters' values.
    public var hints: [String] = []

    /// Makes an error.
    public init(_ kind: Kind, owner: String = "") {
        self.kind = kind
        self.owner = owner
    }

    /// Whether nothing but a person signing in can help.
    public var needsPerson: Bool {
        switch kind {
        case .needsPerson, .signInTimedOut, .codeNotEntered, .signInCancelled, .signInFailed,
            .unusableAnswer, .unknownAnswer, .noStore:
            true
        case .refused(let refusal): refusal.asksForPerson
        default: false
        }
    }

    /// Whether the same attempt may succeed a little later.
    public var isTransient: Bool {
        switch kind {
        case .unreachable: true
        case .refused(let refusal): refusal.isTransient
        default: false
        }
    }

    /// The error with an owner, where it has none yet.
    func owned(by name: String) -> AuthenticationError {
        owner.isEmpty ? AuthenticationError(kind, owner: name) : self
    }
}

/// What is wrong with a parameter.
public enum ParameterProblem: Sendable, Hashable {
    /// It is an array or an object where a text is expected.
    case wrongForm(String)
    /// It is not an absolute URL.
    case notAbsoluteURL(String)
    /// It is a URL of a scheme that cannot be used.
    case unusableURLScheme(String)
    /// It holds a control character.
    case controlCharacter
    /// It is none of the values that exist.
    case notOneOf([String], found: String)
    /// It is not 43 to 128 unreserved characters (RFC 7636 §4.1).
    case malformedCodeVerifier
    /// It is not a whole number.
    case notNumber(String)
    /// It is neither an object nor the JSON text of one.
    case notJSONObject
    /// It is not a certificate in PEM.
    case notCertificate
    /// It is not base64.
    case notBase64
    /// It is a redirect URI that an answer would be posted to, on another machine.
    case postedElsewhere
    /// It is not a private key that can be signed with.
    case unusableKey(PrivateKeyError)
    /// It is a key of another kind than the algorithm's, which may be of one curve.
    case otherKey(AsymmetricKey.Kind, needs: AsymmetricKey.Curve?)
    /// It is a data URI, but not `data:application/pkcs8;kid=…;base64,…`.
    case malformedDataURI
    /// It is the key of another id than the one given.
    case keyOfOther(String, expected: String)
}

/// Why a challenge of `WWW-Authenticate` cannot be answered.
public enum ChallengeProblem: Sendable, Hashable {
    /// It names no nonce.
    case noNonce
    /// It names only algorithms that nobody here knows.
    case unknownAlgorithms([String])
    /// It names only qualities of protection that nobody here knows.
    case unknownQualities([String])
}

/// What is wrong with a token reply that is not a refusal.
public enum TokenReplyProblem: Sendable, Hashable {
    /// It is neither JSON nor a form.
    case unreadable
    /// It has no `access_token`, or an empty one.
    case noAccessToken
    /// Its `access_token` is not text that may be sent in a header.
    case malformedAccessToken
}

/// A sign-in that is needed where nobody can sign in.
public struct SignInNeed: Sendable, Hashable {
    /// The grant that needs it.
    public var grant: OAuth2Grant
    /// Why nobody can, as `standard input is not a terminal`.
    public var obstacle: String
    /// What the server said to the refresh token that would have made it needless.
    public var refreshRefusal: OAuth2Refusal?

    /// Makes a need.
    public init(grant: OAuth2Grant, obstacle: String, refreshRefusal: OAuth2Refusal? = nil) {
        self.grant = grant
        self.obstacle = obstacle
        self.refreshRefusal = refreshRefusal
    }
}

/// A sign-in that nobody finished in time.
public struct SignInTimeout: Sendable, Hashable {
    /// The redirect URI that was sent.
    public var redirectURI: String
    /// How long was waited.
    public var seconds: Int
    /// The redirect URI that the Postman app sends for this block, where it is another one.
    public var appRedirectURI: String?

    /// Makes a time-out.
    public init(redirectURI: String, seconds: Int, appRedirectURI: String? = nil) {
        self.redirectURI = redirectURI
        self.seconds = seconds
        self.appRedirectURI = appRedirectURI
    }
}

/// Why an address is not the answer to an authorization request.
public enum CallbackProblem: Sendable, Hashable {
    /// There is nothing to read.
    case empty
    /// It is the address to sign in at, not the one after it.
    case isAuthorizationURL
    /// It belongs to another place than the redirect URI.
    case wrongPlace(found: String, expected: String)
    /// It has no `state`.
    case noState
    /// Its `state` is not the one that was sent.
    case wrongState
    /// Its `iss` is not the issuer that was asked.
    case wrongIssuer(found: String, expected: String)
    /// It has neither `code` nor `error`.
    case noCode
    /// It has neither `access_token` nor `error`.
    case noToken
    /// It has a parameter twice, with different values.
    case repeatedParameter(String)
    /// It is a code alone, whose `state` cannot be compared.
    case bareCode
}
