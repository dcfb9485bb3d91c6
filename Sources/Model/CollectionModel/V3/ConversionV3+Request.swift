import Diagnostics
import JSON

extension ConversionV3 {
    private static let requestMembers: Set = [
        "$kind", "id", "name", "description", "url", "method", "headers", "queryParams",
        "pathVariables", "body", "auth", "settings", "scripts", "examples", "order", "summary",
        "version", "query", "variables", "schema", "operationName", "response", "request",
    ]

    /// The kinds of requests that Posthaste does not run (CollectionV3Reference §8).
    private static let otherKinds: Set = [
        "grpc-request", "websocket-request", "ws-raw-request", "socket.io-request",
        "ws-socketio-request", "mqtt-request", "mcp-request", "llm-request", "kafka-request",
    ]

    /// A request file as an item of v2.1; nil for a kind that Posthaste does not run.
    mutating func item(
        _ file: CollectionFolder.File, examples: [CollectionFolder.File], path: String
    ) -> JSONValue? {
        let node = file.content
        let name = name(of: node, or: file.stem)
        current = name
        guard let isGraphQL = isGraphQL(node, name: name) else { return nil }
        loseUnwritten(of: node, isGraphQL: isGraphQL)
        warnOfUnknownMembers(of: node, known: Self.requestMembers, "a request")
        let events = events(node["scripts"], level: .request)
        var members = [
            JSONMember(key: "name", value: .string(name)),
            JSONMember(key: "id", value: node["id"] ?? .string(path)),
        ]
        if isGraphQL { members.append(JSONMember(key: "requestKind", value: .string("graphql"))) }
        if !events.isEmpty { members.append(JSONMember(key: "event", value: .array(events))) }
        let request = request(node, isGraphQL: isGraphQL)
        members.append(JSONMember(key: "request", value: request))
        if let behavior = behavior(node, sendsBody: request["body"] != nil) {
            members.append(JSONMember(key: "protocolProfileBehavior", value: behavior))
        }
        let responses = examples.sorted(by: Self.precedes).map { self.response($0) }
        members.append(JSONMember(key: "response", value: .array(responses)))
        return ValueV3.placed(.object(JSONObject(members)), at: node)
    }

    /// Notes what is known of a request, and has no place in v2.1.
    private mutating func loseUnwritten(of node: JSONValue, isGraphQL: Bool) {
        for key in ["schema", "summary", "version"] where node[key] != nil { lose("'\(key)'") }
        if node["body"]?["$type"] != nil { lose("'$type' of the body") }
        if !isGraphQL, node["body"]?["type"]?.string == "graphql" {
            lose("that its GraphQL body is in an HTTP request")
        }
    }

    /// Whether a member is reported as a misspelled `$kind`.
    private static func isMisspelledKind(_ member: JSONMember) -> Bool {
        Spelling.nearest(to: member.key, among: requestMembers.sorted()) == "$kind"
            && !requestMembers.contains(member.key)
    }

    /// Whether it is a GraphQL request; nil for a kind that Posthaste does not run.
    private mutating func isGraphQL(_ node: JSONValue, name: String) -> Bool? {
        switch ValueV3.text(node["$kind"]) {
        case "http-request": return false
        case "graphql-request": return true
        case nil where node.object == nil:
            warn(
                "the request '\(name)' must be a map, not \(Self.kindName(of: node)); "
                    + "it has no URL to send to", at: node,
                help: ["write '$kind: http-request', 'url: …' and so on, without '- '"])
            return false
        case nil where node.object?.members.contains(where: Self.isMisspelledKind) == true:
            return false
        case nil:
            warn(
                "the request '\(name)' has no '$kind'; it is read as an HTTP request", at: node,
                help: ["add '$kind: http-request'"])
            return false
        case let kind? where Self.otherKinds.contains(kind):
            note(
                .note, "'\(name)' is a \(kind), which Posthaste does not run; it is skipped",
                at: node)
            loseRequest(ofKind: kind)
            return nil
        case let kind?:
            let kinds = Self.otherKinds.sorted() + ["http-request", "graphql-request"]
            warn(
                "'\(name)' is of the unknown kind '\(kind)'; it is skipped", at: node,
                help: Spelling.nearest(to: kind, among: kinds).map { ["did you mean '\($0)'?"] }
                    ?? [])
            return nil
        }
    }

