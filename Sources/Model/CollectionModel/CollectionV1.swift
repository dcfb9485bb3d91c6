import JSON

/// Rewrites a collection of format v1 into the form of v2.1 (NewmanReference §3.13).
///
/// Values keep their place in the file. Those without a place in the newer form are left out and
/// listed in `losses`.
struct CollectionV1 {
    /// How many folders may be nested in each other; each becomes two levels of JSON.
    static let depthLimit = 300

    private let root: JSONValue
    private let requests: [String: JSONValue]
    private let folders: [String: JSONValue]
    /// The folders that were used, so that none is its own descendant.
    private var used: Set<String> = []
    /// Whether folders were left out because they are nested too deeply.
    private(set) var isTooDeep = false

    /// The parts of the file that are left out, and why.
    private(set) var losses: [(message: String, value: JSONValue)] = []
    /// The requests that have their place in the tree.
    private var placed: Set<String> = []

    /// Makes a conversion if the value has the form of v1.
    init?(_ root: JSONValue) {
        guard root["item"] == nil, root["info"] == nil,
            root["requests"]?.array != nil || root["order"]?.array != nil
        else { return nil }
        self.root = root
        requests = Self.byID(root["requests"])
        folders = Self.byID(root["folders"])
    }

    private static func byID(_ list: JSONValue?) -> [String: JSONValue] {
        var found: [String: JSONValue] = [:]
        for element in list?.array ?? [] { if let id = id(of: element) { found[id] = element } }
        return found
    }

    private static func id(of node: JSONValue) -> String? {
        node.given("id").map(DefinitionReader.text)
    }

    /// The collection in the form of v2.1.
    mutating func converted() -> JSONValue {
        var info = Members()
        info.add("name", root["name"])
        info.add("_postman_id", root["id"])
        info.add("description", root["description"])
        var members = Members()
        info.add("schema", .string(Collection.schema))
        members.add("info", info.value(at: root))
        let items = order(root, "folders_order") ?? rootFolders
        let order = order(root, "order") ?? rootRequests
        members.add("item", .array(self.items(items, order, depth: 1)))
        Self.addCommon(of: root, to: &members)
        noteUnplaced()
        return members.value(at: root)
    }

    // MARK: The tree

    private mutating func items(
        _ folderIDs: [JSONValue], _ order: [JSONValue], depth: Int
    ) -> [JSONValue] {
        var items: [JSONValue] = []
        for value in folderIDs {
            let id = DefinitionReader.text(value)
            guard let folder = folders[id] else {
                losses.append(("the folder '\(id)' does not exist, and is left out", value))
                continue
            }
            if used.contains(id) {
                losses.append(("the folder '\(id)' has its place already, and is left out", value))
                continue
            }
            if depth > Self.depthLimit {
                isTooDeep = true
                break
            }
            used.insert(id)
            items.append(item(folder, id: id, depth: depth))
        }
        for value in order {
            let id = DefinitionReader.text(value)
            if let request = requests[id] {
                placed.insert(id)
                items.append(Self.item(request))
            } else {
                losses.append(("the request '\(id)' does not exist, and is left out", value))
            }
        }
        return items
    }

    private mutating func item(_ folder: JSONValue, id: String, depth: Int) -> JSONValue {
        let nested = order(folder, "folders_order") ?? childFolders(of: id)
        let order = order(folder, "order") ?? children(of: id, key: "folder", in: "requests")
        var members = Members()
        for key in ["id", "name", "description"] { members.add(key, folder[key]) }
        members.add("item", .array(items(nested, order, depth: depth + 1)))
        Self.addCommon(of: folder, to: &members)
        return members.value(at: folder)
    }

    /// Notes what no order has a place for.
    private mutating func noteUnplaced() {
        for (list, kind) in [("requests", "request"), ("folders", "folder")] {
            for element in root[list]?.array ?? [] {
                guard let id = Self.id(of: element) else {
                    losses.append(("a \(kind) without 'id' is left out", element))
                    continue
                }
                let hasPlace = (kind == "request" ? placed : used).contains(id)
                if hasPlace || isTooDeep { continue }
                let name = element["name"]?.string ?? id
                let order = kind == "request" ? "order" : "folders_order"
                losses.append(
                    ("the \(kind) '\(name)' is in no '\(order)', and is left out", element))
            }
        }
    }

