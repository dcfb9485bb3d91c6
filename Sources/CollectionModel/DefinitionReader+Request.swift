import JSON

extension DefinitionReader {
    /// Reads a request: an object, or a URL as a string (reference §3.3).
    func request(_ node: Node) -> RequestDefinition {
        if let text = node.value.string {
            return RequestDefinition(url: URLDefinition(parsing: text))
        }
        guard node.value.object != nil else {
            mismatch("request", expected: "an object or a URL", at: node)
            return RequestDefinition()
        }
        let method = string("method", in: node) ?? ""
        return RequestDefinition(
            method: method.isEmpty ? "GET" : method.uppercased(),
            url: node["url"].map(url) ?? URLDefinition(),
            headers: node["header"].map(headers) ?? [],
            body: node["body"].flatMap(body),
            authorization: authorization(in: node))
    }

    // MARK: URL

    private func url(_ node: Node) -> URLDefinition {
        if let text = node.value.string { return URLDefinition(parsing: text) }
        guard node.value.object != nil else {
            mismatch("url", expected: "an object or a string", at: node)
            return URLDefinition()
        }
        var url = URLDefinition()
        url.scheme = text("protocol", in: node)
        url.host = node["host"].map {
            $0.value.array.map { Self.joined($0, ".") } ?? Self.text($0.value)
        }
        url.port = text("port", in: node)
        url.path = node["path"].map(path)
        url.query = node["query"].map(query)
        url.hash = text("hash", in: node)
        url.variables = list("variable", in: node).compactMap(pathVariable)
        if let auth = node["auth"] {
            url.user = text("user", in: auth)
            url.password = text("password", in: auth)
        }
        return url
    }

    private static func joined(_ parts: [JSONValue], _ separator: String) -> String {
        parts.map(text).joined(separator: separator)
    }

    private func path(_ node: Node) -> [String] {
        if let segments = node.value.array {
            return segments.map { $0["value"].map(Self.text) ?? Self.text($0) }
        }
        let text = Self.text(node.value)
        return URLDefinition(parsing: text.hasPrefix("/") ? text : "/" + text).path ?? []
    }

    private func query(_ node: Node) -> [URLDefinition.QueryParameter] {
        if let text = node.value.string { return URLDefinition.parameters(parsing: text) }
        if let members = node.value.object?.members {
            return members.map { .init(key: $0.key, value: Self.text($0.value)) }
        }
        if node.value.array == nil { mismatch("query", expected: "an array", at: node) }
        return node.elements.flatMap { element -> [URLDefinition.QueryParameter] in
            if element.value.isNull { return [] }
            if let text = element.value.string { return URLDefinition.parameters(parsing: text) }
            return [
                .init(
                    key: text("key", in: element), value: text("value", in: element),
                    isDisabled: flag("disabled", in: element))
            ]
        }
    }

    private func pathVariable(_ node: Node) -> URLDefinition.PathVariable? {
        guard let key = text("key", in: node) ?? text("id", in: node) else { return nil }
        return .init(key: key, value: node.value["value"]?.string)
    }

    // MARK: Headers

    /// Reads headers: an array of objects or lines, one text with a line each, or a map (§3.4).
    func headers(_ node: Node) -> [HeaderDefinition] {
        if let text = node.value.string { return Self.headers(parsing: text) }
        if let members = node.value.object?.members {
            return members.map { HeaderDefinition(key: $0.key, value: Self.text($0.value)) }
        }
        if node.value.array == nil {
            mismatch("header", expected: "an array or a string", at: node)
        }
        return node.elements.flatMap { element -> [HeaderDefinition] in
            if let line = element.value.string { return Self.headers(parsing: line) }
            guard element.value.object != nil else {
                if !element.value.isNull { mismatch("header", expected: "an object", at: element) }
                return []
            }
            return [
                HeaderDefinition(
                    key: text("key", in: element) ?? "", value: text("value", in: element) ?? "",
                    isDisabled: flag("disabled", in: element))
            ]
        }
    }

    /// Takes headers apart that are one text with a line each; folded lines are joined.
    static func headers(parsing text: String) -> [HeaderDefinition] {
        var headers: [HeaderDefinition] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if line.first?.isWhitespace == true, !headers.isEmpty {
                headers[headers.count - 1].value += " " + trimmed(line)
                continue
            }
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            headers.append(
                HeaderDefinition(
                    key: trimmed(parts[0]), value: parts.count > 1 ? trimmed(parts[1]) : ""))
        }
        return headers
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    // MARK: Body

    private func body(_ node: Node) -> BodyDefinition? {
        if let text = node.value.string { return .raw(text, language: nil) }
        guard node.value.object != nil else {
            mismatch("body", expected: "an object or a string", at: node)
            return nil
        }
        if flag("disabled", in: node) { return nil }
        switch string("mode", in: node) {
        case nil: return nil
        case "urlencoded": return node["urlencoded"].map { .urlencoded(form($0)) }
        case "formdata": return .formdata(node["formdata"].map(form) ?? [])
        case "file": return node["file"].map(file)
        case "graphql": return node["graphql"].map(graphQL)
        default:
            let language = node["options"]?["raw"]?["language"]?.value.string
            return node["raw"].map { .raw(Self.text($0.value), language: language) }
        }
    }

    private func form(_ node: Node) -> [FormParameter] {
        if let text = node.value.string {
            return URLDefinition.parameters(parsing: text).map {
                FormParameter(key: $0.key ?? "", value: .string($0.value ?? ""))
            }
        }
        if let members = node.value.object?.members {
            return members.map { FormParameter(key: $0.key, value: $0.value) }
        }
        return node.elements.filter { $0.value.object != nil }.map(formParameter)
    }

    private func formParameter(_ node: Node) -> FormParameter {
        FormParameter(
            key: text("key", in: node) ?? "", value: node.value["value"] ?? .null,
            isFile: node.value["type"]?.string == "file", sources: node["src"].map(sources),
            contentType: text("contentType", in: node), fileName: text("fileName", in: node),
            isDisabled: flag("disabled", in: node))
    }

    private func sources(_ node: Node) -> [String] {
        if let paths = node.value.array { return paths.compactMap(\.string) }
        return node.value.string.map { $0.isEmpty ? [] : [$0] } ?? []
    }

    private func file(_ node: Node) -> BodyDefinition {
        if let path = node.value.string { return .file(path: path, base64: nil) }
        return .file(path: text("src", in: node), base64: text("content", in: node))
    }

    private func graphQL(_ node: Node) -> BodyDefinition {
        if let query = node.value.string { return .graphql(GraphQLDefinition(query: query)) }
        return .graphql(
            GraphQLDefinition(
                query: text("query", in: node), operationName: text("operationName", in: node),
                variables: node["variables"]?.value))
    }
}
