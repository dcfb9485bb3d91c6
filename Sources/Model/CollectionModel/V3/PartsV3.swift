import JSON
import TextEncoding

/// Descriptions in format 3.
enum DescriptionV3 {
    /// The text of a description; nil if there is none.
    static func text(of node: JSONValue?) -> String? {
        guard let text = node?.string ?? node?["content"]?.string, !text.isEmpty else { return nil }
        return text
    }
}

/// Lists of keys and values in format 3: a map if that says all, else an array.
enum ListV3 {
    /// The list of entries of v2.1; nil if it is empty.
    ///
    /// An entry without a key has its id as one.
    static func list(_ node: JSONValue?) -> JSONValue? {
        let entries = (node?.array ?? []).map(keyed).filter { ValueV3.text($0["key"]) != nil }
        if entries.isEmpty { return nil }
        let keys = entries.compactMap { ValueV3.text($0["key"]) }
        let isMap =
            Set(keys).count == keys.count
            && entries.allSatisfy { entry in
                ValueV3.flag(entry["disabled"]) != true
                    && DescriptionV3.text(of: entry["description"]) == nil
            }
        if isMap { return .object(zip(keys, entries.map(value)).map { ($0, $1) }) }
        return .array(entries.map(element))
    }

    private static func value(_ entry: JSONValue) -> JSONValue {
        guard let value = entry["value"], !value.isNull else { return .null }
        return .string(DefinitionReader.text(value))
    }

    private static func element(_ entry: JSONValue) -> JSONValue {
        var members: FilesV3.Members = [
            ("key", .string(ValueV3.text(entry["key"]) ?? "")), ("value", value(entry)),
        ]
        if let text = DescriptionV3.text(of: entry["description"]) {
            members.append(("description", .string(text)))
        }
        if ValueV3.flag(entry["disabled"]) == true { members.append(("disabled", .boolean(true))) }
        return .object(members)
    }

    private static func keyed(_ entry: JSONValue) -> JSONValue {
        guard entry["key"] == nil, let id = entry["id"], var object = entry.object else {
            return entry
        }
        object["key"] = id
        return JSONValue(.object(object))
    }

    /// Headers in any form that v2.1 has for them: entries, lines, or one text.
    static func headers(_ node: JSONValue?) -> JSONValue? {
        guard let lines = node?.string.map({ [JSONValue.string($0)] }) ?? node?.array else {
            return nil
        }
        return list(
            .array(
                lines.flatMap { line -> [JSONValue] in
                    guard let text = line.string else { return [line] }
                    return DefinitionReader.headers(parsing: text).map { header in
                        .object([("key", .string(header.key)), ("value", .string(header.value))])
                    }
                }))
    }

    /// The variables of a collection or folder; a secret one keeps its mark.
    static func variables(_ node: JSONValue?) -> JSONValue? {
        let entries = (node?.array ?? []).map(keyed)
        guard entries.contains(where: { $0["type"]?.string == "secret" }) else {
            return list(.array(entries))
        }
        return .array(
            entries.map { entry in
                guard entry["type"]?.string == "secret", var object = element(entry).object else {
                    return element(entry)
                }
                object["secret"] = .boolean(true)
                return JSONValue(.object(object))
            })
    }
}

/// Scripts in format 3.
enum ScriptsV3 {
    /// The scripts of a collection or folder: for HTTP requests, and for GraphQL requests alike
    /// unless they were for one kind alone.
    static func folder(_ events: JSONValue?, usesGraphQL: Bool) -> [JSONValue] {
        (events?.array ?? []).flatMap { event -> [JSONValue] in
            let kinds =
                event["requestKind"]?.string.map { [$0] }
                ?? (usesGraphQL ? ["http", "graphql"] : ["http"])
            return kinds.compactMap { kind in
                script(event) { "\(kind):\($0 == "prerequest" ? before(kind) : "afterResponse")" }
            }
        }
    }

    /// The scripts of a request.
    static func request(_ events: JSONValue?, isGraphQL: Bool) -> [JSONValue] {
        (events?.array ?? []).compactMap { event in
            script(event) { listen in
                listen == "prerequest" ? before(isGraphQL ? "graphql" : "http") : "afterResponse"
            }
        }
    }

    private static func before(_ kind: String) -> String {
        kind == "graphql" ? "beforeQuery" : "beforeRequest"
    }

    private static func script(
        _ event: JSONValue, _ type: (_ listen: String) -> String
    ) -> JSONValue? {
        guard ValueV3.flag(event["disabled"]) != true, let listen = event["listen"]?.string,
            ["prerequest", "test"].contains(listen)
        else { return nil }
        let script = event["script"]
        let exec = script?["exec"] ?? (script?.object == nil ? script : nil)
        let lines = exec?.array?.map(DefinitionReader.text).joined(separator: "\n")
        guard let code = lines ?? exec?.string, !code.allSatisfy(\.isWhitespace) else { return nil }
        var members: FilesV3.Members = [
            ("type", .string(type(listen))), ("code", .string(code)),
            ("language", .string("text/javascript")),
        ]
        for key in ["packages", "requests"] {
            guard let value = script?[key], value.object?.members.isEmpty == false else { continue }
            members.append((key, value))
        }
        return .object(members)
    }
}

/// Authorizations in format 3.
enum AuthorizationV3 {
    /// The authorization of a collection or folder: a list of one entry, whose id comes from the
    /// path.
    static func definition(_ node: JSONValue?, path: String) -> JSONValue? {
        guard let (type, credentials) = parts(node) else { return nil }
        var members: FilesV3.Members = [
            ("id", .string(id(of: path))), ("type", .string(type)),
            ("name", .string("\(type) auth")),
        ]
        if let credentials { members.append(("credentials", credentials)) }
        return .array([.object(members)])
    }

    /// The authorization of a request.
    static func request(_ node: JSONValue?) -> JSONValue? {
        guard let (type, credentials) = parts(node) else { return nil }
        var members: FilesV3.Members = [("type", .string(type))]
        if let credentials { members.append(("credentials", credentials)) }
        return .object(members)
    }

    private static func parts(_ node: JSONValue?) -> (String, JSONValue?)? {
        guard let node, let type = node["type"]?.string else { return nil }
        var credentials = JSONObject()
        for parameter in node[type]?.array ?? [] {
            guard let key = ValueV3.text(parameter["key"]) else { continue }
            credentials[key] = parameter["value"] ?? .null
        }
        return (type, credentials.members.isEmpty ? nil : JSONValue(.object(credentials)))
    }

    /// An id in the form of a UUID (RFC 9562 §5.8) made from a path by the FNV-1a hash.
    static func id(of path: String) -> String {
        let name = "collection/" + path
        var digits = Array(
            FNV1a.digits(of: name) + FNV1a.digits(of: name, from: 0x8422_2325_cbf2_9ce4))
        digits[12] = "8"
        digits[16] = "8"
        let ends = [8, 12, 16, 20, 32]
        return zip([0] + ends, ends).map { String(digits[$0..<$1]) }.joined(separator: "-")
    }
}
