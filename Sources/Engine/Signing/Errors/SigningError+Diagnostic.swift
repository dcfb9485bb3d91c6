import Cryptography
public import Diagnostics
import TextEncoding

/// The wording of signing errors: what happened, and what to change.
extension SigningError {
    /// The error in words; nothing in it is secret.
    public var diagnostic: Diagnostic {
        let subject = owner.isEmpty ? "authorization" : "authorization of \(owner)"
        return Diagnostic(.error, "\(subject): \(message)", help: hints + help)
    }

    /// What happened.
    public var message: String {
        switch kind {
        case .unknownScheme(let type): "unknown type '\(type)'"
        case .emptyParameter(let key, let type):
            "'\(key)' is empty, and '\(type)' cannot sign without it"
        case .unresolvedVariable(let name, let key): "variable '\(name)' in '\(key)' has no value"
        case .unsubstitutedVariable(let name, let key):
            "'{{\(name)}}' in '\(key)' is not substituted, because a script sends the request"
        case .emptyVariable(let name, let key): "variable '\(name)' in '\(key)' is empty"
        case .controlCharacterInCredential(let parameter):
            "'\(parameter)' contains a line break or another control character"
        case .malformedCredential(let parameter, let form):
            "'\(parameter)' is \(form), but text is expected"
        case .invalidParameter(let key, let problem): "'\(key)' \(problem.wording)"
        case .unreadableFile(let path): "the body is signed, but file '\(path)' cannot be read"
        case .unusableChallenge(let problem):
            "the server's challenge cannot be answered: \(problem.wording)"
        case .cryptography(let error): "\(error.operation) failed \(error.reason)".trimmed
        }
    }

    /// What may help.
    public var help: [String] {
        switch kind {
        case .unknownScheme(let type):
            let near = Spelling.nearest(to: type, among: RequestSigner.types)
            return [
                near.map { "did you mean '\($0)'?" }
                    ?? "the types are " + RequestSigner.types.joined(separator: ", ")
            ]
        case .emptyParameter:
            return ["if the request needs no authorization, set its type to 'noauth' ('No Auth')"]
        case .unresolvedVariable(let name, _):
            return ["set it in the environment, or with --env-var '\(name)=…'"]
        case .unsubstitutedVariable:
            return ["substitute it in the script with pm.variables.replaceIn"]
        case .emptyVariable(let name, _):
            return ["set it before this request, in the environment or with --env-var '\(name)=…'"]
        case .controlCharacterInCredential:
            return ["remove the line break; a header cannot carry it"]
        case .malformedCredential: return ["correct it in the file"]
        case .invalidParameter(let key, _):
            return ["correct '\(key)' or the variable that it names"]
        case .unreadableFile:
            return ["check the path; it is relative to the working directory"]
        case .unusableChallenge: return []
        case .cryptography: return ["reinstall libcrypto"]
        }
    }
}

extension ChallengeProblem {
    fileprivate var wording: String {
        switch self {
        case .noNonce: "it has no 'nonce'"
        case .unknownAlgorithms(let names):
            "algorithm \(Self.list(names)) is not one of "
                + DigestHash.names.joined(separator: ", ")
        case .unknownQualities(let names):
            "qop \(Self.list(names)) is neither 'auth' nor 'auth-int'"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.map { "'\(ShownText.harmless($0, limit: 40))'" }.joined(separator: ", ")
    }
}

extension ParameterProblem {
    fileprivate var wording: String {
        switch self {
        case .notOneOf(let values, let found):
            "is '\(found)', not one of " + values.map { "'\($0)'" }.joined(separator: ", ")
        case .notNumber(let text): "is '\(text)', not a whole number"
        case .notJSONObject: "is not a JSON object"
        case .notBase64: "is not base64"
        case .notAbsoluteURL(let text): "is '\(text)', not an absolute URL such as 'https://…'"
        case .unusableKey(let error): error.wording
        case .otherKey(let kind, let curve):
            "is \(kind.wording), but the algorithm needs "
                + (curve.map { "a key on the curve \($0.name)" } ?? "another kind")
        case .malformedDataURI: "does not have the form 'data:application/pkcs8;kid=…;base64,…'"
        case .keyOfOther(let found, let expected):
            "is the key with the id '\(ShownText.harmless(found, limit: 80))', not '\(expected)'"
        }
    }
}

extension AsymmetricKey.Kind {
    fileprivate var wording: String {
        switch self {
        case .rsa: "an RSA key"
        case .ellipticCurve(let curve): "a key on the curve \(curve.name)"
        case .ed25519: "an Ed25519 key"
        case .x25519: "an X25519 key"
        }
    }
}

extension AsymmetricKey.Curve {
    /// The name that NIST gives it.
    fileprivate var name: String {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        }
    }
}

extension PrivateKeyError {
    fileprivate var wording: String {
        switch self {
        case .notPEM: "is not a private key: it has no line '-----BEGIN PRIVATE KEY-----'"
        case .otherContent(let label): "is not a private key but '\(label)'"
        case .needsPassphrase: "is encrypted, and its passphrase is empty"
        case .wrongPassphrase: "is encrypted, and the passphrase does not open it"
        case .malformed(let reason):
            "is not a readable private key" + (reason.isEmpty ? "" : " (\(reason))")
        case .unsupported(let name):
            "is a key of the kind \(name), or on another curve; RSA, P-256, P-384 or P-521 can sign"
        }
    }
}
