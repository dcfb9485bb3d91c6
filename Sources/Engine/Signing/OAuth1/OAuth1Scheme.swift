import HTTPModel
import TextEncoding

/// OAuth 1.0 (RFC 5849): signs with the credentials of the file; it obtains no tokens.
enum OAuth1Scheme {
    typealias Pair = (name: String, value: String)

    /// The parameters that an earlier signing may have left in a request.
    private static let ownNames = [
        "oauth_consumer_key", "oauth_token", "oauth_signature_method", "oauth_timestamp",
        "oauth_nonce", "oauth_version", "oauth_callback", "oauth_verifier", "oauth_body_hash",
        "oauth_signature",
    ]

    static func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let block = context.block
        let method = try method(of: block)
        removeOwnParameters(from: &request)
        var body = OAuth1Body(request, context)
        body?.remove(ownNames)
        var parameters = try self.parameters(method, context)
        if block.isOn("includeBodyHash"), body == nil {
            let hash = Base64.encode(try context.digest(method.digest, of: request.body))
            parameters.append(("oauth_body_hash", hash))
        }
        let baseString = OAuth1BaseString(
            request, parameters + (body?.pairs ?? [])
        ).text
        let (text, secrets) = try method.signature(of: baseString, block)
        parameters.append(("oauth_signature", text))

        var signature = RequestSignature()
        signature.secrets = secrets
        signature.passingSecrets = [text]
        if block.isOn("addParamsToHeader") {
            let credentials = try header(parameters, block)
            request.headers.add("Authorization", credentials)
            signature.headerNames = ["Authorization"]
            signature.passingSecrets.append(String(credentials.dropFirst("OAuth ".count)))
        } else if var form = body, ["POST", "PUT"].contains(request.method) {
            form.append(parameters)
            body = form
        } else {
            var editor = QueryEditor(request.url)
            for (name, value) in parameters { editor.append(name, value) }
            request.url = editor.url
            signature.queryNames = parameters.map(\.name)
        }
        if let body {
            request.body = body.text.isEmpty ? nil : HTTPBody(Array(body.text.utf8))
        }
        return signature
    }

    private static func method(
        of block: AuthBlock
    ) throws(SigningError) -> OAuth1Method {
        let names = OAuth1Method.allCases.map(\.rawValue)
        return OAuth1Method(rawValue: try block.choice("signatureMethod", among: names))
            ?? .hmacSHA1
    }

    private static func removeOwnParameters(from request: inout HTTPRequest) {
        request.headers.remove("Authorization")
        var editor = QueryEditor(request.url)
        let present = ownNames.filter { !editor.values(of: $0).isEmpty }
        if present.isEmpty { return }
        for name in present { editor.remove(name) }
        request.url = editor.url
    }

    /// Returns the protocol parameters without the signature; empty ones only if the file wants
    /// them.
    private static func parameters(
        _ method: OAuth1Method, _ context: SigningContext
    ) throws(SigningError) -> [Pair] {
        let block = context.block
        var nonce = try block.text("nonce")
        if nonce.isEmpty { nonce = try context.nonce(11) }
        let timestamp = try block.number("timestamp") ?? context.seconds
        let all: [Pair] = [
            ("oauth_consumer_key", try block.required("consumerKey")),
            ("oauth_token", try block.text("token")),
            ("oauth_signature_method", method.rawValue),
            ("oauth_timestamp", String(timestamp)), ("oauth_nonce", nonce),
            ("oauth_version", try block.text("version")),
            ("oauth_callback", try block.text("callback")),
            ("oauth_verifier", try block.text("verifier")),
        ]
        return block.isOn("addEmptyParamsToSign") ? all : all.filter { !$0.value.isEmpty }
    }

    private static func header(
        _ parameters: [Pair], _ block: AuthBlock
    ) throws(SigningError) -> String {
        let realm = try block.text("realm")
        try HeaderText.check(realm, parameter: "realm")
        let isRaw = block.isOn("disableHeaderEncoding")
        let fields = parameters.map { name, value in
            "\(name)=\"\(isRaw ? value : PercentEncoding.strict.encode(value))\""
        }
        let place = realm.isEmpty ? [] : ["realm=\"\(realm.replacing("\"", with: "\\\""))\""]
        let text = "OAuth " + (place + fields).joined(separator: ",")
        try HeaderText.check(text, parameter: "token")
        return text
    }
}

/// The signature base string (RFC 5849 §3.4.1).
struct OAuth1BaseString {
    let text: String

    init(_ request: HTTPRequest, _ parameters: [OAuth1Scheme.Pair]) {
        let url = URLParts(request.url)
        let query = FormText(url?.query ?? "").pairs
        let pairs = (query + parameters).map { name, value in
            (PercentEncoding.strict.encode(name), PercentEncoding.strict.encode(value))
        }
        let normalized = pairs.sorted { $0 < $1 }.map { "\($0)=\($1)" }.joined(separator: "&")
        let parts = [
            request.method.uppercased(), Self.address(of: url, request.headers["Host"]),
            normalized,
        ]
        text = parts.map { PercentEncoding.strict.encode($0) }.joined(separator: "&")
    }

    /// Returns scheme, host and path; the port only if it is not the scheme's default (§3.4.1.2).
    private static func address(of url: URLParts?, _ hostHeader: String?) -> String {
        guard let url else { return "" }
        var place = url
        if let hostHeader, let named = URLParts("\(url.scheme)://\(hostHeader)/") {
            place.host = named.host
            place.port = named.port
        }
        let isOwnPort = place.port == (url.scheme == "https" ? 443 : 80)
        if isOwnPort { place.port = nil }
        return "\(url.scheme)://\(place.authority)" + (url.path.isEmpty ? "/" : url.path)
    }
}

/// A form in a request's body, whose parameters are signed (RFC 5849 §3.4.1.3.1).
private struct OAuth1Body {
    private(set) var text = ""

    /// Reads the body of a form; nil if the request has none.
    init?(_ request: HTTPRequest, _ context: SigningContext) {
        if context.isEmptyForm { return }
        let type = ContentTypeHeader(context.contentType ?? "").mediaType
        guard type == "application/x-www-form-urlencoded",
            case .bytes(let bytes)? = request.body?.pieces.first, request.body?.pieces.count == 1
        else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    var pairs: [OAuth1Scheme.Pair] { FormText(text).pairs }

    mutating func remove(_ names: [String]) {
        guard pairs.contains(where: { names.contains($0.name) }) else { return }
        text = FormText(pairs.filter { !names.contains($0.name) }).encoded(.strict)
    }

    mutating func append(_ parameters: [OAuth1Scheme.Pair]) {
        let more = FormText(parameters).encoded(.strict)
        text = text.isEmpty ? more : text + "&" + more
    }
}
