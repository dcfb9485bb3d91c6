import Platform

/// What a path means that names a collection folder, or a part of one.
///
/// A folder in a collection, its `definition.yaml` or one request file means that part of the
/// collection, which inherits from the folders around it (CollectionV3Reference §1.2).
struct CollectionPath {
    /// The folder of the collection.
    let root: String
    /// The names of the folders from there to the part that is meant.
    let inner: [String]
    /// The file of the one request that is meant; nil for all of the part.
    let request: String?
    /// Whether the request inherits nothing from its folder.
    private(set) var isRequestAlone = false

    /// The same part as a collection of its own.
    var isolated: CollectionPath {
        let part = inner.reduce(root) { $0 + "/" + $1 }
        return CollectionPath(
            root: part, inner: [], request: request, isRequestAlone: request != nil)
    }

    private init(root: String, inner: [String], request: String?, isRequestAlone: Bool) {
        self.root = root
        self.inner = inner
        self.request = request
        self.isRequestAlone = isRequestAlone
    }

    /// Finds the collection of a folder or file; nil if the path names neither.
    init?(_ path: String) {
        let path = Self.withoutSlash(path)
        var folder = path
        var request: String?
        if !FileAccess.isDirectory(path) {
            let name = Self.lastComponent(path)
            folder = Self.folder(of: path)
            if Self.isRequest(name) {
                request = name
            } else if name.hasPrefix("definition.y"), Self.lastComponent(folder) == ".resources" {
                folder = Self.folder(of: folder)
            } else {
                return nil
            }
        }
        (root, inner) = Self.climb(from: folder)
        self.request = request
    }

    /// The paths with each folder that is not a collection, nor a part of one, replaced by the
    /// collections in it; those in `postman/collections` count alone.
    static func expanded(_ paths: [String]) -> [String] {
        paths.flatMap { path -> [String] in
            guard FileAccess.isDirectory(path), !isCollection(path),
                CollectionPath(path)?.inner.isEmpty ?? true
            else { return [path] }
            let found = [withoutSlash(path) + "/postman/collections", withoutSlash(path)].lazy
                .map { collections(in: $0, depth: 0) }.first { !$0.isEmpty }
            return found ?? [path]
        }
    }

    /// The last component of a path.
    static func lastComponent(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Whether a name is that of a request's file.
    static func isRequest(_ name: String) -> Bool {
        name.hasSuffix(".request.yaml") || name.hasSuffix(".request.yml")
    }

    // MARK: Folders

    /// How many levels of folders are searched.
    private static let depthLimit = 100

    /// The outermost folder around a folder that belongs to the same collection, and the way back.
    ///
    /// A folder without files of its own belongs to the collection too. Beyond one, only a folder
    /// that can be nothing else counts, since request files alone may be in any folder above.
    private static func climb(from folder: String) -> (root: String, inner: [String]) {
        guard let full = try? FileAccess.resolved(folder) else { return (folder, []) }
        var root = full
        var inner: [String] = []
        var current = full
        var passed: [String] = []
        lazy var isFilled = holdsCollection(full, depth: 0)
        while true {
            let parent = FileAccess.parent(of: current)
            guard !parent.isEmpty, parent != current, lastComponent(parent) != "collections"
            else { break }
            passed.insert(lastComponent(current), at: 0)
            current = parent
            let isNext = passed.count == 1
            // An empty folder is a mistake, wherever it is.
            guard isNext ? isCollection(current) : isCertainly(current) && isFilled else {
                continue
            }
            root = current
            inner = passed + inner
            passed = []
        }
        return inner.isEmpty ? (folder, []) : (root, inner)
    }

    /// Whether a folder is one of a collection: by what it holds itself, or as one of the app's.
    static func isCollection(_ folder: String) -> Bool {
        let entries = (try? FileAccess.entries(of: folder)) ?? []
        return entries.contains(where: isOfCollection) || isOfApp(folder)
    }

    /// Whether a folder has a definition, or is a collection of the app's.
    private static func isCertainly(_ folder: String) -> Bool {
        let definition = folder + "/.resources/definition.y"
        return FileAccess.isFile(definition + "aml") || FileAccess.isFile(definition + "ml")
            || isOfApp(folder)
    }

    /// Whether a folder is in `postman/collections`, and it or a folder in it holds requests.
    private static func isOfApp(_ folder: String) -> Bool {
        guard let full = try? FileAccess.resolved(folder),
            FileAccess.parent(of: full).hasSuffix("/postman/collections")
        else { return false }
        return holdsCollection(full, depth: 0)
    }

    private static func holdsCollection(_ folder: String, depth: Int) -> Bool {
        guard depth < depthLimit, let entries = try? FileAccess.entries(of: folder) else {
            return false
        }
        return entries.contains(where: isOfCollection)
            || entries.contains { entry in
                entry.isFolder && !entry.name.hasPrefix(".")
                    && holdsCollection(folder + "/" + entry.name, depth: depth + 1)
            }
    }

    /// Whether an entry is what only the folders of collections hold.
    private static func isOfCollection(_ entry: FolderEntry) -> Bool {
        entry.isFolder ? entry.name == ".resources" : isRequest(entry.name)
    }

    /// The collections in a folder and those below it.
    private static func collections(in folder: String, depth: Int) -> [String] {
        guard depth < depthLimit, let entries = try? FileAccess.entries(of: folder) else {
            return []
        }
        return entries.filter(\.isFolder).flatMap { entry -> [String] in
            let path = folder + "/" + entry.name
            guard ProjectFiles.isOfProject(entry, path) else { return [] }
            return isCollection(path) ? [path] : collections(in: path, depth: depth + 1)
        }
    }

    private static func folder(of path: String) -> String {
        let parent = FileAccess.parent(of: path)
        return parent.isEmpty ? "." : parent
    }

    /// A path without slashes at its end.
    static func withoutSlash(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