    /// The request in the form of v2.1.
    private mutating func request(_ node: JSONValue, isGraphQL: Bool) -> JSONValue {
        let method = isGraphQL ? "POST" : ValueV3.text(node["method"]) ?? "GET"
        var members = [
            JSONMember(key: "method", value: .string(method)),
            JSONMember(key: "url", value: url(node)),
            JSONMember(
                key: "header",
                value: .array(entries(node["headers"], of: "headers").map(\.json).map(textual))),
        ]
        let body = isGraphQL ? graphQL(node) : node["body"].flatMap { self.body($0) }
        if let body { members.append(JSONMember(key: "body", value: body)) }
        if let authorization = authorization(ofRequest: node) {
            members.append(JSONMember(key: "auth", value: authorization))
        }
        if let description = node["description"] {
            members.append(JSONMember(key: "description", value: description))
        }
        // A file that is not a map has no request, as a warning says.
        let place = node.object == nil ? nil : node
        return ValueV3.placed(.object(JSONObject(members)), at: place)
    }

    /// A header without a value has an empty one.
    private func textual(_ entry: JSONValue) -> JSONValue {
        guard var object = entry.object, object["value"]?.isNull == true else { return entry }
        object["value"] = .string("")
        return ValueV3.placed(.object(object), at: entry)
    }

    // MARK: URL

    /// The URL: what `url` says, then what only `queryParams` has, with the path variables.
    private mutating func url(_ node: JSONValue) -> JSONValue {
        var url = URLDefinition(parsing: ValueV3.text(node["url"]) ?? "")
        let descriptions = addQuery(entries(node["queryParams"], of: "queryParams"), to: &url)
        let variables = pathVariables(node, url.pathVariableNames)
        var parts = DefinitionWriter.json(url).object ?? JSONObject()
        if let query = parts["query"]?.array {
            parts["query"] = .array(
                zip(query, descriptions).map { Self.described($0, $1) })
        }
        if !variables.isEmpty { parts["variable"] = .array(variables) }
        return ValueV3.placed(.object(parts), at: node["url"] ?? node)
    }

    private static func described(_ entry: JSONValue, _ description: JSONValue?) -> JSONValue {
        guard let description, var object = entry.object else { return entry }
        object["description"] = description
        return ValueV3.placed(.object(object), at: entry)
    }

    /// The enabled path variables; a disabled one has no place in v2.1, which would use it.
    private mutating func pathVariables(_ node: JSONValue, _ names: [Substring]) -> [JSONValue] {
        entries(node["pathVariables"], of: "pathVariables").compactMap { entry in
            if entry.isDisabled {
                lose("the disabled path variable '\(entry.key)'")
                return nil
            }
            if node["url"] != nil, !names.contains(where: { $0 == entry.key }) {
                warn(
                    "the URL has no ':\(entry.key)', so the path variable has no effect",
                    at: entry.node,
                    help: ["write '/:\(entry.key)' in 'url', or remove the variable"])
            }
            var members = [("key", JSONValue.string(entry.key))]
            if let value = entry.value { members.append(("value", value)) }
            return Self.described(.object(members), entry.node["description"])
        }
    }

    private typealias Described = (
        parameter: URLDefinition.QueryParameter, description: JSONValue?
    )

    /// Adds the parameters that the URL lacks; what is in both is sent as the URL has it
    /// (CollectionV3Reference §3.1).
    ///
    /// The text of a URL encodes what would break it apart, such as `&`; the list does not. So the
    /// names and values of the list count if the URL has them in that form.
    ///
    /// Those that are disabled keep their place among the others.
    ///
    /// - Returns: The descriptions of the parameters.
    private mutating func addQuery(
        _ entries: [ValueV3.Entry], to url: inout URLDefinition
    ) -> [JSONValue?] {
        var query = (url.query ?? []).map { Described(parameter: $0, description: nil) }
        var inURL: [String: [Int]] = [:]
        for (index, element) in query.enumerated().reversed() {
            inURL[element.parameter.key ?? "", default: []].append(index)
        }
        // What only the list has, by the index of the parameter that comes after it.
        var others: [Int: [Described]] = [:]
        var next = 0
        for entry in entries {
            let description = entry.node["description"]
            let listed = URLDefinition.QueryParameter(
                key: entry.key, value: entry.value?.string, isDisabled: entry.isDisabled)
            let written = listed.written
            if let known = entry.isDisabled ? nil : inURL[written.key ?? ""]?.popLast() {
                let sent = query[known].parameter.value
                query[known].parameter.key = listed.key
                if sent == written.value {
                    query[known].parameter.value = listed.value
                } else if sent ?? "" != written.value ?? "" {
                    warnOfDisagreement(entry)
                }
                query[known].description = description
                next = max(next, known + 1)
            } else {
                if !entry.isDisabled { next = query.count }
                others[next, default: []].append((listed, description))
            }
        }
        let all = (0...query.count).flatMap { (others[$0] ?? []) + query[$0...].prefix(1) }
        if !all.isEmpty { url.query = all.map(\.parameter) }
        return all.map(\.description)
    }

