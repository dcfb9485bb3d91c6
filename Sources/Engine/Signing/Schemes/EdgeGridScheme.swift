import Cryptography
import HTTPModel
import JSON
import TextEncoding

/// Akamai's EdgeGrid: `Authorization: EG1-HMAC-SHA256`.
enum EdgeGridScheme {
    /// How much of a body is hashed, unless the file sets another limit.
    private static let defaultBodyLimit = 131_072

    static func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let block = context.block
        let secret = try block.required("clientSecret")
        let clientToken = try block.required("clientToken")
        let accessToken = try block.required("accessToken")
        let timestamp = try text("timestamp", of: block) ?? moment(context)
        let nonce: String
        if let given = try text("nonce", of: block) {
            nonce = given
        } else {
            nonce = try context.uuid()
        }
        let head =
            "EG1-HMAC-SHA256 client_token=\(clientToken);access_token=\(accessToken);"
            + "timestamp=\(timestamp);nonce=\(nonce);"
        for (name, value) in [
            ("clientToken", clientToken), ("accessToken", accessToken), ("timestamp", timestamp),
            ("nonce", nonce),
        ] {
            try HeaderText.check(value, parameter: name)
        }
        let key = Base64.encode(
            try DigestAlgorithm.sha256.code(of: timestamp, key: Array(secret.utf8)))
        let parts =
            try place(of: request, block) + [
                headers(try names(of: block), of: request), try bodyHash(of: request, context),
                head,
            ]
        let code = Base64.encode(
            try DigestAlgorithm.sha256.code(
                of: parts.joined(separator: "\t"), key: Array(key.utf8)))
        request.headers.remove("Authorization")
        request.headers.add("Authorization", head + "signature=" + code)
        var signature = RequestSignature()
        signature.headerNames = ["Authorization"]
        signature.secrets = [secret, clientToken, accessToken]
        signature.passingSecrets = [code]
        return signature
    }

    private static func text(
        _ key: String, of block: AuthBlock
    ) throws(SigningError) -> String? {
        let text = try block.text(key)
        return text.isEmpty ? nil : text
    }

    /// The time as `20140321T19:34:21+0000`.
    private static func moment(_ context: SigningContext) -> String {
        let text = Timestamp.iso8601(Double(context.seconds))
        return text.prefix(10).replacing("-", with: "") + text.dropFirst(10).prefix(9) + "+0000"
    }

    /// Returns method, scheme, host and target; the host is that of `baseURL` if the file has one.
    private static func place(
        of request: HTTPRequest, _ block: AuthBlock
    ) throws(SigningError) -> [String] {
        let url = URLParts(request.url)
        var host = request.headers["Host"] ?? url?.authority ?? ""
        if let base = try text("baseURL", of: block) {
            guard let parts = URLParts(base.contains("://") ? base : "https://" + base),
                !parts.host.isEmpty
            else {
                throw SigningError(
                    .invalidParameter(key: "baseURL", problem: .notAbsoluteURL(base)))
            }
            host = parts.authority
        }
        return [request.method.uppercased(), url?.scheme ?? "", host, url?.target ?? "/"]
    }

    /// Returns the names of the headers to sign: an array, or text with commas.
    private static func names(
        of block: AuthBlock
    ) throws(SigningError) -> [String] {
        if let list = block.parameters["headersToSign"]?.array {
            return list.compactMap(\.scalarText).map(\.trimmed)
        }
        return try block.text("headersToSign").split(separator: ",").map(\.trimmed)
    }

    private static func headers(_ names: [String], of request: HTTPRequest) -> String {
        names.compactMap { name in
            guard let value = request.headers[name], !value.isEmpty else { return nil }
            let words = value.split { $0.isWhitespace }.joined(separator: " ")
            return "\(name.lowercased()):\(words)"
        }.joined(separator: "\t")
    }

    /// Returns the hash of a POST's body, or of its beginning; empty for other methods.
    private static func bodyHash(
        of request: HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> String {
        guard request.method == "POST", let body = request.body, body.count > 0 else { return "" }
        let limit = try context.block.number("maxBodySize") ?? defaultBodyLimit
        return Base64.encode(try context.digest(.sha256, of: body, limit: max(0, limit)))
    }
}
