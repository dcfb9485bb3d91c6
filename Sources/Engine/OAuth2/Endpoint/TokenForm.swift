import Diagnostics
import HTTPModel
import TextEncoding

/// A token request before the client has authenticated itself.
struct TokenForm {
    /// The endpoint that receives it.
    var endpoint: EndpointURL
    /// Its purpose, for messages.
    var stage: OAuth2Refusal.Stage
    /// The user's own parameters; they win over the fields of the same name.
    var extras: [OAuth2Parameter]
    /// The fields of the grant, in order.
    var fields: [(name: String, value: String)] = []
    /// Whether the client id is in the body even if it is in the header too, as in Postman.
    var alwaysNamesClient = false
    /// Whether the same request may be sent twice: a code may not.
    var isRepeatable = true
    /// The key that the token will be bound to; nil for a bearer token.
    var dpopKey: DPoPKey?
    /// Whether the identity token will be sent, so that no access token is needed.
    var usesIDToken = false
    /// The secrets among the fields.
    var secrets: [String] = []

    /// The fields that tie the legs of a flow together: no parameter of the user's replaces them.
    static let protectedNames: Set<String> = [
        "code", "redirect_uri", "code_verifier", "refresh_token",
    ]
    /// What is said in one place only: the body's wins over the endpoint's query.
    static let singleNames = ["resource", "audience", "scope"]

    /// The secrets of the whole request.
    var allSecrets: [String] {
        let own = extras.filter { SecretName.isCredential($0.name) }.map(\.value)
        return secrets + own + endpoint.queryValues("client_secret")
    }

    init(endpoint: EndpointURL, stage: OAuth2Refusal.Stage, extras: [OAuth2Parameter]) {
        self.endpoint = endpoint
        self.stage = stage
        self.extras = extras
    }

    /// Adds the scope; an empty one is never sent, since servers refuse it.
    mutating func addScope(_ scope: String) {
        if !scope.isEmpty { fields.append(("scope", scope)) }
    }

    /// Adds the scope for Entra's v2.0 endpoints, which want it again; others refuse it here.
    mutating func addScopeIfVersion2(_ scope: String) {
        if MicrosoftLogin.version(of: endpoint) == .v2 { addScope(scope) }
    }

    /// Returns the request, with the client authenticated.
    func request(
        client: OAuth2Client, encoding: ClientAuthentication.Encoding, assertion: String? = nil
    ) -> HTTPRequest {
        let (body, headers) = content(client: client, encoding: encoding, assertion: assertion)
        return HTTPRequest(
            method: "POST", url: url(body), headers: headers,
            body: HTTPBody(Array(FormText(body).encoded().utf8)))
    }

    /// Returns the parameters that a message may show.
    func sent(_ client: OAuth2Client) -> SentParameters {
        let body = content(
            client: client, encoding: .form, assertion: client.assertion.map { _ in "" }
        ).body
        var sent = SentParameters(
            FormText(endpoint.parts.query ?? "").pairs + body, clientID: client.id)
        sent.names = body.map(\.name)
        return sent
    }

    private func content(
        client: OAuth2Client, encoding: ClientAuthentication.Encoding, assertion: String?
    ) -> (body: [(name: String, value: String)], headers: HTTPHeaders) {
        var body = fields
        var headers = HTTPHeaders([
            HTTPField(name: "Accept", value: "application/json"),
            HTTPField(name: "Content-Type", value: "application/x-www-form-urlencoded"),
        ])
        let extras = effectiveExtras
        ClientAuthentication(
            client: client, encoding: encoding, alwaysNamesClient: alwaysNamesClient,
            assertion: assertion, userNames: Set(extras.map(\.name))
        ).apply(&body, &headers)
        let replacing = Set(extras.filter { $0.place != .header }.map(\.name))
        body.removeAll { replacing.contains($0.name) }
        body += extras.filter { $0.place == .body }.map { ($0.name, $0.value) }
        for extra in extras where extra.place == .header { headers.set(extra.name, extra.value) }
        return (body, headers)
    }

    /// The user's own parameters without those that would break the tie between the legs.
    private var effectiveExtras: [OAuth2Parameter] {
        let own = Set(fields.map(\.name)).intersection(Self.protectedNames)
        return extras.filter { !own.contains($0.name) }
    }

    /// Returns the endpoint with its query, without parameters that the body contains.
    private func url(_ body: [(name: String, value: String)]) -> String {
        var editor = QueryEditor(endpoint.text)
        for name in Self.singleNames where body.contains(where: { $0.name == name }) {
            editor.remove(name)
        }
        editor.set(effectiveExtras.filter { $0.place == .url })
        return editor.url
    }
}
