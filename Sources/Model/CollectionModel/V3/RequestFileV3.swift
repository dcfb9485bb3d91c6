import JSON

/// A request of v2.1 as a file of format 3, with its saved examples.
struct RequestFileV3 {
    /// One saved example.
    struct Example {
        let stem: String
        let members: FilesV3.Members
    }

    /// The members of the request's file, except its order.
    var members: FilesV3.Members = []
    private(set) var examples: [Example] = []
    /// What has no place in format 3.
    private(set) var losses: [String] = []

    init(_ item: JSONValue, stem: String, behavior: JSONObject) {
        let request = item["request"] ?? .object([])
        let isGraphQL = Self.isGraphQL(request)
        let name = ValueV3.text(item["name"]) ?? ""
        members = [("$kind", .string(isGraphQL ? "graphql-request" : "http-request"))]
        if name != stem { members.append(("name", .string(name))) }
        if let text = DescriptionV3.text(of: item["description"])
            ?? DescriptionV3.text(of: request["description"])
        {
            members.append(("description", .string(text)))
        }
        addRequest(request, isGraphQL: isGraphQL, behavior: behavior)
        let pruning = item["protocolProfileBehavior"]?["disableBodyPruning"]?.boolean
        if pruning == false || pruning == true && !sendsBody {
            losses.append("the setting 'disableBodyPruning'")
        }
        if let settings = settings(behavior) { members.append(("settings", settings)) }
        let scripts = ScriptsV3.request(item["event"], isGraphQL: isGraphQL)
        if !scripts.isEmpty { members.append(("scripts", .array(scripts))) }
        losses += LossesV3.item(item)
        addExamples(item["response"], stem: stem)
    }

    private static func isGraphQL(_ request: JSONValue?) -> Bool {
        request?["body"]?["mode"]?.string == "graphql"
    }

    // MARK: Request

    private mutating func addRequest(
        _ request: JSONValue, isGraphQL: Bool, behavior: JSONObject, isExample: Bool = false
    ) {
        let method = ValueV3.text(request["method"]) ?? "GET"
        members.append(("url", .string(Self.text(of: request["url"]))))
        if !isGraphQL { members.append(("method", .string(method))) }
        if let headers = ListV3.headers(request["header"]) { members.append(("headers", headers)) }
        addParameters(request["url"], isGraphQL: isGraphQL)
        let isPruned =
            RequestDefinition.bodilessMethods.contains(method)
            && behavior["disableBodyPruning"]?.boolean != true
        if isGraphQL {
            if method != "POST" { losses.append("the method \(method) of a GraphQL request") }
            for key in ["query", "operationName", "variables"] {
                guard let text = ValueV3.text(request["body"]?["graphql"]?[key]) else { continue }
                members.append((key, .string(text)))
            }
        } else if let body = body(request["body"]) {
            if !isPruned {
                members.append(("body", body))
            } else if LossesV3.saysSomething(body["content"] ?? .null) {
                losses.append("a body that is not sent with \(method)")
            }
        }
        if let authorization = AuthorizationV3.request(request["auth"]) {
            members.append(("auth", authorization))
        }
        losses += LossesV3.request(request, isExample: isExample)
    }

    /// The text of the URL with its enabled parameters, path variables as `:name`.
    private static func text(of node: JSONValue?) -> String {
        guard let node else { return "" }
        if let text = node.string { return text }
        let request = try? DefinitionFile.request(.object([("url", node)]))
        guard var url = request?.url else { return "" }
        url.variables = []
        return url.text
    }

    /// Adds the parameters; the URL has the enabled ones too.
    ///
    /// A GraphQL request has no list of them.
    private mutating func addParameters(_ url: JSONValue?, isGraphQL: Bool) {
        if !isGraphQL, let list = ListV3.list(url?["query"]) {
            members.append(("queryParams", list))
        }
        for entry in isGraphQL ? url?["query"]?.array ?? [] : [] {
            let key = ValueV3.text(entry["key"]) ?? ""
            if ValueV3.flag(entry["disabled"]) == true {
                losses.append("the disabled parameter '\(key)'")
            } else if DescriptionV3.text(of: entry["description"]) != nil {
                losses.append("the description of the parameter '\(key)'")
            }
        }
        if let list = ListV3.list(url?["variable"]) { members.append(("pathVariables", list)) }
    }

    // MARK: Body

