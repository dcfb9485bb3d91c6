import CollectionModel
import JSON

extension Substitution {
    /// The request with every variable put in.
    mutating func resolve(_ request: RequestDefinition) -> RequestDefinition {
        RequestDefinition(
            method: resolve(request.method), url: resolve(request.url),
            headers: request.headers.map { resolve($0) }, body: request.body.map { resolve($0) },
            authorization: request.authorization, proxy: request.proxy.map { resolve($0) },
            certificate: request.certificate.map { resolve($0) },
            description: request.description)
    }

    private mutating func resolve(_ proxy: ProxyDefinition) -> ProxyDefinition {
        ProxyDefinition(
            scheme: proxy.scheme.map { resolve($0) }, host: resolve(proxy.host),
            port: proxy.port.map { resolve($0) }, user: proxy.user.map { resolve($0) },
            password: proxy.password.map { resolve($0) }, match: proxy.match.map { resolve($0) },
            bypass: proxy.bypass.map { resolve($0) }, tunnels: proxy.tunnels)
    }

    private mutating func resolve(_ certificate: CertificateDefinition) -> CertificateDefinition {
        CertificateDefinition(
            name: certificate.name, matches: certificate.matches.map { resolve($0) },
            certificate: certificate.certificate.map { resolve($0) },
            key: certificate.key.map { resolve($0) },
            pkcs12: certificate.pkcs12.map { resolve($0) },
            passphrase: certificate.passphrase.map { resolve($0) })
    }

    /// The authorization with every variable in its parameters put in.
    mutating func resolve(_ authorization: AuthorizationDefinition) -> AuthorizationDefinition {
        AuthorizationDefinition(
            type: authorization.type,
            parameters: authorization.parameters.map {
                JSONMember(key: $0.key, value: resolve($0.value))
            })
    }

    private mutating func resolve(_ url: URLDefinition) -> URLDefinition {
        for name in url.emptyPathVariables { note(.emptyPathVariable(name)) }
        let text = url.text
        var own = Substitution(resolver, growthLimit: Self.urlGrowthLimit)
        let resolved = own.resolve(text)
        join(own)
        return URLDefinition(parsing: own.isOverLimit ? text : resolved)
    }

    /// How many bytes variables may add to a URL, which is more than servers accept.
    private static let urlGrowthLimit = 1 << 20

    private mutating func resolve(_ header: HeaderDefinition) -> HeaderDefinition {
        if header.isDisabled { return header }
        return HeaderDefinition(key: resolve(header.key), value: resolve(header.value))
    }

    private mutating func resolve(_ body: BodyDefinition) -> BodyDefinition {
        switch body {
        case .raw(let text, let language): .raw(resolve(text), language: language)
        case .urlencoded(let fields): .urlencoded(fields.map { resolve($0) })
        case .formdata(let fields): .formdata(fields.map { resolve($0) })
        case .file(let path, let base64):
            .file(path: path.map { resolve($0) }, base64: base64.map { resolve($0) })
        case .graphql(let graphQL):
            .graphql(
                GraphQLDefinition(
                    query: graphQL.query.map { resolve($0) },
                    operationName: graphQL.operationName.map { resolve($0) },
                    variables: graphQL.variables.map { resolve($0) }))
        }
    }

    private mutating func resolve(_ field: FormParameter) -> FormParameter {
        if field.isDisabled { return field }
        var field = field
        field.key = resolve(field.key)
        field.value = resolve(field.value)
        field.sources = field.sources?.map { resolve($0) }
        field.contentType = field.contentType.map { resolve($0) }
        field.fileName = field.fileName.map { resolve($0) }
        return field
    }
}
