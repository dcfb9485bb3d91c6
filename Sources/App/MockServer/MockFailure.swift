/// A refusal that the mock server gives to every token request, so that its handling can be tried.
public struct MockFailure: Sendable, Hashable {
    /// The code of RFC 6749.
    let code: String
    /// The status of the response.
    let status: Int
    /// The number of Microsoft's server.
    let entraCode: Int

    /// The names of the failures that have one.
    public static let names = table.map(\.code).reduce(into: [String]()) { names, code in
        if !names.contains(code) { names.append(code) }
    }

    /// Reads `invalid_client`, `AADSTS7000222` or a status such as `503`; nil for anything else.
    public init?(_ text: String) {
        if let status = Int(text), (400...599).contains(status) {
            code = status >= 500 ? "server_error" : "invalid_request"
            self.status = status
            entraCode = 90_033
            return
        }
        let number = text.uppercased().hasPrefix("AADSTS") ? Int(text.dropFirst(6)) : nil
        guard let entry = Self.table.first(where: { $0.code == text || $0.number == number }) else {
            return nil
        }
        code = entry.code
        status = entry.status
        entraCode = entry.number
    }

    /// The refusal as a response contains it.
    var error: TokenError {
        TokenError(
            code: code, description: "the mock server was started with '--fail'", status: status,
            entraCode: entraCode)
    }

    private static let table: [(code: String, status: Int, number: Int)] = [
        ("invalid_client", 401, 7_000_215), ("invalid_client", 401, 7_000_218),
        ("invalid_client", 401, 7_000_222), ("invalid_client", 401, 700_027),
        ("invalid_grant", 400, 70_008), ("invalid_grant", 400, 700_082),
        ("invalid_grant", 400, 50_173), ("invalid_grant", 400, 54_005),
        ("invalid_grant", 400, 65_001), ("invalid_grant", 400, 50_126),
        ("interaction_required", 400, 50_076), ("interaction_required", 400, 50_079),
        ("interaction_required", 400, 53_003), ("login_required", 400, 50_058),
        ("consent_required", 400, 90_094), ("unauthorized_client", 400, 700_016),
        ("unsupported_grant_type", 400, 70_003), ("invalid_scope", 400, 70_011),
        ("invalid_resource", 400, 500_011), ("invalid_request", 400, 900_144),
        ("access_denied", 403, 65_004), ("temporarily_unavailable", 503, 90_033),
        ("server_error", 500, 90_055),
    ]
}