    private mutating func body(_ body: JSONValue?) -> JSONValue? {
        guard let body, let mode = body["mode"]?.string else { return nil }
        if ValueV3.flag(body["disabled"]) == true {
            losses.append("a disabled body")
            return nil
        }
        switch mode {
        case "raw":
            let language = body["options"]?["raw"]?["language"]?.string ?? "text"
            guard let text = ValueV3.text(body["raw"]), !text.isEmpty else { return nil }
            return typed(language, .string(text))
        case "urlencoded": return ListV3.list(body[mode]).map { typed(mode, $0) } ?? typed(mode)
        case "formdata":
            return typed(mode, .array((body[mode]?.array ?? []).map(field)))
        case "file":
            if body[mode]?["content"]?.isNull == false {
                losses.append("the content of a file body")
            }
            let path = ValueV3.text(body[mode]?["src"]) ?? ""
            return typed(mode, .object([("src", .string(path))]))
        default: return nil
        }
    }

    private func typed(_ type: String, _ content: JSONValue? = nil) -> JSONValue {
        .object([("type", .string(type))] + (content.map { [("content", $0)] } ?? []))
    }

    private func field(_ entry: JSONValue) -> JSONValue {
        let isFile = entry["type"]?.string == "file"
        var members: FilesV3.Members = [
            ("type", .string(isFile ? "file" : "text")),
            ("key", .string(ValueV3.text(entry["key"]) ?? "")),
        ]
        if isFile {
            let source = entry["src"]
            let paths = source?.array ?? (source?.string).map { [.string($0)] } ?? []
            members.append(("src", .array(paths.filter { !$0.isNull })))
        } else {
            members.append(("value", .string(ValueV3.text(entry["value"]) ?? "")))
        }
        for key in ["contentType", "fileName"] {
            if let text = ValueV3.text(entry[key]) { members.append((key, .string(text))) }
        }
        if let text = DescriptionV3.text(of: entry["description"]) {
            members.append(("description", .string(text)))
        }
        if ValueV3.flag(entry["disabled"]) == true { members.append(("disabled", .boolean(true))) }
        return .object(members)
    }

    // MARK: Settings

    /// The settings that a request can have.
    static let settings = [
        "protocolVersion", "strictSSL", "followRedirects", "maxRedirects", "disabledSystemHeaders",
    ]

    /// Whether the file has a body, which format 3 sends with every method.
    private var sendsBody: Bool { members.contains { ["body", "query"].contains($0.0) } }

    private func settings(_ behavior: JSONObject) -> JSONValue? {
        var members: FilesV3.Members = []
        for member in behavior.members where Self.settings.contains(member.key) {
            guard member.key == "disabledSystemHeaders" else {
                members.append((member.key, member.value))
                continue
            }
            let names = (member.value.object?.members ?? []).filter { $0.value.boolean == true }
            members.append((member.key, .array(names.map { .string($0.key) })))
        }
        return members.isEmpty ? nil : .object(members)
    }

    // MARK: Examples

    private mutating func addExamples(_ responses: JSONValue?, stem: String) {
        var names = NamesV3()
        for (index, response) in (responses?.array ?? []).enumerated() {
            let name = ValueV3.text(response["name"]) ?? ""
            let file = names.unique(name)
            let original = response["originalRequest"]
            let isGraphQL = Self.isGraphQL(original)
            var members: FilesV3.Members = [
                ("$kind", .string(isGraphQL ? "graphql-example" : "http-example"))
            ]
            if file != name { members.append(("name", .string(name))) }
            let known = losses.count
            if let original, original.object != nil || original.string != nil {
                members.append(("request", originalRequest(original, isGraphQL: isGraphQL)))
            }
            losses += LossesV3.response(response)
            for index in losses.indices[known...] { losses[index] += " of the example '\(name)'" }
            members.append(("response", self.response(response)))
            members.append(("order", .number(Double((index + 1) * 1000))))
            examples.append(Example(stem: file, members: members))
        }
        if !examples.isEmpty {
            self.members.append(
                ("examples", .string("./.resources/\(stem).resources/examples")))
        }
    }

    private mutating func originalRequest(_ request: JSONValue, isGraphQL: Bool) -> JSONValue {
        let outer = members
        members = []
        let always = JSONObject([JSONMember(key: "disableBodyPruning", value: .boolean(true))])
        let object = request.string == nil ? request : .object([("url", request)])
        addRequest(object, isGraphQL: isGraphQL, behavior: always, isExample: true)
        defer { members = outer }
        return .object(members)
    }

    private func response(_ node: JSONValue) -> JSONValue {
        var members: FilesV3.Members = [("statusCode", node.given("code") ?? .number(200))]
        if let status = ValueV3.text(node["status"]) {
            members.append(("statusText", .string(status)))
        }
        if let headers = ListV3.headers(node["header"]) { members.append(("headers", headers)) }
        let language = ValueV3.text(node["_postman_previewlanguage"])?.lowercased() ?? "text"
        members.append(
            (
                "body",
                typed(
                    language == "plain" ? "text" : language,
                    .string(ValueV3.text(node["body"]) ?? ""))
            ))
        return .object(members)
    }
}