    private static func item(_ request: JSONValue) -> JSONValue {
        var members = Members()
        for key in ["id", "name"] { members.add(key, request[key]) }
        members.add("request", RequestV1.converted(request))
        members.add("response", responses(request))
        addCommon(of: request, to: &members, hasAuthorization: false)
        return members.value(at: request)
    }

    /// Adds what a collection, a folder and a request have in common.
    private static func addCommon(
        of node: JSONValue, to members: inout Members, hasAuthorization: Bool = true
    ) {
        members.add("event", events(node))
        if hasAuthorization { members.add("auth", AuthorizationV1.converted(node)) }
        members.add("variable", node["variables"])
        members.add("protocolProfileBehavior", node["protocolProfileBehavior"])
    }

    private static func events(_ node: JSONValue) -> JSONValue? {
        if let events = node["events"], events.array?.isEmpty == false { return events }
        var found: [JSONValue] = []
        for (key, listen) in [("preRequestScript", "prerequest"), ("tests", "test")] {
            guard let code = node[key], code.string?.isEmpty != true, !code.isNull else { continue }
            var script = Members()
            script.add("exec", code)
            found.append(
                .object([("listen", .string(listen)), ("script", script.value(at: code))]))
        }
        return found.isEmpty ? nil : .array(found)
    }

    // MARK: Orders

    /// The ids that an order lists, or nil if the file gives none.
    private mutating func order(_ node: JSONValue, _ key: String) -> [JSONValue]? {
        guard let list = node.given(key) else { return nil }
        if list.array == nil {
            losses.append(("'\(key)' must be an array, not \(list.kindName)", list))
        }
        return list.array
    }

    private static func ids(_ list: JSONValue?) -> [String]? {
        list?.array?.map(DefinitionReader.text)
    }

    /// The folders that no other folder holds, if the file gives no order.
    private var rootFolders: [JSONValue] { unheld("folders", "folders_order") }

    private func childFolders(of id: String) -> [JSONValue] {
        children(of: id, key: "folder", in: "folders")
    }

    /// The requests that no folder holds, if the file gives no order.
    private var rootRequests: [JSONValue] { unheld("requests", "order") }

    private func unheld(_ list: String, _ order: String) -> [JSONValue] {
        var nested: Set<String> = []
        for folder in folders.values { nested.formUnion(Self.ids(folder[order]) ?? []) }
        return children(of: nil, key: "folder", in: list)
            .filter { !nested.contains(DefinitionReader.text($0)) }
    }

    /// The ids of the elements whose member names that parent, or none, in the file's order.
    private func children(of parent: String?, key: String, in list: String) -> [JSONValue] {
        (root[list]?.array ?? []).compactMap { element in
            let named = element.given(key).map(DefinitionReader.text)
            return named == parent ? element.given("id") : nil
        }
    }

    // MARK: Saved responses

    private static func responses(_ request: JSONValue) -> JSONValue? {
        guard let list = request["responses"]?.array, !list.isEmpty else { return nil }
        let found = byID(request["responses"])
        let order = ids(request["responses_order"]).flatMap { $0.isEmpty ? nil : $0 }
        let ordered = order.map { $0.compactMap { found[$0] } } ?? list
        return .array(ordered.filter { $0.object != nil }.map(response))
    }

    private static func response(_ node: JSONValue) -> JSONValue {
        var members = Members()
        for key in ["id", "name"] { members.add(key, node[key]) }
        for key in ["requestObject", "request"] where !members.has("originalRequest") {
            if let request = node[key], request.object != nil {
                members.add("originalRequest", RequestV1.converted(request))
            }
        }
        members.add("status", node["responseCode"]?["name"] ?? node["status"])
        members.add("code", node["responseCode"]?["code"] ?? node["code"])
        members.add("header", node["headers"] ?? node["header"])
        members.add("body", node["text"] ?? node["body"])
        return members.value(at: node)
    }
}

/// The members of an object that is being made.
struct Members {
    private var object = JSONObject()

    /// Adds a member, unless there is nothing to add.
    mutating func add(_ key: String, _ value: JSONValue?) {
        if let value, !value.isNull { object.members.append(JSONMember(key: key, value: value)) }
    }

    /// Whether the member was added.
    func has(_ key: String) -> Bool { object[key] != nil }

    /// The object, in the place of the value that it stands for.
    func value(at origin: JSONValue) -> JSONValue {
        JSONValue(.object(object), offset: origin.offset)
    }
}
