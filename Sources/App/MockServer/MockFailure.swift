/// A refusal that the mock server gives to every token request, so that its handling can be tried.
public struct MockFailure: Sendable, Hashable {
    /// The code of RFC 6749.
    let code: String
    /// The status of the response.
    let status: Int
    /// The number of Microsoft's server.
    let entraCode: Int

    /// The codes that have a number of Microsoft's.
    public static let names = families.map(\.code)

    /// Reads `invalid_client`, a number such as `AADSTS7000222`, or a status such as `503`; nil for
    /// anything else.
    public init?(_ text: String) {
        if let status = Int(text), (400...599).contains(status) {
            self.init((status >= 500 ? "server_error" : "invalid_request", status, []), 90_033)
            return
        }
        if let family = Self.families.first(where: { $0.code == text }) {
            self.init(family, family.numbers[0])
            return
        }
        guard text.uppercased().hasPrefix("AADSTS"), let number = Int(text.dropFirst(6)),
            (1_000...9_999_999).contains(number)
        else { return nil }
        // Most numbers are about the person or the grant.
        let family = Self.families.first { $0.numbers.contains(number) } ?? Self.families[0]
        self.init(family, number)
    }

    private init(_ family: Family, _ number: Int) {
        code = family.code
        status = family.status
        entraCode = number
    }

    /// The refusal as a response contains it.
    var error: TokenError {
        TokenError(
            code: code, description: "the mock server was started with '--fail'", status: status,
            entraCode: entraCode)
    }

    private typealias Family = (code: String, status: Int, numbers: [Int])

    /// The codes of RFC 6749 with the numbers that Microsoft's server gives with them.
    private static let families: [Family] = [
        ("invalid_grant", 400, [70_008, 700_082, 50_173, 54_005, 65_001, 50_126]),
        (
            "invalid_client", 401,
            [
                7_000_215, 7_000_218, 7_000_222, 700_027, 50_011, 50_012, 700_025, 700_030,
                70_002, 7_000_112, 70_021, 700_211, 700_212, 700_213,
            ]
        ),
        (
            "interaction_required", 400,
            [
                50_076, 50_079, 53_003, 50_072, 50_074, 50_078, 50_131, 50_158, 53_000, 53_001,
                530_032, 530_035,
            ]
        ),
        ("login_required", 400, [50_058, 50_059]),
        ("consent_required", 400, [90_094, 90_095, 65_005]),
        ("unauthorized_client", 400, [700_016, 700_011, 70_001]),
        ("unsupported_grant_type", 400, [70_003]),
        ("invalid_scope", 400, [70_011, 28_000, 28_002, 28_003, 700_022, 700_023]),
        ("invalid_resource", 400, [500_011, 50_001, 650_052, 650_053, 650_056, 650_057]),
        (
            "invalid_request", 400,
            [
                900_144, 90_002, 90_014, 90_019, 90_100, 900_971, 901_002, 50_194, 9_002_313,
                9_002_325, 9_002_326, 9_002_327,
            ]
        ),
        ("access_denied", 403, [65_004, 50_105]),
        ("temporarily_unavailable", 503, [90_033, 90_006, 90_024]),
        ("server_error", 500, [90_055, 90_012]),
    ]
}
