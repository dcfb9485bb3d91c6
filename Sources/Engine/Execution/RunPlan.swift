public import CollectionModel
import JSON
import RunModel
import Scripting

/// The requests of a run in the order of the collection, with all that they inherit.
public struct RunPlan: Sendable {
    /// The requests in order.
    let items: [PlannedItem]
    /// All requests of the collection, those of the plan or not.
    let referable: [PlannedItem]
    /// The names of the selection that no folder or request has.
    public let unknownNames: [String]
    /// How the requests came to be those of the plan.
    public let cut: Cut
    /// The variables that the requests use as secrets.
    let secretUses: SecretUses

    /// How many requests each part of a selection has left.
    public struct Cut: Sendable, Hashable {
        /// How many the collection has.
        public fileprivate(set) var all = 0
        /// How many of these are included.
        public fileprivate(set) var included = 0
        /// How many of these are not excluded.
        public fileprivate(set) var kept = 0
    }

    /// How many requests one iteration has.
    public var count: Int { items.count }

    /// Whether any request has a script.
    public var hasScripts: Bool {
        items.contains { !$0.prerequestScripts.isEmpty || !$0.testScripts.isEmpty }
    }

    /// Whether any request has an OAuth 2.0 block.
    public var usesOAuth2: Bool {
        items.contains { $0.authorization?.definition.type == "oauth2" }
    }

    /// The scripts of the first request.
    var firstScripts: [ScriptSource] {
        items.first.map { $0.prerequestScripts + $0.testScripts } ?? []
    }

    /// Plans what is selected of a collection.
    public init(_ collection: Collection, selecting selection: Selection = Selection()) {
        let nodes = SelectedNodes(selection, in: collection)
        var planner = Planner(collection: collection, nodes: nodes, admits: selection.admits)
        planner.visit(collection.items)
        referable = planner.items
        let chosen = nodes.order.map(planner.chosen(inOrderOf:)) ?? planner.chosen
        items =
            chosen.count == referable.count && nodes.order == nil
            ? referable : chosen.map { planner.items[$0] }
        unknownNames = nodes.unknownNames
        cut = planner.cut
        secretUses = SecretUses(of: items)
    }

    /// Plans some of the requests of another plan.
    init(_ other: RunPlan, items: [PlannedItem]) {
        self.items = items
        referable = other.referable
        unknownNames = other.unknownNames
        cut = other.cut
        secretUses = other.secretUses
    }
}

/// One request of the plan.
///
/// It is a class since it is large, and every execution passes it on.
final class PlannedItem: Sendable {
    /// The id.
    let id: String
    /// The name.
    let name: String
    /// The names of the folders around it.
    let folders: [String]
    /// The names of the collection, the folders and the request.
    let location: [String]
    /// The file that has the request.
    let file: String?
    /// The line of the file; nil if the request is all of it.
    let line: Int?
    /// The request.
    let request: RequestDefinition
    /// The pre-request scripts of the collection, the folders and the request, in order.
    let prerequestScripts: [ScriptSource]
    /// The test scripts, in the same order.
    let testScripts: [ScriptSource]
    /// The nearest authorization.
    let authorization: OwnedAuthorization?
    /// `protocolProfileBehavior`, merged from the collection down.
    let behavior: JSONObject
    /// The variables of the folders around it, outermost first.
    let folderVariables: [VariableDefinition]

    fileprivate init(_ item: RequestItem, collection: String, folders: [String], _ level: Level) {
        id = item.id
        name = item.name
        self.folders = folders
        location = [collection] + folders + [item.name]
        file = item.file
        line = item.line
        request = item.request
        let scripts = item.requestKind == "graphql" ? level.graphQL : level.http
        prerequestScripts = scripts.prerequest
        testScripts = scripts.test
        authorization = level.authorization
        behavior = level.behavior
        folderVariables = level.variables
    }
}

/// An authorization and the node that has it.
struct OwnedAuthorization: Sendable, Hashable {
    /// The authorization.
    let definition: AuthorizationDefinition
    /// The node, as `collection 'Orders'`.
    let owner: String
    /// Whether variables are put into it; those of scripts' requests take none (NewmanReference
    /// §4.3).
    var takesVariables = true
}

/// An authorization with the variables of the folders around a request that has it.
struct ScopedAuthorization: Hashable {
    private let authorization: OwnedAuthorization
    private let folderVariables: [VariableDefinition]

