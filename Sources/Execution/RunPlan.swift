public import CollectionModel
import JSON
import RunModel
import Scripting

/// Why a selection names nothing that can be run.
public struct SelectionError: Error, Sendable, Hashable {
    /// The name or id that no folder or request has.
    public var name: String
    /// The names that there are.
    public var available: [String]

    /// Makes an error.
    public init(name: String, available: [String]) {
        self.name = name
        self.available = available
    }
}

/// The requests of a run in the order of the collection, with all that they inherit.
public struct RunPlan: Sendable {
    /// The requests in order.
    var items: [PlannedItem]
    /// All requests of the collection, those of the plan or not.
    let referable: [PlannedItem]

    /// How many requests one iteration has.
    public var count: Int { items.count }

    /// Whether any request has a script.
    public var hasScripts: Bool {
        items.contains { !$0.prerequestScripts.isEmpty || !$0.testScripts.isEmpty }
    }

    /// Plans a collection, or those of its folders and requests that have one of the names or ids
    /// (reference §1.3, `--folder`).
    public init(_ collection: Collection, selecting names: [String] = []) throws(SelectionError) {
        var planner = Planner(collection: collection, selection: names)
        planner.visit(collection.items)
        if let missing = names.first(where: { !planner.found.contains($0) }) {
            throw SelectionError(name: missing, available: planner.allNames)
        }
        items = planner.items
        var whole = planner
        if !names.isEmpty {
            whole = Planner(collection: collection, selection: [])
            whole.visit(collection.items)
        }
        referable = whole.items
    }
}

extension [PlannedItem] {
    /// The item that a script means: by id, then the last one of that name (reference §7.6).
    func index(named name: String) -> Int? {
        firstIndex { $0.id == name } ?? lastIndex { $0.name == name }
    }
}

/// One request of the plan.
struct PlannedItem: Sendable {
    /// The id.
    let id: String
    /// The name.
    let name: String
    /// The names of the folders around it.
    let folders: [String]
    /// The names of the collection, the folders and the request.
    let location: [String]
    /// The request.
    let request: RequestDefinition
    /// The pre-request scripts of the collection, the folders and the request, in order.
    let prerequestScripts: [ScriptSource]
    /// The test scripts likewise.
    let testScripts: [ScriptSource]
    /// The nearest authorization.
    let authorization: OwnedAuthorization?
    /// `protocolProfileBehavior`, merged from the collection down.
    let behavior: JSONObject
}

/// An authorization and the node that it stands at.
struct OwnedAuthorization: Sendable, Hashable {
    /// The authorization.
    let definition: AuthorizationDefinition
    /// The node, as `collection 'Orders'`.
    let owner: String
    /// Whether variables are put into it; those of scripts' requests take none (reference §4.3).
    var takesVariables = true
}

/// Walks over the collection with what each level inherits.
private struct Planner {
    private let collection: Collection
    private let selection: Set<String>
    private(set) var items: [PlannedItem] = []
    private(set) var found: Set<String> = []
    private(set) var allNames: [String] = []

    private var folders: [String] = []
    private var selectedDepth = 0
    private var levels: [Level]

    /// What a node passes on, with all that it inherits.
    private struct Level {
        var prerequestScripts: [ScriptSource]
        var testScripts: [ScriptSource]
        var authorization: OwnedAuthorization?
        var behavior: JSONObject

        func inner(_ own: Inheritable, kind: String, name: String) -> Level {
            var level = self
            level.prerequestScripts += Self.scripts(own, .prerequest, owner: name)
            level.testScripts += Self.scripts(own, .test, owner: name)
            if let definition = own.authorization {
                level.authorization = OwnedAuthorization(
                    definition: definition, owner: "\(kind) '\(name)'")
            }
            for member in own.behavior.members { level.behavior[member.key] = member.value }
            return level
        }

        private static func scripts(
            _ own: Inheritable, _ event: ScriptEvent, owner: String
        ) -> [ScriptSource] {
            own.events.filter { $0.listen == event.rawValue && !$0.code.allSatisfy(\.isWhitespace) }
                .map { ScriptSource(code: $0.code, id: $0.id, event: event, owner: owner) }
        }
    }

    init(collection: Collection, selection: [String]) {
        self.collection = collection
        self.selection = Set(selection)
        let root = Level(
            prerequestScripts: [], testScripts: [], authorization: nil, behavior: JSONObject())
        levels = [root.inner(collection.inheritable, kind: "collection", name: collection.name)]
    }

    mutating func visit(_ children: [CollectionItem]) {
        for child in children {
            allNames.append(child.name)
            let isSelected = select(child)
            if isSelected { selectedDepth += 1 }
            switch child {
            case .folder(let folder): visit(folder)
            case .request(let item): if selection.isEmpty || selectedDepth > 0 { add(item) }
            }
            if isSelected { selectedDepth -= 1 }
        }
    }

    /// Whether the node is the first one that has a selected name or id.
    private mutating func select(_ node: CollectionItem) -> Bool {
        for name in [node.name, node.id] where selection.contains(name) && !found.contains(name) {
            found.insert(name)
            return true
        }
        return false
    }

    private mutating func visit(_ folder: Folder) {
        guard let outer = levels.last else { return }
        levels.append(outer.inner(folder.inheritable, kind: "folder", name: folder.name))
        folders.append(folder.name)
        visit(folder.items)
        folders.removeLast()
        levels.removeLast()
    }

    private mutating func add(_ item: RequestItem) {
        guard let outer = levels.last else { return }
        var own = item.inheritable
        own.authorization = item.request.authorization
        let level = outer.inner(own, kind: "request", name: item.name)
        items.append(
            PlannedItem(
                id: item.id, name: item.name, folders: folders,
                location: [collection.name] + folders + [item.name], request: item.request,
                prerequestScripts: level.prerequestScripts, testScripts: level.testScripts,
                authorization: level.authorization, behavior: level.behavior))
    }
}
