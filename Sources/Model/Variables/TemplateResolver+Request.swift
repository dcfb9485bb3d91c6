public import CollectionModel
import JSON

extension TemplateResolver {
    /// The request with every variable put in; the URL is taken apart anew afterwards (§4.3), so
    /// that a value may bring its own host, path or query.
    public func resolve(_ request: RequestDefinition) -> RequestDefinition {
        RequestDefinition(
            method: resolve(request.method), url: resolve(request.url),
            headers: request.headers.map(resolve), body: request.body.map(resolve),
            authorization: request.authorization, proxy: request.proxy.map(resolve),
            certificate: request.certificate.map(resolve))
    }

    private func resolve(_ proxy: ProxyDefinition) -> ProxyDefinition {
        ProxyDefinition(
            scheme: proxy.scheme.map(resolve), host: resolve(proxy.host),
            port: proxy.port.map(resolve), user: proxy.user.map(resolve),
            password: proxy.password.map(resolve), match: proxy.match.map(resolve),
            bypass: proxy.bypass.map(resolve), tunnels: proxy.tunnels)
    }

    private func resolve(_ certificate: CertificateDefinition) -> CertificateDefinition {
        CertificateDefinition(
            name: certificate.name, matches: certificate.matches.map(resolve),
            certificate: certificate.certificate.map(resolve), key: certificate.key.map(resolve),
            pkcs12: certificate.pkcs12.map(resolve),
            passphrase: certificate.passphrase.map(resolve))
    }

    /// The authorization with every variable in its parameters put in.
    public func resolve(_ authorization: AuthorizationDefinition) -> AuthorizationDefinition {
        AuthorizationDefinition(
            type: authorization.type,
            parameters: authorization.parameters.map {
                JSONMember(key: $0.key, value: resolve($0.value))
            })
    }

    private func resolve(_ url: URLDefinition) -> URLDefinition {
        URLDefinition(parsing: resolve(url.text))
    }

    private func resolve(_ header: HeaderDefinition) -> HeaderDefinition {
        if header.isDisabled { return header }
        return HeaderDefinition(key: resolve(header.key), value: resolve(header.value))
    }

    private func resolve(_ body: BodyDefinition) -> BodyDefinition {
        switch body {
        case .raw(let text, let language): .raw(resolve(text), language: language)
        case .urlencoded(let fields): .urlencoded(fields.map(resolve))
        case .formdata(let fields): .formdata(fields.map(resolve))
        case .file(let path, let base64):
            .file(path: path.map(resolve), base64: base64.map(resolve))
        case .graphql(let graphQL):
            .graphql(
                GraphQLDefinition(
                    query: graphQL.query.map(resolve),
                    operationName: graphQL.operationName.map(resolve),
                    variables: graphQL.variables.map(resolve)))
        }
    }

    private func resolve(_ field: FormParameter) -> FormParameter {
        if field.isDisabled { return field }
        var field = field
        field.key = resolve(field.key)
        field.value = resolve(field.value)
        field.sources = field.sources?.map(resolve)
        field.contentType = field.contentType.map(resolve)
        field.fileName = field.fileName.map(resolve)
        return field
    }
}
