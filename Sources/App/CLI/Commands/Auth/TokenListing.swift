import JSON
import OAuth2
import TextEncoding

/// A stored token as a person or a program reads it, without the token.
struct TokenListing {
    private let stored: StoredToken
    private let isKept: Bool
    private let now: Double

    init(_ stored: StoredToken, isKept: Bool = true, now: Double) {
        self.stored = stored
        self.isKept = isKept
        self.now = now
    }

    /// The lines for a person, below the name of the owner.
    var text: String {
        var lines = [
            ("client", "'\(stored.clientID)' at \(stored.endpoint), by \(stored.grant.rawValue)")
        ]
        if !stored.uses.isEmpty { lines.append(("used by", uses)) }
        lines.append(("identity", stored.identity.text ?? "not named by the token"))
        if let tenant = stored.identity.tenant { lines.append(("tenant", tenant)) }
        if let scope { lines.append(("scope", scope)) }
        lines.append(("expires", expiry))
        return lines.map {
            "  \($0.0)" + String(repeating: " ", count: 10 - $0.0.count) + $0.1 + "\n"
        }.joined()
    }

    /// The members for a program.
    var json: JSONValue {
        var members: [(String, JSONValue)] = [("owner", .string(stored.owner))]
        func add(_ name: String, _ text: String?) {
            if let text { members.append((name, .string(text))) }
        }
        members.append(("used_by", .array(stored.uses.map(Self.json))))
        add("tenant", stored.identity.tenant)
        add("account", stored.identity.account)
        add("name", stored.identity.name)
        add("client_id", stored.clientID)
        add("endpoint", stored.endpoint)
        add("grant", stored.grant.rawValue)
        add("scope", scope)
        add("expires_at", stored.token.expiresAt.map(Timestamp.iso8601))
        members.append(("expired", .boolean(!stored.token.isAlive(at: now))))
        members.append(("refreshable", .boolean(stored.token.refreshToken != nil)))
        return .object(members)
    }

    private static func json(_ use: TokenUse) -> JSONValue {
        var members: [(String, JSONValue)] = [("collection", .string(use.collection))]
        if let name = use.environment { members.append(("environment", .string(name))) }
        return .object(members)
    }

    /// The collections and environments, and whether several collections share the token.
    private var uses: String {
        let names = stored.uses.map(\.text).joined(separator: ", ")
        let count = Set(stored.uses.map(\.collection)).count
        return count > 1 ? "\(names) (\(count) collections share this token)" : names
    }

    private var scope: String? {
        stored.token.scope ?? (stored.requestedScope.isEmpty ? nil : stored.requestedScope)
    }

    private var expiry: String {
        let token = stored.token
        var text = "unknown"
        if let expiresAt = token.expiresAt {
            text =
                expiresAt > now
                ? "in \(ShownDuration.text(expiresAt - now)), at \(Timestamp.iso8601(expiresAt))"
                : "expired at \(Timestamp.iso8601(expiresAt))"
        }
        if token.refreshToken != nil { return text + "; renewed without a person" }
        return text
            + (isKept
                ? "; then somebody has to sign in again" : "; then Posthaste asks for another")
    }
}

/// A length of time as people say it.
enum ShownDuration {
    /// Returns the days, hours, minutes or seconds, rounded down; a unit is used from two of it on.
    static func text(_ seconds: Double) -> String {
        for (unit, length) in [("days", 86_400.0), ("h", 3_600), ("min", 60)]
        where seconds >= 2 * length {
            return "\(Int(seconds / length)) \(unit)"
        }
        return "\(Int(seconds)) s"
    }
}
