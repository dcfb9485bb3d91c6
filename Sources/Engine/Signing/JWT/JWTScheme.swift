import HTTPModel
import JSON
import TextEncoding

/// A JSON Web Token for each request (RFC 7519), with exactly the claims of the file.
enum JWTScheme {
    static func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let block = context.block
        let algorithm =
            JWTAlgorithm(
                rawValue: try block.choice(
                    "algorithm", among: JWTAlgorithm.allCases.map(\.rawValue)))
            ?? .hs256
        let (key, secrets) = try key(for: algorithm, block)
        let header = JSONObject(
            [
                JSONMember(key: "alg", value: .string(algorithm.rawValue))
            ] + (try block.object("header").without("alg").members))
        let token = try JSONWebSignature.compact(
            header: header, payload: try block.object("payload"), by: algorithm, with: key)
        var signature = try place(token, in: &request, block)
        signature.secrets = secrets
        signature.passingSecrets = [token]
        return signature
    }

    private static func key(
        for algorithm: JWTAlgorithm, _ block: AuthBlock
    ) throws(SigningError) -> (JWTKey, secrets: [String]) {
        guard algorithm.isSymmetric else {
            let pem = try block.required("privateKey")
            let passphrase = try block.text("passphrase")
            let key = try PrivateKey.read(pem, passphrase: passphrase, parameter: "privateKey")
            return (.privateKey(key), [pem, passphrase])
        }
        let secret = try block.required("secret")
        guard block.isOn("isSecretBase64Encoded") else {
            return (.secret(Array(secret.utf8)), [secret])
        }
        guard let bytes = Base64.decode(secret.trimmed) else {
            throw SigningError(.invalidParameter(key: "secret", problem: .notBase64))
        }
        return (.secret(bytes), [secret])
    }

    private static func place(
        _ token: String, in request: inout HTTPRequest, _ block: AuthBlock
    ) throws(SigningError) -> RequestSignature {
        var signature = RequestSignature()
        switch try block.choice("addTokenTo", among: ["header", "queryParam"]) {
        case "queryParam":
            let given = try block.text("queryParamKey")
            let name = given.isEmpty ? "token" : given
            var editor = QueryEditor(request.url)
            editor.remove(name)
            editor.append(name, token)
            request.url = editor.url
            signature.queryNames = [name.lowercased()]
        default:
            var prefix = "Bearer"
            if let given = block.parameters["headerPrefix"], !given.isNull {
                prefix = try block.text("headerPrefix").trimmed
            }
            try HeaderText.check(prefix, parameter: "headerPrefix")
            request.headers.remove("Authorization")
            request.headers.add("Authorization", prefix.isEmpty ? token : prefix + " " + token)
            signature.headerNames = ["Authorization"]
        }
        return signature
    }
}
