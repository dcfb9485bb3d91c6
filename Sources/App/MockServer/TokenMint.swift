import Cryptography
import JSON
import Signing
import Synchronization
import TextEncoding

/// Makes access and identity tokens: signed JSON Web Tokens (RFC 9068), as the known services
/// issue.
///
/// Its key is generated when the first token is made, and published as a JSON Web Key (RFC 7517).
final class TokenMint: Sendable {
    /// The person that signs in at the mock server.
    static let person = (name: "Adele Vance", account: "adele@contoso.example")

    private static let keyID = "mock-1"

    /// The private key in PKCS #8; nil before its first use.
    private let key = Mutex<[UInt8]?>(nil)

    /// Returns a signed access token; the id makes it unique.
    func accessToken(
        _ grant: IssuedTokens.Grant, id: String, now: Double, lifetime: Int
    ) throws(TokenError) -> String {
        var claims = common(grant, id: id, now: now, lifetime: lifetime)
            .with("aud", .string(grant.audience)).with("appid", .string(grant.client))
        if grant.user == nil {
            claims = claims.with("roles", .array([.string("API.ReadWrite.All")]))
        } else {
            claims = claims.with("scp", .string(grant.scope ?? "user_impersonation"))
        }
        return try sign(claims, type: "at+jwt")
    }

    /// Returns a signed identity token (OpenID Connect Core §2).
    func idToken(
        _ grant: IssuedTokens.Grant, id: String, now: Double, lifetime: Int
    ) throws(TokenError) -> String {
        let claims = common(grant, id: id, now: now, lifetime: lifetime)
            .with("aud", .string(grant.client))
        return try sign(claims, type: "JWT")
    }

    /// The public key, as `jwks.json` has it.
    func keySet() throws(TokenError) -> JSONValue {
        try failing { () throws(CryptographyError) in
            var members: [(String, JSONValue)] = [
                ("kty", .string("EC")), ("crv", .string("P-256")), ("use", .string("sig")),
                ("alg", .string("ES256")), ("kid", .string(Self.keyID)),
            ]
            for number in try keyPair().numbers() where number.name != "d" {
                members.append((number.name, .string(Base64.encodeURLSafe(number.bytes))))
            }
            return .object([("keys", .array([.object(members)]))])
        }
    }

    private func common(
        _ grant: IssuedTokens.Grant, id: String, now: Double, lifetime: Int
    ) -> JSONObject {
        let moment = now.rounded(.down)
        var claims = JSONObject()
            .with("iss", .string(grant.issuer))
            .with("sub", .string(grant.user ?? grant.client))
            .with("jti", .string(id)).with("iat", .number(moment)).with("nbf", .number(moment))
            .with("exp", .number(moment + Double(lifetime)))
        if let tenant = grant.tenant { claims = claims.with("tid", .string(tenant)) }
        if let user = grant.user {
            let name = user == Self.person.account ? Self.person.name : user
            claims = claims.with("name", .string(name))
                .with("preferred_username", .string(user)).with("upn", .string(user))
        }
        return claims
    }

    private func sign(_ claims: JSONObject, type: String) throws(TokenError) -> String {
        let header = JSONObject()
            .with("alg", .string("ES256")).with("typ", .string(type))
            .with("kid", .string(Self.keyID))
        let key = try failing(keyPair)
        do {
            return try JSONWebSignature.compact(
                header: header, payload: claims, by: .es256, with: .privateKey(key))
        } catch {
            throw .broken
        }
    }

    private func keyPair() throws(CryptographyError) -> AsymmetricKey {
        try key.withLock { (known) throws(CryptographyError) in
            if let known { return try AsymmetricKey(pkcs8: known) }
            let fresh = try AsymmetricKey.generate(.ellipticCurve(.p256))
            known = try fresh.pkcs8()
            return fresh
        }
    }

    private func failing<Result>(
        _ body: () throws(CryptographyError) -> Result
    ) throws(TokenError) -> Result {
        do {
            return try body()
        } catch {
            throw .broken
        }
    }
}

extension TokenError {
    /// The cryptography library failed.
    static let broken = TokenError(
        code: "server_error", description: "the token cannot be signed", status: 500)
}