    init(_ authorization: OwnedAuthorization, of item: PlannedItem) {
        self.authorization = authorization
        folderVariables = item.folderVariables
    }
}

/// Walks over the collection with what each level inherits.
private struct Planner {
    private let collection: Collection
    private let nodes: SelectedNodes
    private let admits: ((String) -> Bool)?
    private(set) var items: [PlannedItem] = []
    /// The places of the items that run.
    private(set) var chosen: [Int] = []
    private(set) var cut = RunPlan.Cut()
    /// The places of the items that run below each included node, by its number.
    private var chosenBelow: [Int: [Int]] = [:]
    /// The numbers of the included nodes around the item.
    private var openNodes: [Int] = []

    private var count = 0
    private var folders: [String] = []
    private var includedDepth = 0
    private var excludedDepth = 0
    private var levels: [Level]

    init(collection: Collection, nodes: SelectedNodes, admits: ((String) -> Bool)?) {
        self.collection = collection
        self.nodes = nodes
        self.admits = admits
        levels = [Level().inner(collection.inheritable, kind: "collection", name: collection.name)]
        if nodes.included == nil { includedDepth = 1 }
    }

    /// The places of the items that run, node by node; an item in several nodes runs once.
    func chosen(inOrderOf nodes: [Int]) -> [Int] {
        var seen: Set<Int> = []
        return nodes.flatMap { chosenBelow[$0] ?? [] }.filter { seen.insert($0).inserted }
    }

    mutating func visit(_ children: [CollectionItem]) {
        for child in children {
            let isIncluded = nodes.included?.contains(count) == true
            let isExcluded = nodes.excluded.contains(count)
            if isIncluded { openNodes.append(count) }
            count += 1
            if isIncluded { includedDepth += 1 }
            if isExcluded { excludedDepth += 1 }
            switch child {
            case .folder(let folder): visit(folder)
            case .request(let item):
                if isChosen(item) {
                    chosen.append(items.count)
                    for node in openNodes { chosenBelow[node, default: []].append(items.count) }
                }
                add(item)
            }
            if isIncluded {
                includedDepth -= 1
                openNodes.removeLast()
            }
            if isExcluded { excludedDepth -= 1 }
        }
    }

    private mutating func isChosen(_ item: RequestItem) -> Bool {
        cut.all += 1
        guard includedDepth > 0 else { return false }
        cut.included += 1
        guard excludedDepth == 0 else { return false }
        cut.kept += 1
        return admits?(item.name) ?? true
    }

    private mutating func visit(_ folder: Folder) {
        guard let outer = levels.last else { return }
        var level = outer.inner(folder.inheritable, kind: "folder", name: folder.name)
        level.variables += folder.variables
        levels.append(level)
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
        items.append(PlannedItem(item, collection: collection.name, folders: folders, level))
    }
}

/// What a node passes on, with all that it inherits.
private struct Level {
    /// The scripts for HTTP requests.
    var http = Scripts()
    /// The scripts for GraphQL requests, which in format 3 may be others.
    var graphQL = Scripts()
    var authorization: OwnedAuthorization?
    var behavior = JSONObject()
    var variables: [VariableDefinition] = []

    func inner(_ own: Inheritable, kind: String, name: String) -> Level {
        var level = self
        level.http.add(own.events, kind: "http", owner: name)
        level.graphQL.add(own.events, kind: "graphql", owner: name)
        if let definition = own.authorization {
            level.authorization = OwnedAuthorization(
                definition: definition, owner: "\(kind) '\(name)'")
        }
        for member in own.behavior.members { level.behavior[member.key] = member.value }
        return level
    }
}

/// The scripts that a node passes on.
private struct Scripts {
    var prerequest: [ScriptSource] = []
    var test: [ScriptSource] = []

    mutating func add(_ events: [EventDefinition], kind: String, owner: String) {
        for definition in events
        where definition.requestKind.map({ $0 == kind }) ?? true
            && !definition.code.allSatisfy(\.isWhitespace)
        {
            guard let event = ScriptEvent(rawValue: definition.listen) else { continue }
            let source = ScriptSource(
                code: definition.code, id: definition.id, event: event, owner: owner)
            switch event {
            case .prerequest: prerequest.append(source)
            case .test: test.append(source)
            }
        }
    }
}
