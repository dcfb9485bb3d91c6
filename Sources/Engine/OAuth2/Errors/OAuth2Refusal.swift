import Diagnostics
import TextEncoding

/// The refusal of an authorization server to issue a code or a token.
public struct OAuth2Refusal: Sendable, Hashable {
    /// The step that was refused.
    public enum Stage: Sendable, Hashable {
        /// In the answer to the sign-in.
        case authorization
        /// In the answer to a token request.
        case token(OAuth2Grant)
        /// In the answer to a refresh request.
        case refresh
        /// In the response to a revocation request.
        case revocation
    }

    /// The form of a response's body.
    public enum Body: Sendable, Hashable {
        /// It is empty.
        case empty
        /// It is a page for a person, often of a proxy or firewall before the server.
        case page
        /// It is anything else.
        case other
    }

    /// The step that was refused.
    public var stage: Stage
    /// The endpoint, without its query.
    public var endpoint: String
    /// The HTTP status; nil for the answer to a sign-in.
    public var status: Int?
    /// The code of the RFCs, as `invalid_client`; nil if the server gave none.
    public var error: String?
    /// The server's explanation, harmless to show.
    public var description: String?
    /// The server's page about it.
    public var uri: String?
    /// Entra's numbers, the most important first.
    public var numbers: [Int] = []
    /// Entra's trace id.
    public var traceID: String?
    /// Entra's correlation id.
    public var correlationID: String?
    /// When Entra says it happened.
    public var timestamp: String?
    /// The body of the response, as far as it says anything without an error code.
    public var body = Body.other
    /// The seconds of `Retry-After`.
    public var retryAfterSeconds: Double?
    /// The parameters that were sent, as far as they may be shown.
    public var sent = SentParameters()

    /// Creates a refusal; numbers and ids are extracted from the description.
    public init(
        stage: Stage, endpoint: String, status: Int? = nil, error: String? = nil,
        description: String? = nil, uri: String? = nil
    ) {
        self.stage = stage
        self.endpoint = endpoint
        self.status = status
        self.error = error.map { ShownText.harmless($0, limit: 80) }
        self.uri = uri.map { ShownText.harmless($0, limit: 200) }
        guard let description else { return }
        let text = ShownText.harmless(description, limit: 1000)
        numbers = Self.entraNumbers(in: text)
        traceID = Self.value(after: "Trace ID:", in: text)
        correlationID = Self.value(after: "Correlation ID:", in: text)
        timestamp = Self.value(after: "Timestamp:", in: text, words: 2)
        self.description =
            text.start(of: "Trace ID:").map {
                String(text[..<$0]).trimmed
            } ?? text
    }

    /// The code of the RFCs that means what the server says; decisions are made on it.
    ///
    /// ServiceNow always says `server_error`, and has the code in the description. Twitch has it
    /// only there, and others have code and explanation in one text.
    var code: String? {
        if error == nil && body != .page || error == "server_error", let description,
            let code = ErrorCatalogue.code(beginning: description)
        {
            return code
        }
        return error.map { ErrorCatalogue.code(beginning: $0) ?? $0 }
    }

    /// Whether the same request may succeed a little later.
    var isTransient: Bool {
        if let status, status == 429 || status >= 500 { return true }
        return code == "temporarily_unavailable" || code == "server_error"
    }

    /// Whether the server wants a person to sign in, or to sign in again.
    var asksForPerson: Bool {
        switch code {
        case "interaction_required", "login_required", "consent_required",
            "account_selection_required":
            true
        default: false
        }
    }

    /// Whether the sign-in is over: the refresh token or the link can no longer be used.
    ///
    /// The client's own credentials are no reason: once they are corrected, the sign-in works
    /// again.
    var endsSignIn: Bool {
        if isTransient || blamesClient { return false }
        if stage == .authorization || asksForPerson { return true }
        switch code {
        case "invalid_grant", "invalid_refresh_token": return true
        // Servers that refuse a refresh token with an empty body.
        case nil: return status == 400 && body == .empty
        default: return false
        }
    }

