import CollectionModel

/// The requests of a collection by the names that lead to them, by which `--last-failed` finds them
/// again.
///
/// Ids do not suffice: those of requests without one are their positions, which an edit changes.
/// Requests with the same names are numbered, and are the same only if they have the same id, too.
struct RequestPaths {
    private var ids: [String: (id: String, isNumbered: Bool)] = [:]
    private var paths: [String: String] = [:]
    /// The ids of all requests, in order and each once.
    private var order: [String] = []

    init(_ collection: Collection) {
        var requests: [(id: String, path: String)] = []
        Self.visit(collection.items, under: "") { requests.append(($0, $1)) }
        let counts = Dictionary(requests.map { ($0.path, 1) }, uniquingKeysWith: +)
        var seen: [String: Int] = [:]
        for (id, name) in requests {
            let count = counts[name, default: 1]
            seen[name, default: 0] += 1
            let path = count == 1 ? name : "\(name) (\(seen[name, default: 1]) of \(count))"
            ids[path] = (id, count > 1)
            if paths.updateValue(paths[id] ?? path, forKey: id) == nil { order.append(id) }
        }
    }

    /// The entry of a request that failed; nil if the collection does not have it.
    func entry(of id: String, in run: String) -> FailedRequests.Entry? {
        paths[id].map { FailedRequests.Entry(run: run, id: id, path: $0) }
    }

    /// The entries of a run, with one for all requests if they are all there.
    ///
    /// A run that did not begin has left out all of them.
    func condensed(
        _ entries: [FailedRequests.Entry], of run: String
    ) -> [FailedRequests.Entry] {
        guard Set(entries.compactMap(id)).count == order.count, !order.isEmpty else {
            return entries
        }
        return [FailedRequests.Entry(run: run, id: "", path: "")]
            + entries.filter { id(of: $0) == nil }
    }

    /// The entries with each request in the place of one for all.
    func expanded(_ entries: [FailedRequests.Entry]) -> [FailedRequests.Entry] {
        entries.flatMap { entry in
            entry.isOfAll ? order.compactMap { self.entry(of: $0, in: entry.run) } : [entry]
        }
    }

    /// The id that the request of an entry has now; nil if the request is not certainly there.
    func id(of entry: FailedRequests.Entry) -> String? {
        guard let found = ids[entry.path], !found.isNumbered || found.id == entry.id else {
            return nil
        }
        return found.id
    }

    private static func visit(
        _ items: [CollectionItem], under path: String, _ body: (String, String) -> Void
    ) {
        for item in items {
            switch item {
            case .request(let request): body(request.id, path + request.name)
            case .folder(let folder):
                visit(folder.items, under: path + folder.name + " / ", body)
            }
        }
    }
}
