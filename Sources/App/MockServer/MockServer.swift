public import CollectionModel
public import HTTPModel
import JSON
import TextEncoding
public import Variables

/// A tenant built from a collection: its saved responses, guarded by its own authorization server.
///
/// It maps requests to responses; its owner handles sockets, and may call it from any thread. It
/// keeps tokens, but no state of the API: nothing that a request creates exists later.
public final class MockServer: Sendable {
    /// How long access tokens live unless the owner says otherwise, in seconds.
    public static let defaultTokenLifetime = 3_600

    private static let listedEndpoints = 20

    private let collection: Collection
    private let variables: [VariableDefinition]
    private let ambience: Ambience
    private let catalog: ResponseCatalog
    private let authorization: AuthorizationServer

    /// Creates a server of a collection; the variables of an environment define which client it
    /// accepts.
    ///
    /// With a failure, it refuses every token request.
    public init(
        collection: Collection, variables: [VariableDefinition] = [], ambience: Ambience,
        tokenLifetime: Int = MockServer.defaultTokenLifetime, failure: MockFailure? = nil
    ) {
        self.collection = collection
        self.variables = variables
        self.ambience = ambience
        let resolver = Self.resolver(collection, variables, ambience)
        catalog = ResponseCatalog(collection, resolver: resolver)
        authorization = AuthorizationServer(
            registrations: Registration.all(in: collection, resolver: resolver),
            ambience: ambience, tokenLifetime: tokenLifetime, failure: failure)
    }

    /// The served routes, as `GET /path`, for the owner's greeting; authorization endpoints first.
    public var routes: [String] {
        var seen: Set<String> = []
        return
            (authorization.routes
            + catalog.endpoints.map { "\($0.method) \($0.pattern.text)" })
            .filter { seen.insert($0).inserted }
    }

    /// Answers a request.
    public func respond(to request: ServerRequest) -> HTTPResponse {
        if let answer = authorization.respond(to: request) { return answer }
        let path = request.pathSegments
        var method = request.method
        var endpoint = catalog.endpoint(method: method, path: path)
        if endpoint == nil, method == "HEAD" {
            method = "GET"
            endpoint = catalog.endpoint(method: method, path: path)
        }
        guard let endpoint else { return unknown(request, because: "no request") }
        if endpoint.requiresToken, let refusal = refusal(of: request, at: endpoint) {
            return refusal
        }
        guard let saved = catalog.response(method: method, path: path, request: request) else {
            return unknown(request, because: "no saved response")
        }
        var answer = answer(saved)
        if request.method == "HEAD" { answer.body = [] }
        return answer
    }

    private func answer(_ saved: SavedResponse) -> HTTPResponse {
        let resolver = Self.resolver(collection, variables, ambience)
        let body = resolver.resolve(saved.body ?? "").value
        var headers = HTTPHeaders()
        for header in saved.headers where !header.isDisabled && !Self.isOfTheMessage(header.key) {
            headers.add(header.key, resolver.resolve(header.value).value)
        }
        if !body.isEmpty, !headers.contains("Content-Type") {
            let isJSON = body.first { !$0.isWhitespace }.map { "{[".contains($0) } ?? false
            headers.add("Content-Type", isJSON ? "application/json" : "text/plain; charset=utf-8")
        }
        return HTTPResponse(
            status: saved.code, reason: saved.status ?? Reply.reason(saved.code), headers: headers,
            body: Array(body.utf8))
    }

    /// Whether a header describes how a message was transferred, so it must not be repeated.
    private static func isOfTheMessage(_ name: String) -> Bool {
        [
            "connection", "content-encoding", "content-length", "date", "keep-alive",
            "transfer-encoding",
        ].contains(name.lowercased())
    }

    /// Returns the 401 for a request without a valid token, or nil if it has one (RFC 6750 §3).
    private func refusal(
        of request: ServerRequest, at endpoint: ResponseCatalog.Endpoint
    ) -> HTTPResponse? {
        let header = request.headers["Authorization"].flatMap(Self.bearerToken)
        let query = endpoint.acceptsQueryToken ? request.parameters["access_token"] : nil
        var challenge = "Bearer realm=\"\(Reply.quotable(collection.name))\""
        var message = "the request has no bearer token"
        if let token = header ?? query {
            if authorization.isValid(accessToken: token) { return nil }
            message = "the access token is unknown or has expired"
            challenge += ", error=\"invalid_token\", error_description=\"\(message)\""
        }
        return Reply.json(
            401,
            .object([
                (
                    "error",
                    .object([("code", .string("Unauthorized")), ("message", .string(message))])
                )
            ]),
            headers: [HTTPField(name: "WWW-Authenticate", value: challenge)])
    }

    private static func bearerToken(_ header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    /// Returns the 404 that lists the existing routes.
    private func unknown(_ request: ServerRequest, because reason: String) -> HTTPResponse {
        let routes = routes
        let path = request.target.prefix { $0 != "?" }
        var members: [(String, JSONValue)] = [
            ("name", .string("mockRequestNotFoundError")),
            (
                "message",
                .string("\(reason) of the collection fits '\(request.method) \(path)'")
            ),
            ("routes", .array(routes.prefix(Self.listedEndpoints).map(JSONValue.string))),
        ]
        if routes.count > Self.listedEndpoints {
            members.append(("more", .number(Double(routes.count - Self.listedEndpoints))))
        }
        return Reply.json(404, .object([("error", .object(members))]))
    }

    private static func resolver(
        _ collection: Collection, _ variables: [VariableDefinition], _ ambience: Ambience
    ) -> TemplateResolver {
        TemplateResolver(
            scopes: VariableScopes(
                environment: VariableScope(variables: variables),
                collection: VariableScope(variables: collection.variables)),
            ambience: ambience)
    }
}