    /// What becomes of a code that was refused.
    ///
    /// It is good for one use (RFC 6749 §4.1.2), and only a server that did not look at it leaves
    /// it unused: one that failed, or that did not recognise the client.
    var codeFate: CodeFate {
        if stage == .authorization { return .gone }
        if isTransient || blamesClient { return .kept }
        return error == nil && !endsSignIn ? .keptOnce : .gone
    }

    /// Whether the client is refused for what it says about itself, which can be corrected.
    private var blamesClient: Bool {
        switch code {
        case "invalid_client", "unauthorized_client", "incorrect_client_credentials": true
        case "access_denied": deniesClient
        default: !Self.clientNumbers.isDisjoint(with: numbers)
        }
    }

    /// Entra's numbers for secrets and assertions that are wrong, missing or expired.
    private static let clientNumbers: Set<Int> = [
        70002, 7_000_215, 7_000_216, 7_000_218, 7_000_222, 700025, 700027, 50012, 700030, 70021,
        700211, 700212, 700213,
    ]

    /// Whether a token endpoint denies the client, and not the person: by 401 (RFC 6749 §5.2).
    var deniesClient: Bool { status == 401 && stage != .authorization }

    /// Whether the application asked for a token of its own, so that nobody signs in.
    var isForApplication: Bool {
        switch stage {
        case .token(.clientCredentials), .token(.jwtBearer), .token(.tokenExchange): true
        default: false
        }
    }

    /// Whether the server explains the refusal by the client's credentials.
    var namesCredentials: Bool {
        // The grant's own name says nothing about them.
        let text = description?.lowercased().replacing("client_credentials", with: "") ?? ""
        return ["credentials", "secret", "authorization header"].contains(where: text.contains)
    }

    /// Whether the server explains the refusal by the redirect URI.
    var namesRedirect: Bool {
        let text = description?.lowercased() ?? ""
        return text.contains("redirect_uri") || text.contains("redirect uri")
    }

    /// Whether the server explains the refusal by the code or token that it was given.
    var namesGrant: Bool {
        let text = description?.lowercased() ?? ""
        let isRefresh = stage == .refresh || stage == .token(.refreshToken)
        return text.contains(isRefresh ? "token" : "authorization code")
            && ["invalid", "not found", "used", "expired"].contains(where: text.contains)
    }

    /// Whether the status says that there is no endpoint at the address.
    var hasNoEndpoint: Bool { status == 404 || status == 405 }

    /// Whether the client is not recognised, so that another way of saying who it is may help.
    var isAboutClient: Bool {
        status == 401 || status == 403 || code == "invalid_client"
    }

    private static func entraNumbers(in text: String) -> [Int] {
        var numbers: [Int] = []
        var rest = Substring(text)
        while let start = rest.start(of: "AADSTS") {
            rest = rest[start...].dropFirst(6)
            if let number = Int(rest.prefix { $0.isASCII && $0.isNumber }),
                !numbers.contains(number)
            {
                numbers.append(number)
            }
        }
        return numbers
    }

    private static func value(after label: String, in text: String, words: Int = 1) -> String? {
        guard let start = text.start(of: label) else { return nil }
        let rest = text[start...].dropFirst(label.count).split(separator: " ")
        let value = rest.prefix(words).joined(separator: " ")
        return value.isEmpty ? nil : value
    }
}

/// What becomes of a code whose token request failed.
enum CodeFate {
    /// It can be redeemed later.
    case kept
    /// It can perhaps be redeemed later: one more attempt shows it.
    case keptOnce
    /// It can no longer be used.
    case gone
}

extension StringProtocol {
    /// Where the text first occurs.
    fileprivate func start(of text: String) -> Index? {
        firstRange(of: text)?.lowerBound
    }
}
