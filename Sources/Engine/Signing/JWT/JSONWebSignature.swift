import Cryptography
import JSON
import TextEncoding

/// A signature algorithm of JSON Web Tokens (RFC 7518 §3.1).
enum JWTAlgorithm: String, CaseIterable {
    case hs256 = "HS256"
    case hs384 = "HS384"
    case hs512 = "HS512"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"

    /// Whether both sides know the key.
    var isSymmetric: Bool { rawValue.hasPrefix("HS") }

    var digest: DigestAlgorithm {
        switch self {
        case .hs256, .rs256, .ps256, .es256: .sha256
        case .hs384, .rs384, .ps384, .es384: .sha384
        case .hs512, .rs512, .ps512, .es512: .sha512
        }
    }

    /// How a private key signs for it; the salt of PSS is as long as the digest (RFC 7518 §3.5).
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

/// What a token is signed with.
enum JWTKey {
    case secret([UInt8])
    case privateKey(AsymmetricKey)
}

/// Tokens in the compact serialization (RFC 7515 §7.1).
enum JSONWebSignature {
    /// The token of a header and a payload, whose members stay in their order.
    static func compact(
        header: JSONObject, payload: JSONObject, by algorithm: JWTAlgorithm, with key: JWTKey
    ) throws(AuthenticationError) -> String {
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
    /// The object without the members of those names.
    func without(_ names: String...) -> JSONObject {
        JSONObject(members.filter { !names.contains($0.key) })
    }

    /// The object with a member put at its end.
    func with(_ name: String, _ value: JSONValue) -> JSONObject {
        JSONObject(members + [JSONMember(key: name, value: value)])
    }
}
