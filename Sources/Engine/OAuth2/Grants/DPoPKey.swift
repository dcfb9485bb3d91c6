import Cryptography
import HTTPModel
import JSON
import Signing
import TextEncoding

/// A key that tokens are bound to: each request proves that the sender has it (DPoP, RFC 9449).
public struct DPoPKey: Sendable, Hashable {
    /// The private key in PKCS #8.
    let bytes: [UInt8]

    /// Generates a key.
    init() throws(OAuth2Error) {
        bytes = try OAuth2Error.calling { () throws(CryptographyError) in
            try AsymmetricKey.generate(.ellipticCurve(.p256)).pkcs8()
        }
    }

    /// Takes a key that was kept.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What a proof is about.
    struct Target {
        let method: String
        let url: String
        /// The token that the request carries; nil for a token request.
        var accessToken: String?
        /// The value that the server wants to see in the proof.
        var nonce: String?
    }

    /// Returns the value of the `DPoP` header of a request (RFC 9449 §4.2).
    func proof(
        of target: Target, _ environment: TokenEnvironment
    ) throws(OAuth2Error) -> String {
        let (key, id, digest) = try OAuth2Error.calling { () throws(CryptographyError) in
            (
                try AsymmetricKey(pkcs8: bytes), UUIDText.random(try environment.random(16)),
                try target.accessToken.map { (token) throws(CryptographyError) in
                    try DigestAlgorithm.sha256.digest(of: Array(token.utf8))
                }
            )
        }
        var claims = JSONObject()
            .with("jti", .string(id)).with("htm", .string(target.method.uppercased()))
            .with("htu", .string(EndpointURL.displayed(target.url)))
            .with("iat", .number(environment.now().rounded(.down)))
        if let digest { claims = claims.with("ath", .string(Base64.encodeURLSafe(digest))) }
        if let nonce = target.nonce { claims = claims.with("nonce", .string(nonce)) }
        let header = JSONObject()
            .with("typ", .string("dpop+jwt")).with("alg", .string("ES256"))
            .with("jwk", try Self.publicKey(key))
        return try OAuth2Error.signing { () throws(SigningError) in
            try JSONWebSignature.compact(
                header: header, payload: claims, by: .es256, with: .privateKey(key))
        }
    }

    private static func publicKey(_ key: AsymmetricKey) throws(OAuth2Error) -> JSONValue {
        var members: [(String, JSONValue)] = [("kty", .string("EC")), ("crv", .string("P-256"))]
        let numbers = try OAuth2Error.calling { () throws(CryptographyError) in
            try key.numbers()
        }
        for number in numbers where number.name != "d" {
            members.append((number.name, .string(Base64.encodeURLSafe(number.bytes))))
        }
        return .object(members)
    }
}

/// The values that servers want to see in the next proof, by their origin (RFC 9449 §8).
final class DPoPNonces {
    private var values: [String: String] = [:]

    /// The value for the server of an address.
    subscript(url: String) -> String? { values[URLParts.origin(of: url)] }

    /// Notes the value in a response.
    ///
    /// - Returns: Whether it is a new one.
    @discardableResult
    func adopt(_ response: HTTPResponse, from url: String) -> Bool {
        guard let nonce = response.headers["DPoP-Nonce"] else { return false }
        let origin = URLParts.origin(of: url)
        defer { values[origin] = nonce }
        return values[origin] != nonce
    }
}
