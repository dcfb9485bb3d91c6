public import Diagnostics

/// What a user may want to know while tokens are obtained; nothing in it is secret.
public enum TokenNote: Sendable, Hashable {
    /// Posthaste obtained a token by its grant.
    case acquired(TokenSummary)
    /// Posthaste refreshed a token.
    case refreshed(TokenSummary)
    /// Posthaste uses a token of an earlier run.
    case reused(TokenSummary)
    /// The server refused the refresh token, and the grant is tried again.
    case refreshRefused(owner: String, OAuth2Refusal)
    /// A server refused a token that should have been good, and the request is sent again.
    case refused(owner: String, status: Int)
    /// Renewing failed; the token at hand is used as long as it lives.
    case renewalFailed(OAuth2Error)
    /// The refresh token that the run was started with is no longer the newest one.
    case givenRefreshTokenReplaced(owner: String)
    /// The file's own token is used, since nobody can sign in.
    case usedFileToken(owner: String, obstacle: String)
    /// The access token of the command line is not used for a block, since another may need it.
    case accessTokenKept(owner: String)
    /// The server takes client credentials only as they are, not form-encoded.
    case usedRawBasic(endpoint: String)
    /// Posthaste waits before it repeats a request to a busy server.
    case waiting(endpoint: String, status: Int, seconds: Double)
    /// A setting of a block is doubtful.
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
                    + "Posthaste asks for a new token")
        case .refused(let owner, let status):
            Diagnostic(
                .warning,
                "a token\(Self.of(owner)) was refused with \(status); Posthaste obtains a new one "
                    + "and sends the request again")
        case .renewalFailed(let error):
            Diagnostic(
                .warning, "\(error.diagnostic.message); the present token is used until it expires",
                help: error.diagnostic.help)
        case .givenRefreshTokenReplaced(let owner):
            Diagnostic(
                .warning,
                "the server replaced the refresh token\(Self.of(owner)) that this run started with",
                help: [
                    "the old one may no longer work: give another to the next run, or let "
                        + "'--token-cache DIR' keep the newest"
                ])
        case .usedFileToken(let owner, let obstacle):
            Diagnostic(
                .warning,
                "the 'accessToken' of the file is used\(Self.for(owner)): nobody can sign in "
                    + "(\(obstacle))")
        case .accessTokenKept(let owner):
            Diagnostic(
                .warning,
                "'--access-token' is not used\(Self.for(owner)): a client of the run is not known "
                    + "at its start, so the token is kept for a block with an empty 'accessToken'",
                help: ["leave 'accessToken' empty in the block that it is for"])
        case .usedRawBasic(let endpoint):
            Diagnostic(
                .note,
                "\(endpoint) accepts client id and secret only unencoded; Posthaste remembers this")
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

/// A description of a token, without the token.
public struct TokenSummary: Sendable, Hashable {
    /// The element that has the block.
    public var owner: String
    /// The grant that it was obtained with.
    public var grant: OAuth2Grant
    /// The endpoint that issued it, without its query.
    public var endpoint: String
    /// The scopes that were granted, if the server names them.
    public var scope: String?
    /// When it was requested, in seconds since 1970.
    public var obtainedAt: Double
    /// How many seconds it lives from then on, if known.
    public var lifeSeconds: Int?
    /// Whether it can be refreshed.
    public var isRefreshable: Bool

    /// Describes a token of a configuration.
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

    /// Counts the lifetime from that moment on.
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
