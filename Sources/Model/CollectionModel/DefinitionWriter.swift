public import JSON

/// Writes definitions in the form of collection v2.1, as scripts see them.
public enum DefinitionWriter {
    /// The request as an object with `method`, `url`, `header`, and where present `body` and
    /// `auth`.
    public static func json(_ request: RequestDefinition) -> JSONValue {
        .object(parts.compactMap { name in part(name, of: request).map { (name, $0) } })
    }

    /// The names of a request's members, in order.
    static let parts = [
        "method", "url", "header", "body", "auth", "proxy", "certificate", "description",
    ]

    /// A member of a request; nil if the request does not have it.
    static func part(_ name: String, of request: RequestDefinition) -> JSONValue? {
        switch name {
        case "method": .string(request.method)
        case "url": json(request.url)
        case "header": .array(request.headers.map(json))
        case "body": request.body.map(json)
        case "auth": request.authorization.map(json)
        case "proxy": request.proxy.map(json)
        case "certificate": request.certificate.map(json)
        case "description": request.description
        default: nil
        }
    }

    /// The URL as an object of its parts.
    public static func json(_ url: URLDefinition) -> JSONValue {
        var members: [(String, JSONValue)] = [("raw", .string(url.text))]
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append((key, value)) }
        }
        add("protocol", url.scheme.map(JSONValue.string))
        if url.user != nil || url.password != nil {
            add("auth", object([("user", url.user), ("password", url.password)]))
        }
        add("host", url.host.map { .array(hostLabels($0).map(JSONValue.string)) })
        add("port", url.port.map(JSONValue.string))
        add("path", url.path.map { .array($0.map(JSONValue.string)) })
        add("query", url.query.map { .array($0.map(json)) })
        add("hash", url.hash.map(JSONValue.string))
        if !url.variables.isEmpty {
            let variables = url.variables.map { object([("key", $0.key), ("value", $0.value)]) }
            add("variable", .array(variables))
        }
        return .object(members)
    }

    /// The host at its dots, those inside `{{…}}` aside.
    private static func hostLabels(_ host: String) -> [String] {
        let bytes = Array(host.utf8)
        return TemplateText.veiled(bytes)
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String(decoding: bytes[$0.indices], as: UTF8.self) }
    }

    private static func json(_ parameter: URLDefinition.QueryParameter) -> JSONValue {
        flagged(
            [
                ("key", parameter.key.map(JSONValue.string) ?? .null),
                ("value", parameter.value.map(JSONValue.string) ?? .null),
            ], isDisabled: parameter.isDisabled)
    }

    private static func json(_ header: HeaderDefinition) -> JSONValue {
        let members = [("key", JSONValue.string(header.key)), ("value", .string(header.value))]
        return flagged(
            header.isSystem ? members + [("system", .boolean(true))] : members,
            isDisabled: header.isDisabled)
    }

    static func json(_ authorization: AuthorizationDefinition) -> JSONValue {
        let parameters = authorization.parameters.map { member -> JSONValue in
            .object([("key", .string(member.key)), ("value", member.value)])
        }
        return .object([
            ("type", .string(authorization.type)), (authorization.type, .array(parameters)),
        ])
    }

    // MARK: Body

    private static func json(_ body: BodyDefinition) -> JSONValue {
        switch body {
        case .raw(let text, let language):
            var members: [(String, JSONValue)] = [("mode", .string("raw")), ("raw", .string(text))]
            if let language {
                members.append(
                    ("options", .object([("raw", .object([("language", .string(language))]))])))
            }
            return .object(members)
        case .urlencoded(let fields): return mode("urlencoded", .array(fields.map(json)))
        case .formdata(let fields): return mode("formdata", .array(fields.map(json)))
        case .file(let path, let base64):
            return mode("file", object([("src", path), ("content", base64)]))
        case .graphql(let graphQL):
            let members = [
                ("query", graphQL.query), ("operationName", graphQL.operationName),
                ("variables", graphQL.variables),
            ]
            return mode(
                "graphql",
                .object(
                    members.compactMap { key, value in
                        value.map { (key, $0) }
                    }))
        }
    }

    private static func mode(_ name: String, _ content: JSONValue) -> JSONValue {
        .object([("mode", .string(name)), (name, content)])
    }

    private static func json(_ field: FormParameter) -> JSONValue {
        var members: [(String, JSONValue)] = [("key", .string(field.key))]
        if !field.value.isNull { members.append(("value", field.value)) }
        members.append(("type", .string(field.isFile ? "file" : "text")))
        if let sources = field.sources {
            members.append(("src", .array(sources.map(JSONValue.string))))
        }
        if let type = field.contentType { members.append(("contentType", .string(type))) }
        if let name = field.fileName { members.append(("fileName", .string(name))) }
        return flagged(members, isDisabled: field.isDisabled)
    }

    // MARK: Parts

    private static func flagged(_ members: [(String, JSONValue)], isDisabled: Bool) -> JSONValue {
        .object(isDisabled ? members + [("disabled", .boolean(true))] : members)
    }

    /// The members that have a value.
    private static func object(_ members: [(String, String?)]) -> JSONValue {
        .object(members.compactMap { key, value in value.map { (key, .string($0)) } })
    }
}
