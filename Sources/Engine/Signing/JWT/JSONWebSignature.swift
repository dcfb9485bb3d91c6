public import Cryptography
public import JSON
import TextEncoding

/// A signature algorithm of JSON Web Tokens (RFC 7518 §3.1).
public enum JWTAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// HMAC with SHA-256.
    case hs256 = "HS256"
    /// HMAC with SHA-384.
    case hs384 = "HS384"
    /// HMAC with SHA-512.
    case hs512 = "HS512"
    /// RSA PKCS #1 with SHA-256.
    case rs256 = "RS256"
    /// RSA PKCS #1 with SHA-384.
    case rs384 = "RS384"
    /// RSA PKCS #1 with SHA-512.
    case rs512 = "RS512"
    /// RSA PSS with SHA-256.
    case ps256 = "PS256"
    /// RSA PSS with SHA-384.
    case ps384 = "PS384"
    /// RSA PSS with SHA-512.
    case ps512 = "PS512"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"
    /// ECDSA on P-384 with SHA-384.
    case es384 = "ES384"
    /// ECDSA on P-521 with SHA-512.
    case es512 = "ES512"

    /// Whether both sides know the key.
    var isSymmetric: Bool { rawValue.hasPrefix("HS") }

    /// The digest that is signed.
    public var digest: DigestAlgorithm {
        switch self {
        case .hs256, .rs256, .ps256, .es256: .sha256
        case .hs384, .rs384, .ps384, .es384: .sha384
        case .hs512, .rs512, .ps512, .es512: .sha512
        }
    }

    /// The way a private key signs; the salt of PSS is as long as the digest (RFC 7518 §3.5).
    fileprivate var signature: SignatureAlgorithm {
        switch self {
        case .rs256, .rs384, .rs512: SignatureAlgorithm(digest: digest, padding: .pkcs1)
        case .ps256: SignatureAlgorithm(digest: digest, padding: .pss(saltLength: 32))
        case .ps384: SignatureAlgorithm(digest: digest, padding: .pss(saltLength: 48))
        case .ps512: SignatureAlgorithm(digest: digest, padding: .pss(saltLength: 64))
        case .es256: SignatureAlgorithm(digest: digest, curve: .p256)
        case .es384: SignatureAlgorithm(digest: digest, curve: .p384)
        case .es512: SignatureAlgorithm(digest: digest, curve: .p521)
        case .hs256, .hs384, .hs512: SignatureAlgorithm(digest: digest)
        }
    }
}

/// The key that signs a token.
public enum JWTKey {
    /// A key that both sides know.
    case secret([UInt8])
    /// The private half of a key pair.
    case privateKey(AsymmetricKey)
}

/// Tokens in the compact serialization (RFC 7515 §7.1).
public enum JSONWebSignature {
    /// Returns the signed token of a header and a payload, whose members keep their order.
    public static func compact(
        header: JSONObject, payload: JSONObject, by algorithm: JWTAlgorithm, with key: JWTKey
    ) throws(SigningError) -> String {
        let content = [header, payload].map {
            Base64.encodeURLSafe(Array(JSONWriter.compact(JSONValue(.object($0))).utf8))
        }.joined(separator: ".")
        let signature: [UInt8]
        switch key {
        case .secret(let secret):
            signature = try algorithm.digest.code(of: content, key: secret)
        case .privateKey(let key):
            signature = try PrivateKey.sign(
                content, with: key, by: algorithm.signature, parameter: "privateKey")
        }
        return content + "." + Base64.encodeURLSafe(signature)
    }
}

extension JSONObject {
    /// Returns the object without the members of those names.
    func without(_ names: String...) -> JSONObject {
        JSONObject(members.filter { !names.contains($0.key) })
    }

    /// Returns the object with a member added at its end.
    public func with(_ name: String, _ value: JSONValue) -> JSONObject {
        JSONObject(members + [JSONMember(key: name, value: value)])
    }
}
