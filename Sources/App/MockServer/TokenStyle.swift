import HTTPModel
import JSON
import TextEncoding

/// The shape of a token endpoint's replies.
///
/// Microsoft's v1 endpoint writes numbers as strings, names the resource and the moments, and gives
/// errors a number, trace ids and a time (OAuth2Reference §3.2).
struct TokenStyle {
    /// Whether replies have the shape of Microsoft's v1 endpoint.
    let isVersion1: Bool

    /// Returns the style of a path: v1 if it ends like Microsoft's v1 paths.
    init(path: [String]) {
        let end = path.suffix(2)
        isVersion1 = end == ["oauth2", "token"] || end == ["oauth2", "authorize"]
    }

    /// A successful reply (RFC 6749 §5.1).
    func reply(_ issue: IssuedTokens.Issue, now: Double) -> HTTPResponse {
        var members: [(String, JSONValue)] = [("token_type", .string("Bearer"))]
        if isVersion1 {
            let lifetime = String(issue.lifetime)
            let start = Int(now)
            members += [
                ("expires_in", .string(lifetime)), ("ext_expires_in", .string(lifetime)),
                ("expires_on", .string(String(start + issue.lifetime))),
                ("not_before", .string(String(start - 300))),
            ]
            if let resource = issue.grant.resource {
                members.append(("resource", .string(resource)))
            }
            if issue.refreshToken != nil {
                members.append(("scope", .string(issue.grant.scope ?? "user_impersonation")))
            }
        } else {
            members.append(("expires_in", .number(Double(issue.lifetime))))
            if let scope = issue.grant.scope { members.append(("scope", .string(scope))) }
        }
        members.append(("access_token", .string(issue.accessToken)))
        if let identity = issue.idToken { members.append(("id_token", .string(identity))) }
        if let refresh = issue.refreshToken { members.append(("refresh_token", .string(refresh))) }
        return Reply.json(200, .object(members), headers: Self.uncached)
    }

    /// A refusal (RFC 6749 §5.2).
    func reply(
        _ error: TokenError, now: Double, traceID: String, correlationID: String
    ) -> HTTPResponse {
        var members: [(String, JSONValue)] = [("error", .string(error.code))]
        if isVersion1 {
            let moment = String(Timestamp.iso8601(now).prefix(19)).replacing("T", with: " ") + "Z"
            members += [
                (
                    "error_description",
                    .string(
                        "AADSTS\(error.entraCode): \(error.description).\r\n"
                            + "Trace ID: \(traceID)\r\nCorrelation ID: \(correlationID)\r\n"
                            + "Timestamp: \(moment)")
                ),
                ("error_codes", .array([.number(Double(error.entraCode))])),
                ("timestamp", .string(moment)), ("trace_id", .string(traceID)),
                ("correlation_id", .string(correlationID)),
            ]
        } else {
            members.append(("error_description", .string(error.description)))
        }
        var headers = Self.uncached
        if error.status == 401 {
            headers.append(
                HTTPField(name: "WWW-Authenticate", value: "Basic realm=\"token endpoint\""))
        }
        if error.status == 405 { headers.append(HTTPField(name: "Allow", value: "POST")) }
        return Reply.json(error.status, .object(members), headers: headers)
    }

    private static let uncached = [
        HTTPField(name: "Cache-Control", value: "no-store"),
        HTTPField(name: "Pragma", value: "no-cache"),
    ]
}
