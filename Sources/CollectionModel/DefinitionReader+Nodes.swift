import JSON

extension DefinitionReader {
    // MARK: Collection and items

    /// Reads a collection of format v2.0 or v2.1, or v1 by way of v2.1.
    func collection(_ root: Node) -> Collection {
        if var conversion = CollectionV1(root.value) {
            return collection(root, by: &conversion)
        }
        let info = root["info"] ?? root
        guard root["item"] != nil else {
            defect(
                "this is not a Postman collection: it has no 'item'", at: root,
                help: [Self.missingItemHelp(root.value)])
            return Collection(
                name: "", items: [], inheritable: Inheritable(), variables: [], json: root.value)
        }
        return Collection(
            name: string("name", in: info) ?? "Untitled collection",
            id: text("_postman_id", in: info) ?? text("id", in: info),
            items: items(in: root, position: ""),
            inheritable: inheritable(root, position: "collection"),
            variables: list("variable", in: root).compactMap(variable), json: root.value)
    }

    private func collection(_ root: Node, by conversion: inout CollectionV1) -> Collection {
        // Paths would be those of the form that the user does not see.
        showsPaths = false
        let converted = Node(value: conversion.converted(), path: .root)
        if conversion.isTooDeep {
            defect("folders are nested deeper than \(CollectionV1.depthLimit) levels", at: root)
        }
        var collection = collection(converted)
        collection.warnings.append(
            warning(
                "this collection has the form of v1, which is deprecated",
                help: ["export it from Postman as 'Collection v2.1'"]))
        return collection
    }

    /// Tells the user what the file looks like instead.
    private static func missingItemHelp(_ root: JSONValue) -> String {
        if root["values"] != nil {
            return "the file looks like an environment; give it with -e, and the collection first"
        }
        if root["openapi"] != nil || root["swagger"] != nil {
            return "the file looks like an OpenAPI document; import it into Postman and export v2.1"
        }
        return "export the collection from Postman as 'Collection v2.1'"
    }

    private func items(in node: Node, position: String) -> [CollectionItem] {
        list("item", in: node).enumerated().compactMap { index, element in
            guard element.value.object != nil else {
                mismatch("item", expected: "an object", at: element)
                return nil
            }
            return item(element, position: position.isEmpty ? "\(index)" : "\(position).\(index)")
        }
    }

    private func item(_ node: Node, position: String) -> CollectionItem {
        let name = text("name", in: node) ?? ""
        let id = text("id", in: node) ?? text("_postman_id", in: node) ?? "item-\(position)"
        itemNames.append(name)
        defer { itemNames.removeLast() }
        let inheritable = inheritable(node, position: position)
        if let below = node["item"], below.value.boolean != false {
            return .folder(
                Folder(
                    id: id, name: name, items: items(in: node, position: position),
                    inheritable: inheritable))
        }
        return .request(
            RequestItem(
                id: id, name: name, request: node["request"].map(request) ?? RequestDefinition(),
                inheritable: inheritable,
                responses: list("response", in: node).compactMap(savedResponse)))
    }

    /// Reads a saved response; what is none is no defect, because a run does without.
    private func savedResponse(_ node: Node) -> SavedResponse? {
        guard node.value.object != nil else { return nil }
        return SavedResponse(
            name: text("name", in: node) ?? "",
            originalRequest: node["originalRequest"].map(request),
            code: node.value["code"]?.double.flatMap { Int(exactly: $0) } ?? 200,
            status: text("status", in: node), headers: node["header"].map(headers) ?? [],
            body: text("body", in: node))
    }

    // MARK: What is inherited

    private func inheritable(_ node: Node, position: String) -> Inheritable {
        Inheritable(
            events: list("event", in: node).enumerated().compactMap { index, event in
                self.event(event, id: "\(position)/\(index)")
            },
            authorization: authorization(in: node),
            behavior: node["protocolProfileBehavior"]?.value.object ?? JSONObject())
    }

    private func event(_ node: Node, id: String) -> EventDefinition? {
        guard !flag("disabled", in: node), let listen = string("listen", in: node) else {
            return nil
        }
        guard let script = node["script"] else { return nil }
        // A script with a `src` has no code of its own, and nothing fetches it (§3.8).
        let hasSource = script["src"].map { $0.value.string != "" } ?? false
        if script.value.object != nil, !hasSource, let code = script["exec"] {
            return EventDefinition(
                listen: listen, code: lines(code), id: text("id", in: script) ?? id)
        }
        if script.value.object != nil { return nil }
        return EventDefinition(listen: listen, code: lines(script), id: id)
    }

    private func lines(_ node: Node) -> String {
        if let lines = node.value.array { return lines.map(Self.text).joined(separator: "\n") }
        if node.value.string == nil {
            mismatch("exec", expected: "a string or an array of strings", at: node)
        }
        return node.value.string ?? ""
    }

    /// Reads the `auth` of a node: v2.1's array of parameters or v2.0's object (§3.7).
    func authorization(in node: Node) -> AuthorizationDefinition? {
        guard let auth = node["auth"] else { return nil }
        guard auth.value.object != nil else {
            mismatch("auth", expected: "an object", at: auth)
            return nil
        }
        guard let type = auth.value["type"]?.string, !type.isEmpty else { return nil }
        return AuthorizationDefinition(type: type, parameters: auth[type].map(parameters) ?? [])
    }

    private func parameters(_ node: Node) -> [JSONMember] {
        if let members = node.value.object?.members { return members }
        if node.value.array == nil { mismatch("auth", expected: "an array", at: node) }
        return node.elements.compactMap { element in
            guard let key = text("key", in: element) else { return nil }
            return JSONMember(key: key, value: element.value["value"] ?? .null)
        }
    }

    // MARK: Variables

    /// Reads an environment or globals: the export's object, or a bare array (§1.1).
    func variableSet(_ root: Node) -> VariableSet {
        if root.value.array != nil {
            return VariableSet(variables: root.elements.compactMap(variable), json: root.value)
        }
        guard root["values"] != nil else {
            defect(
                "this is not a Postman environment: it has no 'values'", at: root,
                help: [
                    root["item"] != nil
                        ? "the file looks like a collection; give it without -e"
                        : "export the environment from Postman"
                ])
            return VariableSet(json: root.value)
        }
        return VariableSet(
            id: text("id", in: root), name: text("name", in: root),
            variables: list("values", in: root).compactMap(variable), json: root.value)
    }

    private func variable(_ node: Node) -> VariableDefinition? {
        if node.value.isNull { return nil }
        guard let object = node.value.object else {
            mismatch("variable", expected: "an object with 'key' and 'value'", at: node)
            return nil
        }
        guard let key = text("key", in: node) ?? text("id", in: node) else { return nil }
        return VariableDefinition(
            key: key, value: object["value"] ?? .null, type: node.value["type"]?.string,
            isDisabled: flag("disabled", in: node) || node.value["enabled"]?.boolean == false,
            json: object)
    }
}
