public import CollectionModel

/// The part of a collection that runs; all of it by default.
///
/// A name means the folders and requests that have it as their name or id; if there are none, those
/// that have it as their path, as `Folder/Request` or `Folder / Request`.
public struct Selection {
    /// The names that run: the first node of each in the collection's order (NewmanReference §1.3).
    public var included: [String] = []
    /// Whether what is included runs in the order of the names, and not in that of the collection.
    public var followsNames = false
    /// The names that do not run, all nodes of each; they win over all other options.
    public var excluded: [String] = []
    /// Whether a request of a name may run.
    public var admits: ((String) -> Bool)?

    /// Selects everything.
    public init() {}

    /// What can be selected in a collection, for those who mistyped a name: the names, or the
    /// paths.
    public static func choices(in collection: Collection, asPaths: Bool) -> [String] {
        var choices: [String] = []
        var walk = NodeWalk(keepsPaths: asPaths)
        walk.visit(collection.items) { node, _, path in choices.append(asPaths ? path : node.name) }
        return choices
    }
}

/// The nodes that a selection means, by their numbers in the collection's order.
struct SelectedNodes {
    /// Those that run with all that is in them; nil for everything.
    private(set) var included: Set<Int>?
    /// The same in the order of the names, if that is the order of the run.
    private(set) var order: [Int]?
    /// Those that do not.
    private(set) var excluded: Set<Int> = []
    /// The names that nothing has.
    private(set) var unknownNames: [String] = []

    init(_ selection: Selection, in collection: Collection) {
        let names = selection.included + selection.excluded
        if names.isEmpty { return }
        let found = Self.find(names, in: collection)
        unknownNames = names.filter { found[$0] == nil }
        if !selection.included.isEmpty {
            let numbers = selection.included.compactMap { found[$0]?.first }
            included = Set(numbers)
            if selection.followsNames { order = numbers }
        }
        excluded = Set(selection.excluded.flatMap { found[$0] ?? [] })
    }

    /// The numbers of the nodes that the names mean.
    private static func find(_ names: [String], in collection: Collection) -> [String: [Int]] {
        let labels = Set(names)
        let paths = Dictionary(grouping: labels.filter { $0.contains("/") }, by: NodeWalk.plain)
        var byLabel: [String: [Int]] = [:]
        var byPath: [String: [Int]] = [:]
        var walk = NodeWalk(keepsPaths: !paths.isEmpty)
        walk.visit(collection.items) { node, number, path in
            for label in Set([node.id, node.name]) where labels.contains(label) {
                byLabel[label, default: []].append(number)
            }
            for name in paths[path] ?? [] { byPath[name, default: []].append(number) }
        }
        return byLabel.merging(byPath) { label, _ in label }
    }
}

/// Visits all folders and requests in the collection's order, and counts them.
struct NodeWalk {
    private let keepsPaths: Bool
    private var count = 0

    init(keepsPaths: Bool) {
        self.keepsPaths = keepsPaths
    }

    /// Calls the body with each node, its number and, if paths are kept, its path.
    mutating func visit(
        _ items: [CollectionItem], under path: String = "",
        _ body: (CollectionItem, Int, String) -> Void
    ) {
        for item in items {
            let own = keepsPaths ? path + Self.plain(item.name) : ""
            body(item, count, own)
            count += 1
            if case .folder(let folder) = item { visit(folder.items, under: own + "/", body) }
        }
    }

    /// The path without the spaces that reports put around slashes.
    static func plain(_ path: String) -> String { path.replacing(" / ", with: "/") }
}
