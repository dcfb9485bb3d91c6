import Diagnostics
import JSON

extension DefinitionReader {
    // MARK: Collection and items

    /// Reads a collection of format v2.0 or v2.1, or v1 by way of v2.1.
    func collection(_ root: JSONValue) -> Collection {
        if let format = ForeignFormat(root) {
            defect(
                "this is not a Postman collection: it is \(format.name)", at: root,
                help: [format.help])
            return emptyCollection(root)
        }
        if var conversion = CollectionV1(root) { return collection(root, by: &conversion) }
        guard root.given("item") != nil else {
            defectOfMissing(
                "item", in: root, .collection, "collection", help: Self.missingItemHelp(root))
            return emptyCollection(root)
        }
        remarkMisspellings(in: root, .collection)
        let info = root.given("info") ?? root
        if info.object == nil { oddity("info", expected: "an object", at: info) }
        if root["info"] != nil { remarkMisspellings(in: info, .details) }
        return Collection(
            name: text("name", in: info) ?? "Untitled collection",
            id: text("_postman_id", in: info) ?? text("id", in: info),
            items: items(in: root, position: ""),
            inheritable: inheritable(root, position: "collection"),
            variables: list("variable", in: root).compactMap(variable), json: root)
    }

    private func emptyCollection(_ root: JSONValue) -> Collection {
        Collection(name: "", items: [], inheritable: Inheritable(), variables: [], json: root)
    }

    private func collection(_ root: JSONValue, by conversion: inout CollectionV1) -> Collection {
        let converted = conversion.converted()
        if conversion.isTooDeep {
            defect("folders are nested deeper than \(CollectionV1.depthLimit) levels", at: root)
        }
        note(
            .note, "this collection has the form of v1, which is deprecated", at: .null,
            help: ["export it from Postman as 'Collection v2.1'"])
        for loss in conversion.losses { remark(loss.message, at: loss.value) }
        isConverted = true
        return collection(converted)
    }

    /// What the file looks like instead.
    private static func missingItemHelp(_ root: JSONValue) -> String {
        if root["values"] != nil {
            return "the file looks like an environment; give it with -e, and the collection first"
        }
        return "export the collection from Postman as 'Collection v2.1'"
    }

    private func items(in node: JSONValue, position: String) -> [CollectionItem] {
        list("item", in: node).enumerated().compactMap { index, element in
            guard element.object != nil else {
                mismatch("item", expected: "an object", at: element)
                return nil
            }
            return item(element, position: position.isEmpty ? "\(index)" : "\(position).\(index)")
        }
    }

    private func item(_ node: JSONValue, position: String) -> CollectionItem {
        let name = text("name", in: node) ?? ""
        let id = text("id", in: node) ?? text("_postman_id", in: node) ?? "item-\(position)"
        itemNames.append(name)
        defer { itemNames.removeLast() }
        let misspelled = remarkMisspellings(in: node, .item)
        let inheritable = inheritable(node, position: position)
        if !isV3 { remarkVariables(of: node) }
        if let below = node.given("item"), below.boolean != false {
            return .folder(
                Folder(
                    id: id, name: name, items: items(in: node, position: position),
                    inheritable: inheritable,
                    variables: isV3 ? list("variable", in: node).compactMap(variable) : []))
        }
        if node.given("request") == nil, misspelled.isEmpty {
            remark("an item without 'request' and 'item' has no URL to send to", at: node)
        }
        let file = file(of: node)
        let responses = node.given("response").map(savedResponses) ?? []
        return .request(
            RequestItem(
                id: id, name: name,
                request: node.given("request").map { ahead?.takeRequest($0) ?? request($0) }
                    ?? RequestDefinition(),
                inheritable: inheritable, responses: ahead == nil ? responses : [],
                requestKind: node["requestKind"]?.string, file: file.name, line: file.line))
    }

    /// Only the collection's variables count, as in Postman (NewmanReference §3.2).
    private func remarkVariables(of node: JSONValue) {
        guard let variables = node.given("variable"), variables.array?.isEmpty != true else {
            return
        }
        remark(
            "variables of a folder or request have no effect", at: variables,
            help: ["Postman ignores them too; move them to the collection or the environment"])
    }

    // MARK: Saved responses

    /// Reads the saved responses; no form of them is a defect, because a run does without.
    func savedResponses(_ member: JSONValue) -> [SavedResponse] {
        severity = .warning
        defer { severity = .error }
        if member.array == nil, member.object == nil {
            oddity("response", expected: "an array", at: member, "it is left out")
        }
        let responses = member.object == nil ? member.elements : [member]
        return responses.compactMap(savedResponse)
    }

    private func savedResponse(_ node: JSONValue) -> SavedResponse? {
        guard node.object != nil else {
            oddity("response", expected: "an object", at: node, "it is left out")
            return nil
        }
        remarkMisspellings(in: node, .response)
        let code = node.given("code")
        let status = code?.double.flatMap { Int(exactly: $0) }
        if let code, status == nil {
            oddity("code", expected: "a whole number", at: code, "it is taken as 200")
        }
        return SavedResponse(
            name: text("name", in: node) ?? "",
            originalRequest: node.given("originalRequest").map(request),
            code: status ?? 200, status: text("status", in: node),
            headers: node.given("header").map(headers) ?? [], body: text("body", in: node))
    }
}
