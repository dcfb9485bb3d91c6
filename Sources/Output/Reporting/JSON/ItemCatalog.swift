import CollectionModel
import JSON
import RunModel

/// The items of a run's collection by their ids, in the form of the report.
struct ItemCatalog {
    /// The collection, or only its name and id if the run does not have it.
    let collection: JSONValue
    private let root: JSONValue
    /// Whether items are reported with all their members.
    private let isWhole: Bool
    private var items: [String: Entry] = [:]

    private struct Entry {
        let item: JSONValue
        let parent: JSONValue
    }

    init(_ start: RunStart, isWhole: Bool) {
        self.isWhole = isWhole
        let id = start.collectionID.map { [("_postman_id", JSONValue.string($0))] } ?? []
        let info = JSONValue.object(
            id + [("name", .string(start.collectionName)), ("schema", .string(Collection.schema))])
        collection = start.collection ?? .object([("info", info), ("item", .array([]))])
        let summary = Self.summary(collection["info"] ?? info, id: start.collectionID)
        root = isWhole ? Self.group(collection, summary) : summary
        add(collection, as: root)
    }

    private mutating func add(_ node: JSONValue, as parent: JSONValue) {
        for child in node["item"]?.array ?? [] {
            if child["item"] != nil {
                let id = child["id"]?.string
                add(child, as: isWhole ? Self.group(child) : Self.summary(child, id: id))
            } else if let id = child["id"]?.string {
                items[id] = Entry(item: child, parent: parent)
            }
        }
    }

    /// The folder, or the summary of the collection with the collection's items.
    private static func group(_ node: JSONValue, _ summary: JSONValue? = nil) -> JSONValue {
        guard var object = (summary ?? node).object else { return node }
        let items = (node["item"]?.array ?? []).map { $0["item"] == nil ? whole($0) : group($0) }
        object["item"] = .array(items)
        return withScriptIDs(object)
    }

    /// Returns the id, name and description of a node.
    private static func summary(_ node: JSONValue, id: String?) -> JSONValue {
        var members: [(String, JSONValue)] = []
        if let id { members.append(("id", .string(id))) }
        for key in ["name", "description"] {
            if let value = node[key], !value.isNull { members.append((key, value)) }
        }
        return .object(members)
    }

    /// Returns the item that an event belongs to.
    func item(of reference: ItemReference) -> JSONValue {
        guard let item = items[reference.id]?.item else {
            return .object([("id", .string(reference.id)), ("name", .string(reference.name))])
        }
        return isWhole ? Self.whole(item) : Self.summary(item, id: reference.id)
    }

    /// Returns the item that a failure belongs to, with the method and the address of its request.
    func source(of reference: ItemReference) -> JSONValue {
        let item = item(of: reference)
        guard !isWhole, var object = item.object, let request = request(of: reference)?.object
        else { return item }
        let members = ["method", "url"].compactMap { name in request[name].map { (name, $0) } }
        object["request"] = .object(members)
        return JSONValue(.object(object))
    }

    /// The item with the members that Newman gives every item: saved responses, and ids of scripts.
    private static func whole(_ item: JSONValue) -> JSONValue {
        guard var object = item.object else { return item }
        if object["response"] == nil { object["response"] = .array([]) }
        return withScriptIDs(object)
    }

    private static func withScriptIDs(_ node: JSONObject) -> JSONValue {
        guard let events = node["event"]?.array else { return JSONValue(.object(node)) }
        var object = node
        let id = node["id"]?.string ?? ""
        object["event"] = .array(events.enumerated().map { identified($1, "script \(id) \($0)") })
        return JSONValue(.object(object))
    }

    private static func identified(_ event: JSONValue, _ name: String) -> JSONValue {
        guard var object = event.object, var script = event["script"]?.object,
            script["id"] == nil
        else { return event }
        script["id"] = .string(NewmanIdentifiers.uuid(name))
        object["script"] = JSONValue(.object(script))
        return JSONValue(.object(object))
    }

    /// Returns the folder around the item, or the collection.
    func parent(of reference: ItemReference) -> JSONValue { items[reference.id]?.parent ?? root }

    /// Returns the request as it is in the collection, with variables unresolved.
    func request(of reference: ItemReference) -> JSONValue? {
        items[reference.id]?.item["request"]
    }
}
