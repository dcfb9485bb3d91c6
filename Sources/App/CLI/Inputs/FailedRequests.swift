import JSON
import Platform

/// The list of the requests that failed in the last runs of a collection, for `--last-failed`.
///
/// It is a file in the user's folder. There is one for each collection and environment, and, if
/// data rows or users have runs of their own, another one for all of these. There is none in CI
/// services, whose folders do not last.
struct FailedRequests {
    /// A request that failed in a run.
    struct Entry: Hashable {
        /// Which of the runs: empty for the only one.
        var run: String
        /// The id of the request, which is a position if its file has none.
        var id: String
        /// The names that lead to the request, as ``RequestPaths`` has them.
        var path: String

        /// Whether it stands for all requests of the run.
        var isOfAll: Bool { id.isEmpty && path.isEmpty }
    }

    /// The file.
    let path: String

    /// The list of a collection file; nil if none can be kept.
    ///
    /// An environment that is not a file is known by its address.
    /// The kind says what else than the environment has runs of its own; it is empty for nothing.
    init?(collection: String, environments: [String], kind: String) {
        guard Presence.service == nil, let folder = StateFolder.path("last-failed"),
            let collection = Self.resolved(collection)
        else { return nil }
        let names = environments.map { Self.resolved($0) ?? $0 }.joined(separator: "\n")
        let key = [collection, names] + (kind.isEmpty ? [] : [kind])
        path = folder + "/" + Digest.of(key.joined(separator: "\n")) + ".json"
    }

    /// The requests that failed last time; empty if none did, or nothing is known.
    func read() -> [Entry] {
        do throws(SystemError) {
            let source = JSONSource(name: path, bytes: try FileAccess.read(path))
            return (try? JSONParser.parse(source))?.array?.compactMap(Entry.init) ?? []
        } catch {
            return []
        }
    }

    /// Replaces the entries of some runs, or all entries.
    ///
    /// - Throws: The reason if the list cannot be written.
    func replace(_ runs: Runs, with entries: [Entry]) throws(SystemError) {
        // Another process may have other runs of the same list.
        let lock = try? ExclusiveFile.locked(path)
        var all = entries
        if case .some(let keys) = runs { all += read().filter { !keys.contains($0.run) } }
        defer { withExtendedLifetime(lock) {} }
        try write(all)
    }

    /// The runs whose entries are replaced.
    enum Runs {
        /// All that the list has.
        case all
        /// These.
        case some(Set<String>)
    }

    private func write(_ entries: [Entry]) throws(SystemError) {
        if entries.isEmpty { return try FileAccess.remove(path) }
        try FileAccess.createDirectory(FileAccess.parent(of: path), permissions: 0o700)
        let json = JSONValue.array(entries.map(\.json))
        try FileAccess.replace(path, with: Array(JSONWriter.compact(json).utf8))
    }

    private static func resolved(_ path: String) -> String? {
        do throws(SystemError) {
            return try FileAccess.resolved(path)
        } catch {
            return nil
        }
    }
}

extension FailedRequests.Entry {
    fileprivate init?(_ json: JSONValue) {
        guard let run = json["run"]?.string, let id = json["id"]?.string,
            let path = json["path"]?.string
        else { return nil }
        self.init(run: run, id: id, path: path)
    }

    fileprivate var json: JSONValue {
        .object([("run", .string(run)), ("id", .string(id)), ("path", .string(path))])
    }
}
