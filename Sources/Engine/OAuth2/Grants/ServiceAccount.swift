import Cryptography
public import JSON
import Signing
import TextEncoding

/// A service account of Google's: its key signs a token, which is exchanged for an access token.
public struct ServiceAccount: Sendable, Hashable {
    /// How long the signed token lives, in seconds: Google accepts no more.
    private static let lifetime = 3600.0

    /// The address of the account.
    let email: String
    /// Where tokens are exchanged.
    let tokenURL: String
    private let keyID: String
    private let key: String
    /// The name of the file, for messages.
    private let name: String

    /// Reads the JSON file of a key that Google's console creates.
    public init(_ json: JSONValue, name: String) throws(OAuth2Error) {
        guard json["type"]?.string == "service_account", let email = json["client_email"]?.string,
            let key = json["private_key"]?.string
        else { throw OAuth2Error(.invalidParameter(key: name, problem: .notServiceAccount)) }
        self.email = email
        self.key = key
        self.name = name
        keyID = json["private_key_id"]?.string ?? ""
        tokenURL = json["token_uri"]?.string ?? "https://oauth2.googleapis.com/token"
    }

    /// Returns a signed token for the scopes.
    func assertion(
        scope: String, audience: String, now: Double
    ) throws(OAuth2Error) -> String {
        let moment = now.rounded(.down)
        let payload = JSONObject()
            .with("iss", .string(email)).with("scope", .string(scope))
            .with("aud", .string(audience)).with("iat", .number(moment))
            .with("exp", .number(moment + Self.lifetime))
        let header = JSONObject()
            .with("alg", .string("RS256")).with("typ", .string("JWT"))
            .with("kid", .string(keyID))
        return try OAuth2Error.signing { () throws(SigningError) in
            let key = try PrivateKey.read(key, parameter: name)
            return try JSONWebSignature.compact(
                header: header, payload: payload, by: .rs256, with: .privateKey(key))
        }
    }
}
