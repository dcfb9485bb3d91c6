import JSON

/// The files of a collection in format 3, made from one in any other form (CollectionV3Reference
/// §13).
///
/// It is deterministic: ids come from paths, so that a second conversion changes nothing.
public struct FilesV3: Sendable {
    /// One file: its path below the folder of the collection, and its text.
    public struct File: Sendable, Hashable {
        /// The path.
        public let path: String
        /// The text.
        public let text: String
    }

    /// The name of the collection's folder.
    public let folderName: String
    /// The files, in the order of the collection.
    public private(set) var files: [File] = []
    /// What has no place in format 3, each with the item that had it.
    public private(set) var losses: [String] = []

    /// Whether the collection has GraphQL requests, for which scripts of folders have a type of
    /// their own.
    private let usesGraphQL: Bool

    /// Converts a collection, for a folder of that name; nil for one named after the collection.
    public init(_ collection: Collection, inFolder folder: String? = nil) {
        let root = collection.normalized
        usesGraphQL = Self.usesGraphQL(root)
        let name = collection.name
        folderName = folder ?? NamesV3.stem(of: name)
        var definition = definition(
            of: root, at: Location(path: "", name: name), behavior: JSONObject())
        if folderName != name { definition.insert(("name", .string(name)), at: 1) }
        add(".resources/definition.yaml", definition)
        for loss in LossesV3.collection(root) { lose(loss, name) }
        addItems(of: root, below: Location(path: "", name: ""), behavior: Self.behavior(of: root))
        losses += GeneratedMembersV3(in: collection.json, named: name).losses
    }

    /// The name of a file or folder for a name, without what file systems refuse.
    public static func fileName(of name: String) -> String { NamesV3.stem(of: name) }

    /// Where a node is, in files and for people.
    struct Location {
        /// The path of its folder with a slash at the end; empty for the collection.
        let path: String
        /// The names from the collection down.
        let name: String

        func inner(_ stem: String, _ name: String) -> Location {
            Location(
                path: path + stem + "/", name: self.name.isEmpty ? name : self.name + " / " + name)
        }
    }

    typealias Members = [(String, JSONValue)]

    mutating func add(_ path: String, _ members: Members) {
        files.append(File(path: path, text: YAMLText.document(.object(members))))
    }

    mutating func lose(_ what: String, _ item: String) {
        losses.append("\(what) of '\(item)'")
    }

    // MARK: Folders

    private mutating func addItems(
        of node: JSONValue, below location: Location, behavior: JSONObject
    ) {
        var names = NamesV3()
        for (index, item) in (node["item"]?.array ?? []).enumerated() {
            let name = ValueV3.text(item["name"]) ?? ""
            let stem = names.unique(name)
            let order = JSONValue.number(Double((index + 1) * 1000))
            var own = behavior
            for member in Self.behavior(of: item).members { own[member.key] = member.value }
            if item["item"]?.array != nil {
                let inner = location.inner(stem, name)
                var definition = definition(of: item, at: inner, behavior: own)
                if stem != name { definition.insert(("name", .string(name)), at: 1) }
                definition.append(("order", order))
                for loss in LossesV3.folder(item) { lose(loss, inner.name) }
                add(inner.path + ".resources/definition.yaml", definition)
                addItems(of: item, below: inner, behavior: own)
            } else {
                var request = RequestFileV3(item, stem: stem, behavior: own)
                request.members.append(("order", order))
                add(location.path + stem + ".request.yaml", request.members)
                let examples = location.path + ".resources/\(stem).resources/examples/"
                for example in request.examples {
                    add(examples + example.stem + ".example.yaml", example.members)
                }
                let path = location.inner(stem, name).name
                for loss in request.losses { lose(loss, path) }
            }
        }
    }

    /// The definition of the collection or of a folder.
    private mutating func definition(
        of node: JSONValue, at location: Location, behavior: JSONObject
    ) -> Members {
        var members: Members = [("$kind", .string("collection"))]
        if let text = DescriptionV3.text(of: node["info"]?["description"] ?? node["description"]) {
            members.append(("description", .string(text)))
        }
        if let variables = ListV3.variables(node["variable"]) {
            members.append(("variables", variables))
        }
        let scripts = ScriptsV3.folder(node["event"], usesGraphQL: usesGraphQL)
        if !scripts.isEmpty { members.append(("scripts", .array(scripts))) }
        if let authorization = AuthorizationV3.definition(node["auth"], path: location.path) {
            members.append(("auth", authorization))
        }
        if node["id"] == nil, let id = node["info"]?["_postman_id"] { members.append(("id", id)) }
        return members
    }

    private static func usesGraphQL(_ node: JSONValue) -> Bool {
        (node["item"]?.array ?? []).contains { item in
            item["request"]?["body"]?["mode"]?.string == "graphql" || usesGraphQL(item)
        }
    }

    static func behavior(of node: JSONValue) -> JSONObject {
        node["protocolProfileBehavior"]?.object ?? JSONObject()
    }
}

/// Makes file names of names: unique among their siblings, without what file systems refuse.
struct NamesV3 {
    private static let forbidden: Set<Character> = ["/", "\\", ":", "*", "?", "\"", "<", ">", "|"]
    private static let longest = 64
    private var taken: Set<String> = []

    /// The file name of an item that none of its siblings has, ignoring case.
    mutating func unique(_ name: String) -> String {
        let stem = Self.stem(of: name)
        var candidate = stem
        var number = 0
        while !taken.insert(candidate.lowercased()).inserted {
            number += 1
            candidate = "\(stem)-\(number)"
        }
        return candidate
    }

    /// The name with each run of forbidden characters as one hyphen, cut to 64 bytes
    /// (CollectionV3Reference §1.3).
    static func stem(of name: String) -> String {
        var stem = ""
        var isRun = false
        for character in name {
            let isForbidden =
                forbidden.contains(character)
                || character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
            if !isForbidden {
                stem.append(character)
            } else if !isRun {
                stem.append("-")
            }
            isRun = isForbidden
        }
        while stem.utf8.count > longest { stem.removeLast() }
        // A file must not be hidden, nor mean the folder itself.
        if stem.first == "." { stem = "-" + stem.dropFirst() }
        return stem.isEmpty ? "-" : stem
    }
}
