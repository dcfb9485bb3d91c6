import Cryptography
import JSON
import Signing
import TextEncoding

/// The assertion that authenticates a client without a secret (RFC 7523 §2.2).
public enum ClientAssertion: Sendable, Hashable {
    /// A token that Posthaste signs with the key of a certificate (`private_key_jwt`).
    case certificate(AssertionCertificate)
    /// A token that another service issues, such as a CI service; it is read before each use, and
    /// `name` is its source.
    case supplied(name: String)

    /// The value of `client_assertion_type`.
    static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
}

/// A certificate that an authorization server knows a client by, and its private key.
public struct AssertionCertificate: Sendable, Hashable {
    /// How long an assertion lives, in seconds: Entra takes no more.
    private static let lifetime = 600.0

    /// The SHA-256 digest of the certificate's DER.
    private let thumbprint: [UInt8]
    /// The private key in PEM.
    let key: String
    /// The passphrase of the key; empty if the key is not encrypted.
    let passphrase: String
    private let algorithm: JWTAlgorithm

    /// Reads a certificate and its key, both in PEM; the parameters' names are for messages.
    public init(
        certificate: String, key: String, passphrase: String = "",
        names: (certificate: String, key: String)
    ) throws(OAuth2Error) {
        guard let der = Self.der(of: certificate) else {
            throw OAuth2Error(
                .invalidParameter(key: names.certificate, problem: .notCertificate))
        }
        thumbprint = try OAuth2Error.calling { () throws(CryptographyError) in
            try DigestAlgorithm.sha256.digest(of: der)
        }
        self.key = key
        self.passphrase = passphrase
        switch try Self.read(key, passphrase, names.key).kind {
        case .ellipticCurve(.p256): algorithm = .es256
        case .ellipticCurve(.p384): algorithm = .es384
        case .ellipticCurve(.p521): algorithm = .es512
        case .rsa, .ed25519, .x25519: algorithm = .ps256
        }
    }

    /// A fresh assertion for an endpoint, as Entra wants it and others take it.
    func assertion(
        clientID: String, audience: String, _ environment: TokenEnvironment
    ) throws(OAuth2Error) -> String {
        let id = try OAuth2Error.calling { () throws(CryptographyError) in
            UUIDText.random(try environment.random(16))
        }
        let now = environment.now().rounded(.down)
        let header = JSONObject([
            JSONMember(key: "alg", value: .string(algorithm.rawValue)),
            JSONMember(key: "typ", value: .string("JWT")),
            JSONMember(key: "x5t#S256", value: .string(Base64.encodeURLSafe(thumbprint))),
        ])
        let payload = JSONObject()
            .with("aud", .string(audience)).with("iss", .string(clientID))
            .with("sub", .string(clientID)).with("jti", .string(id))
            .with("nbf", .number(now)).with("iat", .number(now))
            .with("exp", .number(now + Self.lifetime))
        let key = try Self.read(key, passphrase, "--client-key")
        return try OAuth2Error.signing { () throws(SigningError) in
            try JSONWebSignature.compact(
                header: header, payload: payload, by: algorithm, with: .privateKey(key))
        }
    }

    private static func read(
        _ key: String, _ passphrase: String, _ parameter: String
    ) throws(OAuth2Error) -> AsymmetricKey {
        try OAuth2Error.signing { () throws(SigningError) in
            try PrivateKey.read(key, passphrase: passphrase, parameter: parameter)
        }
    }

    private static func der(of pem: String) -> [UInt8]? {
        guard let begin = pem.firstRange(of: "-----BEGIN CERTIFICATE-----"),
            let end = pem[begin.upperBound...].firstRange(of: "-----END CERTIFICATE-----")
        else { return nil }
        let text = pem[begin.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
        return Base64.decode(text).flatMap { $0.isEmpty ? nil : $0 }
    }
}
