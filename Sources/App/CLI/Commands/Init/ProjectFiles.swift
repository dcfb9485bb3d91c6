import CollectionModel
import JSON
import Platform

/// The files of Postman below a folder: what `posthaste init` sets up a project for.
///
/// Files are known by the names that Postman gives them. Other JSON files are read to see what they
/// are. Hidden folders and those of installed packages are left out.
struct ProjectFiles {
    /// The collections, as files or as folders of format 3.
    private(set) var collections: [String] = []
    private(set) var environments: [String] = []
    private(set) var globals: [String] = []

    private static let depthLimit = 6
    /// The size of the largest JSON file that is read to see what it is.
    private static let sizeLimit = 16 << 20
    /// The folders of installed packages, and of what runs write.
    private static let foreignFolders: Set = ["node_modules", "vendor", "reports", "newman"]
    private static let endings: [(ending: String, kind: Kind)] = [
        (".postman_collection.json", .collection),
        (".postman_environment.json", .environment),
        (".postman_globals.json", .globals),
        (".environment.yaml", .environment), (".environment.yml", .environment),
        (".globals.yaml", .globals), (".globals.yml", .globals),
    ]

    /// What a file is.
    enum Kind {
        case collection, environment, globals
    }

    /// Finds the files below the working folder.
    init() {
        search("", depth: 0)
    }

    /// What `--each-environment` names for all environments: their folder if it contains no other,
    /// or else each of them.
    var environmentWords: [String] {
        let folder = environments.first.map(FileAccess.parent) ?? ""
        let all = try? EnvironmentPaths([folder]).paths.sorted()
        return !folder.isEmpty && all == environments.sorted() ? [folder] : environments
    }

    /// The first collection with requests that need an OAuth 2.0 token.
    var collectionWithOAuth2: String? {
        collections.first { path in
            guard let collection = try? InputFiles().collection(path) else { return false }
            return collection.inheritable.isOAuth2 || collection.items.contains(where: \.isOAuth2)
        }
    }

    /// Searches a folder, whose path is empty or ends with a slash.
    private mutating func search(_ folder: String, depth: Int) {
        guard depth < Self.depthLimit,
            let entries = try? FileAccess.entries(of: folder.isEmpty ? "." : folder)
        else { return }
        for entry in entries {
            let path = folder + entry.name
            guard Self.isOfProject(entry, path) else { continue }
            if !entry.isFolder {
                classify(path)
            } else if CollectionPath.isCollection(path) {
                collections.append(path)
            } else {
                search(path + "/", depth: depth + 1)
            }
        }
    }

    /// Whether an entry of a folder can be, or contain, something that people maintain.
    static func isOfProject(_ entry: FolderEntry, _ path: String) -> Bool {
        if entry.name.hasPrefix(".") { return false }
        guard entry.isFolder, foreignFolders.contains(entry.name) else { return true }
        return CollectionPath.isCollection(path)
    }

    private mutating func classify(_ path: String) {
        switch Self.kind(named: path) {
        case .collection?: collections.append(path)
        case .environment?: environments.append(path)
        case .globals?: globals.append(path)
        case nil: break
        }
    }

    /// What a file is: by its name, or else by its text; nil for a file of another kind.
    ///
    /// With `orDamaged`, text that cannot be parsed may have been something.
    static func kind(named path: String, orDamaged: Bool = false) -> Kind? {
        if let known = endings.first(where: { path.hasSuffix($0.ending) }) { return known.kind }
        guard path.hasSuffix(".json"), let size = try? FileAccess.readableSize(path),
            size <= sizeLimit, let bytes = try? FileAccess.read(path)
        else { return nil }
        if let root = json(bytes, path) { return kind(of: root) }
        return orDamaged ? kind(ofDamaged: bytes, path) : nil
    }

    private static func json(_ bytes: [UInt8], _ path: String) -> JSONValue? {
        try? JSONParser.parse(JSONSource(name: path, decoding: bytes))
    }

    private static func kind(of root: JSONValue) -> Kind? {
        // The report of a run contains the collection.
        guard ForeignFormat(root) == nil else { return nil }
        let value = root["collection"] ?? root["environment"] ?? root
        if value["info"] != nil, value["item"]?.array != nil { return .collection }
        guard value["values"]?.array != nil else { return nil }
        switch value["_postman_variable_scope"]?.string {
        case "globals": return .globals
        case "environment": return .environment
        default: return value["name"]?.string == nil ? nil : .environment
        }
    }

    /// What a text that cannot be parsed seems to have been.
    ///
    /// Its first member decides: reports contain a collection and an environment, but begin with
    /// other members. Lines that are JSON by themselves are events or records.
    private static func kind(ofDamaged bytes: [UInt8], _ path: String) -> Kind? {
        func contains(_ text: String) -> Bool { bytes.firstRange(of: Array(text.utf8)) != nil }
        let kind: Kind
        switch firstMember(of: bytes) {
        case "info", "item":
            let marks = ["schema.getpostman.com/json/collection", "\"_postman_id\""]
            guard marks.contains(where: contains) else { return nil }
            kind = .collection
        case "id", "name", "values":
            guard contains("\"_postman_variable_scope\"") else { return nil }
            kind = .environment
        default: return nil
        }
        return json(Array(bytes.prefix { $0 != 0x0A }), path) == nil ? kind : nil
    }

    /// The first text in quotation marks.
    private static func firstMember(of bytes: [UInt8]) -> String? {
        let quote = UInt8(ascii: "\"")
        guard let start = bytes.firstIndex(of: quote) else { return nil }
        return String(decoding: bytes[(start + 1)...].prefix { $0 != quote }, as: UTF8.self)
    }
}

extension CollectionItem {
    /// Whether it, or a node below it, has OAuth 2.0 as its own authorization.
    fileprivate var isOAuth2: Bool {
        switch self {
        case .folder(let folder):
            folder.inheritable.isOAuth2 || folder.items.contains(where: \.isOAuth2)
        case .request(let item): item.inheritable.isOAuth2
        }
    }
}

extension Inheritable {
    fileprivate var isOAuth2: Bool { authorization?.type == "oauth2" }
}
