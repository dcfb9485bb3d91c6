import HTTPModel
import TextEncoding

/// Why the authorization server refuses.
struct TokenError: Error {
    /// The code of RFC 6749.
    var code: String
    /// What a person reads.
    var description: String
    /// The status of the answer.
    var status = 400
    /// The number that Microsoft's server gives in such a case.
    var entraCode = 9_002_313

    static func invalidRequest(_ description: String) -> TokenError {
        TokenError(code: "invalid_request", description: description)
    }

    static func invalidGrant(_ description: String, entraCode: Int) -> TokenError {
        TokenError(code: "invalid_grant", description: description, entraCode: entraCode)
    }

    static func invalidClient(_ description: String, entraCode: Int) -> TokenError {
        TokenError(
            code: "invalid_client", description: description, status: 401, entraCode: entraCode)
    }

    static func missing(_ name: String, entraCode: Int) -> TokenError {
        TokenError(
            code: "invalid_request",
            description: "the request body must contain the parameter '\(name)'",
            entraCode: entraCode)
    }
}

/// A request to the token endpoint.
struct TokenRequest {
    /// The client that the request names.
    struct Client {
        var id: String
        var secret: String?
    }

    let grantType: String
    let client: Client
    private let form: FormText
    private let query: FormText

    init(_ request: ServerRequest) throws(TokenError) {
        let type = ContentTypeHeader(request.headers).mediaType
        guard type == "application/x-www-form-urlencoded" else {
            throw .invalidRequest("the body must be of type 'application/x-www-form-urlencoded'")
        }
        form = FormText(String(decoding: request.body, as: UTF8.self))
        query = request.parameters
        if let name = form.repeatedName { throw .invalidRequest("'\(name)' is there twice") }
        guard let grantType = form["grant_type"], !grantType.isEmpty else {
            throw .missing("grant_type", entraCode: 900_144)
        }
        self.grantType = grantType
        client = try Self.client(request.headers, form)
    }

    /// A parameter of the body; `resource` may also be in the URL, as in the tutorials.
    subscript(name: String) -> String? {
        let value = form[name] ?? (name == "resource" ? query[name] : nil)
        return value?.isEmpty == true ? nil : value
    }

    /// The client from the Authorization header or else the body (§2.3.1).
    private static func client(
        _ headers: HTTPHeaders, _ form: FormText
    ) throws(TokenError) -> Client {
        if let header = headers["Authorization"] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "basic",
                let bytes = Base64.decode(String(parts[1]))
            else {
                throw .invalidClient(
                    "the Authorization header is not of the scheme Basic", entraCode: 7_000_215)
            }
            let pair = String(decoding: bytes, as: UTF8.self)
                .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let id = PercentEncoding.form.decode(pair[0])
            let secret = pair.count > 1 ? PercentEncoding.form.decode(pair[1]) : ""
            if let other = form["client_id"], other != id {
                throw .invalidRequest("'client_id' is not the client of the Authorization header")
            }
            return Client(id: id, secret: secret.isEmpty ? nil : secret)
        }
        guard let id = form["client_id"], !id.isEmpty else {
            throw .missing("client_id", entraCode: 900_144)
        }
        let secret = form["client_secret"] ?? ""
        return Client(id: id, secret: secret.isEmpty ? nil : secret)
    }
}

extension FormText {
    /// The first repeated name, which OAuth forbids (RFC 6749 §3.2).
    var repeatedName: String? {
        var seen: Set<String> = []
        return pairs.first { !seen.insert($0.name).inserted }?.name
    }
}
