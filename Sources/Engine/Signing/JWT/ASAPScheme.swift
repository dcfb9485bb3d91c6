import Cryptography
import HTTPModel
import JSON
import TextEncoding

/// Atlassian's ASAP: a short-lived JSON Web Token, signed with a private key whose public half the
/// service publishes.
enum ASAPScheme {
    /// The lifetime of a token in seconds, unless the file sets another.
    private static let defaultLifetime = 3600

    static func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let block = context.block
        let claims = try block.object("claims")
        let names = JWTAlgorithm.allCases.filter { !$0.isSymmetric }.map(\.rawValue)
        let algorithm = JWTAlgorithm(rawValue: try block.choice("alg", among: names)) ?? .rs256
        let given = claims["kid"]?.string ?? ""
        let identifier = given.isEmpty ? try block.required("kid") : given
        let text = try block.required("privateKey")
        let key = try key(text, identifier: identifier)
        let header = JSONObject([
            JSONMember(key: "alg", value: .string(algorithm.rawValue)),
            JSONMember(key: "kid", value: .string(identifier)),
        ])
        let token = try JSONWebSignature.compact(
            header: header, payload: try payload(claims, context), by: algorithm,
            with: .privateKey(key))
        request.headers.remove("Authorization")
        request.headers.add("Authorization", "Bearer " + token)
        var signature = RequestSignature()
        signature.headerNames = ["Authorization"]
        signature.secrets = [text]
        signature.passingSecrets = [token]
        return signature
    }

    /// Returns the claims of the file, completed by those that every token has.
    private static func payload(
        _ claims: JSONObject, _ context: SigningContext
    ) throws(SigningError) -> JSONObject {
        let block = context.block
        func claim(
            _ name: String, _ otherwise: () throws(SigningError) -> JSONValue
        ) throws(SigningError) -> JSONValue {
            if let value = claims[name], !value.isNull, value.string != "" { return value }
            return try otherwise()
        }
        let issuer = try claim("iss") { () throws(SigningError) in
            .string(try block.required("iss"))
        }
        let subject = try claim("sub") { () throws(SigningError) in
            let text = try block.text("sub")
            return text.isEmpty ? issuer : .string(text)
        }
        let lifetime = try block.number("exp") ?? defaultLifetime
        return claims.without("iss", "sub", "aud", "jti", "iat", "exp")
            .with("iss", issuer).with("sub", subject)
            .with(
                "aud",
                try claim("aud") { () throws(SigningError) in
                    .string(try block.required("aud"))
                }
            )
            .with(
                "jti",
                try claim("jti") { () throws(SigningError) in
                    .string(try context.uuid())
                }
            )
            .with("iat", try claim("iat") { .number(Double(context.seconds)) })
            .with("exp", try claim("exp") { .number(Double(context.seconds + lifetime)) })
    }

    /// Reads the key: PEM, or Atlassian's data URI `data:application/pkcs8;kid=…;base64,…`, either
    /// of them in quotes or percent-encoded.
    private static func key(
        _ text: String, identifier: String
    ) throws(SigningError) -> AsymmetricKey {
        var text = text.trimmed
        if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 {
            text = String(text.dropFirst().dropLast())
        }
        text = PercentEncoding.strict.decode(text)
        guard text.hasPrefix("data:") else {
            return try PrivateKey.read(text, parameter: "privateKey")
        }
        let parts = text.dropFirst("data:".count).split(
            separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let fields = parts[0].split(separator: ";")
        guard parts.count == 2, fields.first == "application/pkcs8", fields.last == "base64",
            let bytes = Base64.decode(parts[1].filter { !$0.isWhitespace })
        else {
            throw SigningError(
                .invalidParameter(key: "privateKey", problem: .malformedDataURI))
        }
        let named = fields.first { $0.hasPrefix("kid=") }?.dropFirst("kid=".count)
        if let named, named != identifier {
            throw SigningError(
                .invalidParameter(
                    key: "privateKey",
                    problem: .keyOfOther(String(named), expected: identifier)))
        }
        return try PrivateKey.read(der: bytes, parameter: "privateKey")
    }
}
