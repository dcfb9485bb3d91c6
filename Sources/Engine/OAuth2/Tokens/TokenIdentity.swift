import Diagnostics
import JSON
import TextEncoding

/// The person or application that a token represents, as its claims say.
///
/// Nothing is verified; it is for display only.
public struct TokenIdentity: Sendable, Hashable {
    /// The person's name.
    public var name: String?
    /// The account: a user name, an address, or an id.
    public var account: String?
    /// The tenant.
    public var tenant: String?

    /// An identity of which nothing is known.
    public init() {}

    /// Reads the identity token, and then the access token.
    init(_ token: OAuth2Token) {
        let sources = [token.idToken, token.accessToken].compactMap { $0.flatMap(TokenClaims.read) }
        func claim(_ names: [String]) -> String? {
            for source in sources {
                for name in names {
                    guard let text = source[name]?.string, !text.isEmpty else { continue }
                    return ShownText.harmless(text, limit: 200)
                }
            }
            return nil
        }
        name = claim(["name"])
        account = claim([
            "preferred_username", "upn", "unique_name", "email", "appid", "oid", "sub",
        ])
        tenant = claim(["tid"])
    }

    /// Returns the identity, completed by another one.
    func completed(by other: TokenIdentity?) -> TokenIdentity {
        var identity = self
        identity.name = name ?? other?.name
        identity.account = account ?? other?.account
        identity.tenant = tenant ?? other?.tenant
        return identity
    }

    /// The person or account in words; nil if neither is known.
    public var text: String? {
        guard let name else { return account }
        return account.map { $0 == name ? name : "\(name) (\($0))" } ?? name
    }
}

/// The claims of a token that looks like a JWT.
enum TokenClaims {
    /// Returns the claims, unverified; nil if the token is not a JWT.
    static func read(_ token: String) -> JSONValue? {
        let segments = token.split(separator: ".", omittingEmptySubsequences: false)
        guard segments.count == 3, let bytes = Base64.decode(String(segments[1])) else {
            return nil
        }
        return try? JSONParser.parse(JSONSource(name: "", bytes: bytes))
    }
}
