public import JSON

extension Collection {
    /// The collection in the form of v2.1; its file may have any form.
    public var v21: JSONValue { V21(self).json }

    /// What a collection of format 3 has that v2.1 has no place for.
    public var lossesToV21: [String] {
        losses + V21(self).losses + Self.losses(in: items, below: "")
    }

    private static func losses(in items: [CollectionItem], below path: String) -> [String] {
        items.flatMap { item -> [String] in
            guard case .folder(let folder) = item else { return [] }
            let name = path.isEmpty ? folder.name : path + " / " + folder.name
            let own = folder.variables.isEmpty ? [] : ["the variables of '\(name)'"]
            return own + losses(in: folder.items, below: name)
        }
    }
}

/// A collection in the form of v2.1 without the kinds of requests, which only format 3 has.
private struct V21 {
    private(set) var losses: [String] = []
    private(set) var json = JSONValue.null
    private let hasGraphQL: Bool
    private let isV3: Bool

    init(_ collection: Collection) {
        let root = collection.normalized
        isV3 = collection.isV3
        hasGraphQL = Self.hasGraphQL(root)
        json = node(root, root["info"]?["name"]?.string ?? "", inner: "")
    }

    private static func hasGraphQL(_ node: JSONValue) -> Bool {
        node["requestKind"]?.string == "graphql"
            || node["request"]?["body"]?["mode"]?.string == "graphql"
            || (node["item"]?.array ?? []).contains(where: hasGraphQL)
    }

    /// The node of a path without kinds of requests; `inner` comes before the names in it.
    private mutating func node(_ value: JSONValue, _ path: String, inner: String) -> JSONValue {
        guard var object = value.object else { return value }
        object["requestKind"] = nil
        if let events = object["event"]?.array {
            object["event"] = .array(self.events(events, of: path))
        }
        if isV3, let behavior = behavior(of: object) {
            let isEmpty = behavior.members.isEmpty
            object["protocolProfileBehavior"] = isEmpty ? nil : JSONValue(.object(behavior))
        }
        if let items = object["item"]?.array {
            object["item"] = .array(
                items.map { item in
                    let path = inner + (item["name"]?.string ?? "")
                    return node(item, path, inner: path + " / ")
                })
        }
        return JSONValue(.object(object), offset: value.offset)
    }

    /// The behavior of a request without the setting that sends its body, if its method does so;
    /// nil if nothing changes.
    private func behavior(of item: JSONObject) -> JSONObject? {
        let method = item["request"]?["method"]?.string ?? "GET"
        guard var behavior = item["protocolProfileBehavior"]?.object, !method.contains("{{"),
            !RequestDefinition.bodilessMethods.contains(method.uppercased())
        else { return nil }
        behavior["disableBodyPruning"] = nil
        return behavior
    }

    /// The scripts of a node: one for both kinds of requests is one script in v2.1.
    private mutating func events(_ events: [JSONValue], of path: String) -> [JSONValue] {
        for event in events where event["requestKind"]?.string == "http" && hasGraphQL {
            let isForBoth = events.contains {
                $0["requestKind"]?.string == "graphql"
                    && Self.isSame(Self.plain($0), Self.plain(event))
            }
            if !isForBoth {
                losses.append("that a script of '\(path)' is for HTTP requests alone")
            }
        }
        var kept = events.filter { $0["requestKind"]?.string != "graphql" }.map(Self.plain)
        for event in events where event["requestKind"]?.string == "graphql" {
            let plain = Self.plain(event)
            if kept.contains(where: { Self.isSame($0, plain) }) { continue }
            guard hasGraphQL else {
                losses.append("a script of '\(path)' for GraphQL requests; the collection has none")
                continue
            }
            losses.append("that a script of '\(path)' is for GraphQL requests alone")
            kept.append(plain)
        }
        return kept
    }

    /// An event for any kind of request, with its code as lines.
    private static func plain(_ event: JSONValue) -> JSONValue {
        guard var object = event.object else { return event }
        object["requestKind"] = nil
        if var script = object["script"]?.object, let code = script["exec"]?.string {
            let lines = code.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            script["exec"] = .array(lines.map { .string(String(Substring($0))) })
            object["script"] = JSONValue(.object(script))
        }
        return JSONValue(.object(object), offset: event.offset)
    }

    private static func isSame(_ a: JSONValue, _ b: JSONValue) -> Bool {
        a["listen"] == b["listen"] && a["script"]?["exec"] == b["script"]?["exec"]
    }
}
