import CollectionModel
import HTTPModel
import JSON
import TextEncoding
import Variables

/// The saved responses of a collection and the endpoints that they belong to.
struct ResponseCatalog {
    /// A method and path that a request of the collection names.
    struct Endpoint {
        let method: String
        let pattern: PathPattern
        /// Whether a bearer token is demanded there.
        let requiresToken: Bool
        /// Whether the token may be in the query, as `access_token`.
        let acceptsQueryToken: Bool
    }

    /// A saved response and the request that it once answered.
    private struct Example {
        let method: String
        let pattern: PathPattern
        let query: [URLDefinition.QueryParameter]
        let response: SavedResponse
    }

    /// The endpoints in the collection's order.
    private(set) var endpoints: [Endpoint] = []
    private var examples: [Example] = []

    init(_ collection: Collection, resolver: TemplateResolver) {
        add(collection.items, collection.inheritable.authorization, resolver)
    }

    /// The endpoint that fits a request best; of several alike, one that demands a token.
    func endpoint(method: String, path: [String]) -> Endpoint? {
        var best: (endpoint: Endpoint, score: Int)?
        for endpoint in endpoints where endpoint.method == method {
            guard let score = endpoint.pattern.score(path) else { continue }
            let isBetter = best.map {
                score > $0.score
                    || (score == $0.score && endpoint.requiresToken && !$0.endpoint.requiresToken)
            }
            if isBetter ?? true { best = (endpoint, score) }
        }
        return best?.endpoint
    }

    /// The saved response for a request, by path, then query, then success, then order.
    ///
    /// `x-mock-response-name` and `x-mock-response-code` narrow the choice, as on Postman's
    /// servers.
    func response(method: String, path: [String], request: ServerRequest) -> SavedResponse? {
        let name = request.headers["x-mock-response-name"]
        let code = request.headers["x-mock-response-code"].flatMap { Int($0) }
        let query = request.parameters
        var best: (example: Example, rank: (Int, Int, Int))?
        for example in examples where example.method == method {
            guard let score = example.pattern.score(path) else { continue }
            if let name, example.response.name != name { continue }
            if let code, example.response.code != code { continue }
            let isSuccess = (200..<300).contains(example.response.code)
            let rank = (score, Self.score(example.query, query), isSuccess ? 1 : 0)
            if best.map({ rank > $0.rank }) ?? true { best = (example, rank) }
        }
        return best?.example.response
    }

    /// How many saved parameters the query has, with equal values counting more.
    private static func score(
        _ saved: [URLDefinition.QueryParameter], _ query: FormText
    ) -> Int {
        saved.reduce(0) { total, parameter in
            guard let key = parameter.key, let value = query[key] else { return total - 1 }
            let expected = PercentEncoding.form.decode(parameter.value ?? "")
            return total + (value == expected ? 2 : expected.contains("{{") ? 1 : 0)
        }
    }

    private mutating func add(
        _ items: [CollectionItem], _ inherited: AuthorizationDefinition?,
        _ resolver: TemplateResolver
    ) {
        for item in items {
            switch item {
            case .folder(let folder):
                add(folder.items, folder.inheritable.authorization ?? inherited, resolver)
            case .request(let item):
                let own = item.request.authorization ?? item.inheritable.authorization
                add(item, own ?? inherited, resolver)
            }
        }
    }

    private mutating func add(
        _ item: RequestItem, _ authorization: AuthorizationDefinition?,
        _ resolver: TemplateResolver
    ) {
        endpoints.append(
            Endpoint(
                method: item.request.method,
                pattern: PathPattern(item.request.url, resolver: resolver),
                requiresToken: authorization?.type == "oauth2",
                acceptsQueryToken: authorization?["addTokenTo"]?.string == "queryParams"))
        for response in item.responses {
            let request = response.originalRequest ?? item.request
            examples.append(
                Example(
                    method: request.method, pattern: PathPattern(request.url, resolver: resolver),
                    query: (request.url.query ?? []).filter { !$0.isDisabled }, response: response))
        }
    }
}
