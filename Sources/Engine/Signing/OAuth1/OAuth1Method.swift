import Cryptography
import TextEncoding

/// A signature method of OAuth 1.0 (RFC 5849 §3.4), as Postman's files name it.
enum OAuth1Method: String, CaseIterable {
    case hmacSHA1 = "HMAC-SHA1"
    case hmacSHA256 = "HMAC-SHA256"
    case hmacSHA512 = "HMAC-SHA512"
    case rsaSHA1 = "RSA-SHA1"
    case rsaSHA256 = "RSA-SHA256"
    case rsaSHA512 = "RSA-SHA512"
    case plaintext = "PLAINTEXT"

    /// The hash function, which body hashes use too.
    var digest: DigestAlgorithm {
        switch self {
        case .hmacSHA1, .rsaSHA1, .plaintext: .sha1
        case .hmacSHA256, .rsaSHA256: .sha256
        case .hmacSHA512, .rsaSHA512: .sha512
        }
    }

    /// Whether it signs with a private key, not with shared secrets.
    var usesPrivateKey: Bool {
        switch self {
        case .rsaSHA1, .rsaSHA256, .rsaSHA512: true
        default: false
        }
    }

    /// Returns the signature of a base string, made with the key that the block has for this
    /// method.
    func signature(
        of baseString: String, _ block: AuthBlock
    ) throws(SigningError) -> (text: String, secrets: [String]) {
        if usesPrivateKey {
            let pem = try block.required("privateKey")
            let key = try PrivateKey.read(pem, parameter: "privateKey")
            let bytes = try PrivateKey.sign(
                baseString, with: key,
                by: SignatureAlgorithm(digest: digest, padding: .pkcs1), parameter: "privateKey")
            return (Base64.encode(bytes), [pem])
        }
        let secret = try block.required("consumerSecret")
        let tokenSecret = try block.text("tokenSecret")
        let key = [secret, tokenSecret].map { PercentEncoding.strict.encode($0) }
            .joined(separator: "&")
        if self == .plaintext { return (key, [secret, tokenSecret]) }
        let code = try digest.code(of: baseString, key: Array(key.utf8))
        return (Base64.encode(code), [secret, tokenSecret])
    }
}
