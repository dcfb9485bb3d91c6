import Cryptography
import TextEncoding

/// Proof that the client that asked for a code also redeems it (PKCE, RFC 7636).
public struct ProofKey: Sendable, Hashable {
    /// The form of the verifier in the authorization request.
    public enum Method: String, Sendable, Hashable {
        /// As the SHA-256 of it.
        case s256 = "S256"
        /// As it is.
        case plain
    }

    /// The secret that is sent with the code.
    let verifier: String
    /// The value derived from it, which the authorization request shows.
    let challenge: String
    /// How the one follows from the other.
    let method: Method

    /// Makes the key of a verifier.
    init(verifier: String, method: Method) throws(OAuth2Error) {
        self.verifier = verifier
        self.method = method
        switch method {
        case .plain: challenge = verifier
        case .s256:
            do {
                let digest = try DigestAlgorithm.sha256.digest(of: Array(verifier.utf8))
                challenge = Base64.encodeURLSafe(digest)
            } catch {
                throw OAuth2Error(.cryptography(error))
            }
        }
    }

    /// Whether the text has the length and the characters of a verifier (RFC 7636 §4.1).
    static func isVerifier(_ text: String) -> Bool {
        (43...128).contains(text.utf8.count) && PercentEncoding.strict.encode(text) == text
    }
}
