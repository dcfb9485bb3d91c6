import Cryptography
import JSON
import Signing
import TextEncoding

/// The assertion that authenticates a client without a secret (RFC 7523 §2.2).
public enum ClientAssertion: Sendable, Hashable {
    /// A token that Posthaste signs with the client's private key (`private_key_jwt`).
    case key(AssertionKey)
    /// A token that another service issues, such as a CI service; it is read before each use, and
    /// `name` is its source.
    case supplied(name: String)

    /// The value of `client_assertion_type`.
    static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
}

/// A private key of a client, whose public half the authorization server knows.
public struct AssertionKey: Sendable, Hashable {
    /// How the server recognises the key.
    private enum Name: Hashable {
        /// By the SHA-256 digest of the certificate's DER, as Entra does.
        case thumbprint([UInt8])
        /// By an id; nil if it knows only one key of the client.
        case id(String?)
    }

    /// How long an assertion lives, in seconds: Entra accepts no more.
    private static let lifetime = 600.0

    private let name: Name
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
        let thumbprint = try OAuth2Error.calling { () throws(CryptographyError) in
            try DigestAlgorithm.sha256.digest(of: der)
        }
        try self.init(.thumbprint(thumbprint), key, passphrase, names.key, rsa: .ps256)
    }

    /// Reads a key in PEM that the server knows without a certificate; the name is for messages.
    public init(
        key: String, passphrase: String = "", keyID: String?, name: String
    ) throws(OAuth2Error) {
        try self.init(.id(keyID), key, passphrase, name, rsa: .rs256)
    }

    private init(
        _ name: Name, _ key: String, _ passphrase: String, _ parameter: String, rsa: JWTAlgorithm
    ) throws(OAuth2Error) {
        self.name = name
        self.key = key
        self.passphrase = passphrase
        switch try Self.read(key, passphrase, parameter).kind {
        case .ellipticCurve(.p256): algorithm = .es256
        case .ellipticCurve(.p384): algorithm = .es384
        case .ellipticCurve(.p521): algorithm = .es512
        case .rsa, .ed25519, .x25519: algorithm = rsa
        }
    }

    /// Returns a new assertion for an endpoint, in the form that Entra requires and others accept.
    func assertion(
        clientID: String, audience: String, _ environment: TokenEnvironment
    ) throws(OAuth2Error) -> String {
        let id = try OAuth2Error.calling { () throws(CryptographyError) in
            UUIDText.random(try environment.random(16))
        }
        let now = environment.now().rounded(.down)
        var header = JSONObject()
            .with("alg", .string(algorithm.rawValue)).with("typ", .string("JWT"))
        switch name {
        case .thumbprint(let digest):
            header = header.with("x5t#S256", .string(Base64.encodeURLSafe(digest)))
        case .id(let id?): header = header.with("kid", .string(id))
        case .id(nil): break
        }
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