    private mutating func warnOfDisagreement(_ entry: ValueV3.Entry) {
        warn(
            "the parameter '\(entry.key)' differs between 'url' and 'queryParams'; "
                + "the value of 'url' is sent", at: entry.node,
            help: ["write the same value in both"])
    }

    // MARK: Settings

    private static let flagSettings: Set = [
        "strictSSL", "followRedirects", "disableCookies", "disableUrlEncoding",
        "disableBodyPruning", "followOriginalHttpMethod", "followAuthorizationHeader",
        "removeRefererHeaderOnRedirect", "insecureHTTPParser", "tlsPreferServerCiphers",
    ]

    /// The settings as `protocolProfileBehavior`; format 3 sends the body of every method
    /// (CollectionV3Reference §4, §7).
    private mutating func behavior(_ node: JSONValue, sendsBody: Bool) -> JSONValue? {
        if let settings = node["settings"], settings.object == nil, !settings.isNull {
            warn("'settings' must be a map; it has no effect", at: settings)
        }
        var members = (node["settings"]?.object?.members ?? []).map(setting)
        if sendsBody {
            members.append(JSONMember(key: "disableBodyPruning", value: .boolean(true)))
        }
        if members.isEmpty { return nil }
        return ValueV3.placed(.object(JSONObject(members)), at: node["settings"])
    }

    private func setting(_ member: JSONMember) -> JSONMember {
        var value = member.value
        switch member.key {
        case "disabledSystemHeaders":
            let names = (value.array ?? []).compactMap(ValueV3.text)
            let flags = names.map { JSONMember(key: $0, value: .boolean(true)) }
            value = ValueV3.placed(.object(JSONObject(flags)), at: value)
        case "maxRedirects":
            if let number = ValueV3.number(value) {
                value = ValueV3.placed(.number(JSONNumber(number)), at: value)
            }
        case let key where Self.flagSettings.contains(key):
            if let flag = ValueV3.flag(value) { value = ValueV3.placed(.boolean(flag), at: value) }
        default: break
        }
        return JSONMember(key: member.key, value: value)
    }

    // MARK: Examples

    private static func precedes(_ a: CollectionFolder.File, _ b: CollectionFolder.File) -> Bool {
        let first = ValueV3.number(a.content["order"]) ?? .infinity
        let second = ValueV3.number(b.content["order"]) ?? .infinity
        return first == second ? a.stem < b.stem : first < second
    }

    private mutating func response(_ file: CollectionFolder.File) -> JSONValue {
        let node = file.content
        let name = name(of: node, or: file.stem)
        var members = [JSONMember(key: "name", value: .string(name))]
        if node["description"] != nil { lose("the description of the example '\(name)'") }
        if node["response"]?["body"]?["$type"] != nil {
            lose("'$type' of the body of the example '\(name)'")
        }
        if let original = node["request"] {
            let isGraphQL = ValueV3.text(node["$kind"]) == "graphql-example"
            let request = request(original, isGraphQL: isGraphQL)
            members.append(JSONMember(key: "originalRequest", value: request))
        }
        let response = node["response"] ?? .object([])
        if let code = ValueV3.number(response["statusCode"]) {
            members.append(JSONMember(key: "code", value: .number(code)))
        }
        if let status = ValueV3.text(response["statusText"]) {
            members.append(JSONMember(key: "status", value: .string(status)))
        }
        let headers = entries(response["headers"], of: "headers").map(\.json).map(textual)
        members.append(JSONMember(key: "header", value: .array(headers)))
        if let type = ValueV3.text(response["body"]?["type"]) {
            members.append(JSONMember(key: "_postman_previewlanguage", value: .string(type)))
        }
        if let body = ValueV3.text(response["body"]?["content"]) {
            members.append(JSONMember(key: "body", value: .string(body)))
        }
        return ValueV3.placed(.object(JSONObject(members)), at: node)
    }
}
