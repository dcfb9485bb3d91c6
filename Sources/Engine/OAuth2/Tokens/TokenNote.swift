public import Diagnostics

/// What a user may want to know while requests are signed; nothing in it is secret.
public enum AuthenticationNote: Sendable, Hashable {
    /// A token was got by its grant.
    case acquired(TokenSummary)
    /// A token was got by refreshing.
    case refreshed(TokenSummary)
    /// A token that was kept from an earlier run is used.
    case reused(TokenSummary)
    /// The server refused the refresh token, and the grant is tried again.
    case refreshRefused(owner: String, OAuth2Refusal)
    /// A server refused a token that should have been good, and the request is sent again.
    case refused(owner: String, status: Int)
    /// Renewing failed; the token at hand is used as long as it lives.
    case renewalFailed(AuthenticationError)
    /// The refresh token that the run was started with is no longer the newest one.
    case givenRefreshTokenReplaced(owner: String)
    /// The file's own token is used, since nobody can sign in.
    case usedFileToken(owner: String, obstacle: String)
    /// The server takes client credentials only as they are, not form-encoded.
    case usedRawBasic(endpoint: String)
    /// The server asked for patience.
    case waiting(endpoint: String, status: Int, seconds: Double)
    /// Something in a block is doubtful.
    case warning(Diagnostic)

    /// The note in words.
    public var diagnostic: Diagnostic {
        switch self {
        case .acquired(let summary): Diagnostic(.note, "token for \(summary.text)")
        case .refreshed(let summary): Diagnostic(.note, "token refreshed for \(summary.text)")
        case .reused(let summary): Diagnostic(.note, "stored token used for \(summary.text)")
        case .refreshRefused(let owner, let refusal):
            Diagnostic(
                .warning,
                "the refresh token\(Self.of(owner)) was refused (\(refusal.shortReason)); "
                    + "a new token is asked for")
        case .refused(let owner, let status):
            Diagnostic(
                .warning,
                "a token\(Self.of(owner)) was refused with \(status); the request is sent again with "
                    + "a new one")
        case .renewalFailed(let error):
            Diagnostic(
                .warning, "\(error.diagnostic.message); the present token is used until it expires",
                help: error.diagnostic.help)
        case .givenRefreshTokenReplaced(let owner):
            Diagnostic(
                .warning,
                "the server replaced the refresh token\(Self.of(owner)) that was given to this run",
                help: [
                    "the old one may no longer work: give another to the next run, or let "
                        + "'--token-cache DIR' keep the newest"
                ])
        case .usedFileToken(let owner, let obstacle):
            Diagnostic(
                .warning,
                "the 'accessToken' of the file is used\(Self.for(owner)): nobody can sign in "
                    + "(\(obstacle))")
        case .usedRawBasic(let endpoint):
            Diagnostic(
                .note, "\(endpoint) takes client id and secret only unencoded; this is remembered")
        case .waiting(let endpoint, let status, let seconds):
            Diagnostic(
                .note, "\(endpoint) answered \(status); trying again in \(Self.spelled(seconds)) s")
        case .warning(let diagnostic): diagnostic
        }
    }

    private static func of(_ owner: String) -> String { owner.isEmpty ? "" : " of \(owner)" }

    private static func `for`(_ owner: String) -> String { owner.isEmpty ? "" : " for \(owner)" }

    private static func spelled(_ seconds: Double) -> String {
        seconds < 1e9 && seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }
}

/// A token told without the token.
public struct TokenSummary: Sendable, Hashable {
    /// Whose block it is for.
    public var owner: String
    /// How it was got.
    public var grant: OAuth2Grant
    /// The endpoint that gave it, without its query.
    public var endpoint: String
    /// The scopes that were granted, where the server says so.
    public var scope: String?
    /// When it was asked for, in seconds since 1970.
    public var obtainedAt: Double
    /// How many seconds it lives from then on, where known.
    public var lifeSeconds: Int?
    /// Whether it can be refreshed.
    public var isRefreshable: Bool

    /// Tells of a token of a configuration.
    init(_ token: OAuth2Token, _ configuration: OAuth2Configuration) {
        owner = configuration.owner
        grant = configuration.grant
        endpoint = configuration.tokenURL.displayed
        scope = token.scope.map { ShownText.harmless($0, limit: 200) }
        isRefreshable = token.refreshToken != nil
        obtainedAt = token.obtainedAt
        lifeSeconds = token.expiresAt.flatMap {
            Int(exactly: max(0, $0 - token.obtainedAt).rounded())
        }
    }

    /// Counts the life from that moment on.
    mutating func start(at now: Double) {
        lifeSeconds = lifeSeconds.map { max(0, Int((obtainedAt + Double($0) - now).rounded())) }
        obtainedAt = now
    }

    /// The summary in words.
    var text: String {
        var text = owner.isEmpty ? endpoint : "\(owner) from \(endpoint)"
        text += " by \(grant.rawValue)"
        if let lifeSeconds { text += ", valid for \(lifeSeconds) s" }
        if let scope { text += ", scope '\(scope)'" }
        return text + (isRefreshable ? ", refreshable" : "")
    }
}
