import JSON

/// Where a script stands, which decides how its `type` is written.
enum ScriptLevelV3 {
    /// At a collection or folder: with the kind of request that it is for.
    case folder
    /// At a request.
    case request
}

extension ConversionV3 {
    /// The scripts of a node as events of v2.1, in the order of the file.
    mutating func events(_ node: JSONValue?, level: ScriptLevelV3) -> [JSONValue] {
        guard let node, !node.isNull else { return [] }
        if node.array == nil { warn("'scripts' should be a list", at: node) }
        return (node.array ?? []).compactMap { event($0, level: level) }
    }

    private static let scriptMembers: Set = [
        "type", "code", "language", "packages", "requests", "id", "name", "description",
    ]

    private mutating func event(_ node: JSONValue, level: ScriptLevelV3) -> JSONValue? {
        guard let type = ValueV3.text(node["type"]) else {
            warn("a script without 'type' never runs", at: node)
            return nil
        }
        warnOfUnknownMembers(of: node, known: Self.scriptMembers, "a script")
        let parts = type.split(separator: ":", maxSplits: 1).map(String.init)
        let (scope, name) = parts.count == 2 ? (parts[0], parts[1]) : (nil, type)
        guard let listen = Self.listen(name),
            scope.map({ ["http", "graphql"].contains($0) }) ?? true
        else {
            if scope != "grpc" { warnOfUnknownType(type, level, at: node) }
            return nil
        }
        warnOfScope(scope, name, level, at: node)
        guard let code = code(node) else { return nil }
        var script = [("exec", code)]
        if let language = node["language"] { script.append(("type", language)) }
        for key in ["packages", "requests", "name"] {
            if let value = node[key] { script.append((key, value)) }
        }
        if node["description"] != nil { lose("the description of a script") }
        var members = [
            JSONMember(key: "listen", value: .string(listen)),
            JSONMember(key: "script", value: .object(script)),
        ]
        if let scope, level == .folder {
            members.append(JSONMember(key: "requestKind", value: .string(scope)))
        }
        return ValueV3.placed(.object(JSONObject(members)), at: node)
    }

    private static func listen(_ name: String) -> String? {
        switch name {
        case "beforeRequest", "beforeQuery": "prerequest"
        case "afterResponse": "test"
        default: nil
        }
    }

    /// The code; nil if there is none.
    private mutating func code(_ node: JSONValue) -> JSONValue? {
        guard let code = node["code"], !code.isNull else { return nil }
        if let lines = code.array {
            warn("'code' should be one text, not a list of lines", at: code)
            let text = lines.map(DefinitionReader.text).joined(separator: "\n")
            return ValueV3.placed(.string(text), at: code)
        }
        return ValueV3.text(code).map { ValueV3.placed(.string($0), at: code) }
    }

    private mutating func warnOfUnknownType(
        _ type: String, _ level: ScriptLevelV3, at node: JSONValue
    ) {
        let known =
            level == .request
            ? "beforeRequest or afterResponse" : "http:beforeRequest or http:afterResponse"
        warn("a script of type '\(type)' never runs", at: node, help: ["write \(known)"])
    }

    /// The app drops a script whose scope does not fit (CollectionV3Reference §6); here it runs.
    private mutating func warnOfScope(
        _ scope: String?, _ name: String, _ level: ScriptLevelV3, at node: JSONValue
    ) {
        switch (level, scope) {
        case (.folder, nil):
            warn(
                "the script type '\(name)' lacks its scope; it runs here, and not in the app",
                at: node, help: ["write 'http:\(name)' at a collection or folder"])
        case (.request, let scope?):
            warn(
                "the script type '\(scope):\(name)' has a scope; it runs here, and not in the app",
                at: node, help: ["write '\(name)' at a request"])
        default: break
        }
    }
}
