import JSON
import RunModel

/// The items of a run's collection by their ids, as a report names them.
struct ItemCatalog {
    /// The collection; where the run tells nothing of it, its name and id alone.
    let collection: JSONValue
    private let root: JSONValue
    /// Whether items are told with all that the collection has of them.
    private let isWhole: Bool
    private var items: [String: Entry] = [:]

    private struct Entry {
        let item: JSONValue
        let parent: JSONValue
    }

    init(_ start: RunStart, isWhole: Bool) {
        self.isWhole = isWhole
        let id = start.collectionID.map { [("_postman_id", JSONValue.string($0))] } ?? []
        let info = JSONValue.object(id + [("name", .string(start.collectionName))])
        collection = start.collection ?? .object([("info", info), ("item", .array([]))])
        root = Self.summary(collection["info"] ?? info, id: start.collectionID)
        add(collection, as: root)
    }

    private mutating func add(_ node: JSONValue, as parent: JSONValue) {
        for child in node["item"]?.array ?? [] {
            if child["item"] != nil {
                add(child, as: Self.summary(child, id: child["id"]?.string))
            } else if let id = child["id"]?.string {
                items[id] = Entry(item: child, parent: parent)
            }
        }
    }

    /// The id, name and description of a node.
    private static func summary(_ node: JSONValue, id: String?) -> JSONValue {
        var members: [(String, JSONValue)] = []
        if let id { members.append(("id", .string(id))) }
        for key in ["name", "description"] {
            if let value = node[key], !value.isNull { members.append((key, value)) }
        }
        return .object(members)
    }

    /// The item that an event belongs to.
    func item(of reference: ItemReference) -> JSONValue {
        guard let item = items[reference.id]?.item else {
            return .object([("id", .string(reference.id)), ("name", .string(reference.name))])
        }
        return isWhole ? item : Self.summary(item, id: reference.id)
    }

    /// The folder around the item, or the collection.
    func parent(of reference: ItemReference) -> JSONValue { items[reference.id]?.parent ?? root }

    /// The request as the collection has it, nothing put into it.
    func request(of reference: ItemReference) -> JSONValue? {
        items[reference.id]?.item["request"]
    }
}
