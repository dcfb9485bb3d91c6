import Cryptography
import JSON
import TextEncoding

/// How a client proves who it is without a secret (RFC 7523 §2.2).
public enum ClientAssertion: Sendable, Hashable {
    /// By a token that is signed here, with the key of a certificate (`private_key_jwt`).
    case certificate(AssertionCertificate)
    /// By a token of somebody else, as a CI service's own; it is asked for before each use, and the
    /// name tells where.
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
    /// What the key is encrypted by; empty where it is not.
    let passphrase: String
    private let algorithm: JWTAlgorithm

    /// Reads a certificate and its key, both in PEM; the parameters' names are for messages.
    public init(
        certificate: String, key: String, passphrase: String = "",
        names: (certificate: String, key: String)
    ) throws(AuthenticationError) {
        guard let der = Self.der(of: certificate) else {
            throw AuthenticationError(
                .invalidParameter(key: names.certificate, problem: .notCertificate))
        }
        thumbprint = try AuthenticationError.calling { () throws(CryptographyError) in
            try DigestAlgorithm.sha256.digest(of: der)
        }
        self.key = key
        self.passphrase = passphrase
        switch try PrivateKey.read(key, passphrase: passphrase, parameter: names.key).kind {
        case .ellipticCurve(.p256): algorithm = .es256
        case .ellipticCurve(.p384): algorithm = .es384
        case .ellipticCurve(.p521): algorithm = .es512
        case .rsa, .ed25519, .x25519: algorithm = .ps256
        }
    }

    /// A fresh assertion for an endpoint, as Entra wants it and others take it.
    func assertion(
        clientID: String, audience: String, _ environment: AuthenticationEnvironment
    ) throws(AuthenticationError) -> String {
        let context = SigningContext(
            block: AuthorizationParameters(type: "oauth2"), contentType: nil,
            environment: environment)
        let now = environment.now().rounded(.down)
        let header = JSONObject([
            JSONMember(key: "alg", value: .string(algorithm.rawValue)),
            JSONMember(key: "typ", value: .string("JWT")),
            JSONMember(key: "x5t#S256", value: .string(Base64.encodeURLSafe(thumbprint))),
        ])
        let payload = JSONObject()
            .with("aud", .string(audience)).with("iss", .string(clientID))
            .with("sub", .string(clientID)).with("jti", .string(try context.uuid()))
            .with("nbf", .number(now)).with("iat", .number(now))
            .with("exp", .number(now + Self.lifetime))
        let key = try PrivateKey.read(key, passphrase: passphrase, parameter: "--client-key")
        return try JSONWebSignature.compact(
            header: header, payload: payload, by: algorithm, with: .privateKey(key))
    }

    private static func der(of pem: String) -> [UInt8]? {
        guard let begin = pem.firstRange(of: "-----BEGIN CERTIFICATE-----"),
            let end = pem[begin.upperBound...].firstRange(of: "-----END CERTIFICATE-----")
        else { return nil }
        let text = pem[begin.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
        return Base64.decode(text).flatMap { $0.isEmpty ? nil : $0 }
    }
}
