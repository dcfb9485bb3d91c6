public import JSON
import TextEncoding

/// An attempt to obtain a token, for an audit log; it contains no secret.
public struct TokenAcquisition: Sendable, Hashable {
    /// The result.
    public enum Result: Sendable, Hashable {
        /// The grant gave a token.
        case acquired(TokenSummary)
        /// The refresh token gave one.
        case refreshed(TokenSummary)
        /// No token was obtained.
        case failed(OAuth2Error, isRefresh: Bool)
    }

    /// When it ended, in seconds since 1970.
    public var time: Double
    /// The element that has the block.
    public var owner: String
    /// The grant of the block.
    public var grant: OAuth2Grant
    /// The host of the token endpoint.
    public var host: String
    /// The client.
    public var clientID: String
    /// The scopes that were requested.
    public var requestedScope: String
    /// The collection and the environment that use the token.
    public var use = TokenUse()
    /// The tenant, if the token or the endpoint names it.
    public var tenant: String?
    /// The result.
    public var result: Result

    /// The attempt as a line of an audit log.
    public var json: JSONValue {
        var members: [(String, JSONValue)] = [("time", .string(Timestamp.iso8601(time)))]
        func add(_ name: String, _ text: String?) {
            if let text, !text.isEmpty { members.append((name, .string(text))) }
        }
        add("result", resultName)
        add("grant", grant.rawValue)
        add("host", host)
        add("client_id", clientID)
        add("owner", owner)
        add("collection", use.collection)
        add("environment", use.environment)
        add("tenant", tenant)
        add("requested_scope", requestedScope)
        switch result {
        case .acquired(let summary), .refreshed(let summary):
            add("scope", summary.scope)
            if let life = summary.lifeSeconds {
                add("expires_at", Timestamp.iso8601(summary.obtainedAt + Double(life)))
            }
            members.append(("refreshable", .boolean(summary.isRefreshable)))
        case .failed(let error, let isRefresh):
            members.append(("refresh", .boolean(isRefresh)))
            add("error", error.auditName)
            if case .refused(let refusal) = error.kind {
                if let status = refusal.status {
                    members.append(("status", .number(Double(status))))
                }
                if !refusal.numbers.isEmpty {
                    let numbers = refusal.numbers.map { JSONValue.number(Double($0)) }
                    members.append(("error_codes", .array(numbers)))
                }
                add("trace_id", refusal.traceID)
                add("correlation_id", refusal.correlationID)
            }
        }
        return .object(members)
    }

    private var resultName: String {
        switch result {
        case .acquired: "acquired"
        case .refreshed: "refreshed"
        case .failed: "failed"
        }
    }
}

extension OAuth2Error {
    /// The kind in one word; the server's, if it gave one.
    fileprivate var auditName: String {
        switch kind {
        case .refused(let refusal): refusal.error ?? "refused"
        case .needsPerson: "needs_person"
        case .signInTimedOut, .codeNotEntered: "timed_out"
        case .signInCancelled: "cancelled"
        case .unreachable: "unreachable"
        case .unusableTokenReply: "unusable_reply"
        default: "error"
        }
    }
}
