import Diagnostics
import JSON

extension ConversionV3 {
    /// The body in the form of v2.1; nil if there is none (CollectionV3Reference §4).
    mutating func body(_ node: JSONValue) -> JSONValue? {
        guard node.object != nil else {
            if !node.isNull { warn("'body' should be a map with 'type' and 'content'", at: node) }
            return nil
        }
        guard let type = ValueV3.text(node["type"]) else { return misplaced(node) }
        warnOfUnknownMembers(of: node, known: ["type", "content", "$type", "options"], "a body")
        let content = node["content"]
        switch type {
        case "none": return nil
        case "urlencoded":
            return mode("urlencoded", .array(entries(content, of: "content").map(field)), node)
        case "formdata": return mode("formdata", .array(formdata(content)), node)
        case "file": return mode("file", file(content), node)
        case "graphql": return graphQL(graphQLParts(content))
        default:
            warnOfUnknownType(type, node)
            return raw(text(content), language: type, node)
        }
    }

    private static let textTypes = ["json", "text", "xml", "html", "javascript"]

    private mutating func warnOfUnknownType(_ type: String, _ node: JSONValue) {
        if Self.textTypes.contains(type) { return }
        let types = Self.textTypes + ["urlencoded", "formdata", "file", "none"]
        warn(
            "the body type '\(type)' is unknown, and sent as text", at: node["type"] ?? node,
            help: [
                Spelling.nearest(to: type, among: types).map { "did you mean '\($0)'?" }
                    ?? "the types are " + types.joined(separator: ", ")
            ])
    }

    /// A body as v2.1 has it, which the app refuses.
    private mutating func misplaced(_ node: JSONValue) -> JSONValue? {
        guard node["mode"] != nil || node["raw"] != nil else { return nil }
        let mode = ValueV3.text(node["mode"]) ?? "raw"
        let content = node[mode] ?? node["content"]
        let others = ["raw", "urlencoded", "formdata", "file", "graphql"]
        if content == nil, let other = others.first(where: { node[$0] != nil }) {
            let type = other == "raw" ? "text" : other
            warn(
                "the mode of the body is '\(mode)', but it has '\(other)'; nothing is sent",
                at: node, help: ["write 'type: \(type)' and 'content: …'"])
            return nil
        }
        let language = ValueV3.text(node["options"]?["raw"]?["language"]) ?? "text"
        let type = mode == "raw" ? language : mode
        warn(
            "'mode' and '\(mode)' of a body should be 'type' and 'content'; the app refuses them",
            at: node, help: ["write 'type: \(type)' and 'content: …'"])
        let members = [
            JSONMember(
                key: "type", value: ValueV3.placed(JSONValue.string(type).kind, at: node["mode"])),
            JSONMember(key: "content", value: content ?? .null),
        ]
        return body(ValueV3.placed(.object(JSONObject(members)), at: node))
    }

    private func raw(_ text: String, language: String, _ node: JSONValue) -> JSONValue? {
        if text.isEmpty { return nil }
        let options = JSONValue.object([("raw", .object([("language", .string(language))]))])
        return ValueV3.placed(
            .object(
                JSONObject([
                    JSONMember(key: "mode", value: .string("raw")),
                    JSONMember(key: "raw", value: .string(text)),
                    JSONMember(key: "options", value: options),
                ])), at: node)
    }

    /// The content as text; a map or list, which should be text, as JSON.
    private mutating func text(_ content: JSONValue?) -> String {
        if let content, content.object != nil || content.array != nil {
            warn(
                "'content' should be text; it is sent as JSON, with every value as a string",
                at: content, help: ["write it as a block: 'content: |-'"])
        }
        return ValueV3.text(content) ?? ""
    }

    private func mode(_ name: String, _ content: JSONValue, _ node: JSONValue) -> JSONValue {
        ValueV3.placed(
            .object(
                JSONObject([
                    JSONMember(key: "mode", value: .string(name)),
                    JSONMember(key: name, value: content),
                ])), at: node)
    }

    // MARK: Forms and files

    private func field(_ entry: ValueV3.Entry) -> JSONValue {
        var object = entry.json.object ?? JSONObject()
        object["value"] = entry.value ?? .string("")
        object["type"] = .string("text")
        return ValueV3.placed(.object(object), at: entry.node)
    }

    private mutating func formdata(_ content: JSONValue?) -> [JSONValue] {
        let entries = entries(
            content, of: "content", allowing: ["src", "contentType", "fileName", "fileSize"])
        return entries.map { entry in
            var object = field(entry).object ?? JSONObject()
            for key in ["contentType", "fileName"] {
                if let value = entry.node[key] { object[key] = value }
            }
            guard ValueV3.text(entry.node["type"]) == "file" else {
                return ValueV3.placed(.object(object), at: entry.node)
            }
            object["type"] = .string("file")
            object["value"] = nil
            object["src"] = .array(sources(entry.node["src"]).map(JSONValue.string))
            return ValueV3.placed(.object(object), at: entry.node)
        }
    }

    private mutating func file(_ content: JSONValue?) -> JSONValue {
        if content?.string != nil {
            warn("'content' of a file body should be 'src: …'", at: content ?? .null)
        }
        let source = sources(content?["src"] ?? content).first ?? ""
        return .object([("src", .string(source))])
    }

    /// The paths of a file: one text or a list, without empty ones.
    private mutating func sources(_ node: JSONValue?) -> [String] {
        let paths = (node?.array ?? node.map { [$0] } ?? [])
            .compactMap { $0.object == nil ? ValueV3.text($0) : nil }.filter { !$0.isEmpty }
        if let cloud = paths.first(where: { $0.hasPrefix("postman-cloud:") }), let node {
            warn(
                "the file '\(cloud)' is kept in Postman's cloud and cannot be read here", at: node,
                help: ["store the file in the repository and name its path"])
        }
        return paths
    }

    // MARK: GraphQL

    /// The parts in the content of a GraphQL body; a text is the query.
    private mutating func graphQLParts(_ content: JSONValue?) -> JSONValue {
        guard let content, content.object == nil, !content.isNull else {
            return content ?? .object([])
        }
        warn("'content' of a GraphQL body should be a map with 'query'", at: content)
        return ValueV3.placed(
            .object(JSONObject([JSONMember(key: "query", value: content)])), at: content)
    }

    /// The body of a GraphQL request, whose parts are in the request or in the body's content.
    func graphQL(_ node: JSONValue) -> JSONValue {
        let parts = ["query", "operationName", "variables"].compactMap { key in
            ValueV3.text(node[key]).map { JSONMember(key: key, value: .string($0)) }
        }
        return mode("graphql", .object(parts.map { ($0.key, $0.value) }), node)
    }
}
