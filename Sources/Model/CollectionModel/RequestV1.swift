import JSON
import TextEncoding

/// Rewrites a request of format v1 into the form of v2.1 (NewmanReference §3.13).
enum RequestV1 {
    static func converted(_ request: JSONValue) -> JSONValue {
        var members = Members()
        members.add("method", request["method"])
        members.add("url", url(request))
        members.add("header", headers(request))
        members.add("body", body(request))
        members.add("auth", AuthorizationV1.converted(request))
        members.add("description", request["description"])
        return members.value(at: request)
    }

    // MARK: URL

    private static func url(_ request: JSONValue) -> JSONValue? {
        guard let url = request["url"], let text = url.string else { return request["url"] }
        let query = request["queryParams"].flatMap { isEmpty($0) ? nil : parameters($0) }
        let variables = pathVariables(request)
        if query == nil, variables == nil { return url }
        var parts = DefinitionWriter.json(URLDefinition(parsing: text)).object ?? JSONObject()
        if let query { parts["query"] = query }
        if let variables { parts["variable"] = variables }
        return JSONValue(.object(parts), offset: url.offset)
    }

    private static func pathVariables(_ request: JSONValue) -> JSONValue? {
        if let data = request["pathVariableData"], !isEmpty(data) { return data }
        guard let map = request["pathVariables"], !isEmpty(map) else { return nil }
        guard let members = map.object?.members else { return map }
        let variables = members.map { member in
            JSONValue(
                JSONValue.object([("key", .string(member.key)), ("value", member.value)]).kind,
                offset: member.value.offset)
        }
        return JSONValue(.array(variables), offset: map.offset)
    }

    // MARK: Headers

    private static func headers(_ request: JSONValue) -> JSONValue? {
        if let data = request["headerData"], !isEmpty(data) { return parameters(data) }
        guard let headers = request["headers"], let text = headers.string else {
            return request["headers"].map(parameters)
        }
        // Only CRLF before a blank continues a line.
        let unfolded = text.replacing("\r\n ", with: " ").replacing("\r\n\t", with: "\t")
        let lines = unfolded.split(whereSeparator: \.isNewline).compactMap(header)
        return JSONValue(.array(lines), offset: headers.offset)
    }

    /// Reads the line of a header; nil for a line without a name directly before its colon, which
    /// Newman drops.
    private static func header(_ line: Substring) -> JSONValue? {
        let isDisabled = line.hasPrefix("//")
        let text = isDisabled ? line.dropFirst(2).drop(while: \.isWhitespace) : line
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let key = text[..<colon]
        if key.isEmpty || key.contains(where: \.isWhitespace) { return nil }
        return JSONValue.object([
            ("key", .string(String(key))),
            ("value", .string(text[text.index(after: colon)...].trimmed)),
            ("disabled", .boolean(isDisabled)),
        ])
    }

    // MARK: Body

    private static func body(_ request: JSONValue) -> JSONValue? {
        guard let mode = mode(request) else { return nil }
        var members = Members()
        members.add("mode", .string(mode))
        switch mode {
        case "raw": members.add(mode, raw(request))
        case "graphql": members.add(mode, request["graphqlModeData"])
        case "file":
            let content = raw(request)
            members.add(mode, content?.object == nil ? content.map(source) : content)
        default: members.add(mode, request["data"].map(parameters))
        }
        if !members.has(mode) { return nil }
        members.add("options", request["dataOptions"])
        members.add("disabled", request["dataDisabled"])
        return members.value(at: request["data"] ?? request)
    }

    /// The mode by its name in v2.1; if the file has none, what the data look like.
    private static func mode(_ request: JSONValue) -> String? {
        switch request["dataMode"]?.string {
        case "params": return "formdata"
        case "binary": return "file"
        case let name?: return name.isEmpty ? nil : name
        case nil: break
        }
        if let raw = raw(request), !isEmpty(raw) { return "raw" }
        return request["data"]?.array?.isEmpty == false ? "formdata" : nil
    }

    private static func raw(_ request: JSONValue) -> JSONValue? {
        let data = request["rawModeData"].flatMap { $0.isNull ? nil : $0 }
        if let data { return data.array.map { $0.first ?? .null } ?? data }
        return request["data"].flatMap { $0.string == nil ? nil : $0 }
    }

    private static func source(_ path: JSONValue) -> JSONValue { .object([("src", path)]) }

    // MARK: Lists

    /// A list of parameters in which `disabled` says what `enabled` said, and `src` names the
    /// files.
    private static func parameters(_ list: JSONValue) -> JSONValue {
        guard let elements = list.array else { return list }
        return JSONValue(.array(elements.map(parameter)), offset: list.offset)
    }

    private static func parameter(_ element: JSONValue) -> JSONValue {
        guard var object = element.object else { return element }
        if object["enabled"]?.boolean == false { object["disabled"] = .boolean(true) }
        object["enabled"] = nil
        if object["type"]?.string == "file", object["src"] == nil, let value = object["value"] {
            object["src"] = value
            object["value"] = nil
        }
        return JSONValue(.object(object), offset: element.offset)
    }

    private static func isEmpty(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let object): object.members.isEmpty
        default: false
        }
    }
}

/// Rewrites the authorization of a node of format v1 into the form of v2.1 (NewmanReference §3.13).
enum AuthorizationV1 {
    private static let types = [
        "basicAuth": "basic", "bearerAuth": "bearer", "digestAuth": "digest", "hawkAuth": "hawk",
        "oAuth1": "oauth1", "oAuth2": "oauth2", "ntlmAuth": "ntlm", "awsSigV4": "awsv4",
        "apikeyAuth": "apikey", "jwtAuth": "jwt", "asapAuth": "asap", "edgegridAuth": "edgegrid",
    ]
    /// The helpers that stand for no authorization of the request's own.
    private static let none: Set = ["", "normal"]

    /// The parameters that have other names in v2.1, by type.
    private static let renamed = [
        "hawk": [
            "hawk_id": "authId", "hawk_key": "authKey", "ext": "extraData",
            "dlg": "delegation",
        ],
        "oauth1": [
            "header": "addParamsToHeader", "includeEmpty": "addEmptyParamsToSign",
            "auto": "autoAddParam",
        ],
        "awsv4": ["serviceName": "service"],
    ]

    static func converted(_ node: JSONValue) -> JSONValue? {
        if let auth = node["auth"], !auth.isNull {
            guard let name = auth["type"]?.string, let type = types[name] else { return auth }
            return authorization(type, auth[type] ?? auth[name], at: auth)
        }
        guard let helper = node["currentHelper"], let name = helper.string, !none.contains(name)
        else { return nil }
        // An unknown name stays, so that the run reports it.
        return authorization(types[name] ?? name, node["helperAttributes"], at: helper)
    }

    private static func authorization(
        _ type: String, _ parameters: JSONValue?, at origin: JSONValue
    ) -> JSONValue {
        var members = Members()
        members.add("type", .string(type))
        members.add(type, parameters.map { renaming($0, of: type) })
        return members.value(at: origin)
    }

    private static func renaming(_ parameters: JSONValue, of type: String) -> JSONValue {
        guard let names = renamed[type], var object = parameters.object else { return parameters }
        for index in object.members.indices {
            if let name = names[object.members[index].key] { object.members[index].key = name }
        }
        return JSONValue(.object(object), offset: parameters.offset)
    }
}
