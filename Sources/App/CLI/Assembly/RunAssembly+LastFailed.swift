import CollectionModel
import Diagnostics
import Execution
import JSON

extension RunAssembly {
    /// Leaves the runs in which requests failed, or did not run, last time, for `--last-failed`.
    ///
    /// All runs are left, with a note, if nothing failed or if what failed cannot be found again.
    func keepingLastFailed(_ sources: RunSources) -> RunSources {
        guard arguments.selection.isLastFailed else { return sources }
        var kept = sources
        var lists: [String: [String: [FailedRequests.Entry]]] = [:]
        // The keys of runs by list; a collection that is named twice has one for both runs.
        var foundKeys: [String: Set<String>] = [:]
        var paths: [Int: RequestPaths] = [:]
        for index in kept.files.indices {
            let files = kept.files[index]
            guard let list = failedRequests(files) else { continue }
            if lists[list.path] == nil {
                lists[list.path] = Dictionary(grouping: list.read(), by: \.run)
            }
            guard let entries = lists[list.path]?[files.runKey] else { continue }
            foundKeys[list.path, default: []].insert(files.runKey)
            let known = paths[files.collectionNumber] ?? RequestPaths(files.collection)
            paths[files.collectionNumber] = known
            for entry in known.expanded(entries) {
                guard let id = known.id(of: entry) else {
                    return runningAll(
                        sources,
                        because: "'\(entry.path)', which failed last time, is not found any more")
                }
                kept.files[index].lastFailed.append(id)
            }
        }
        if lists.isEmpty { return runningAll(sources, because: reasonForNoList) }
        if lists.contains(where: { !foundKeys[$0, default: []].isSuperset(of: $1.keys) }) {
            let what = arguments.several.isEachRow ? "data row" : "run"
            return runningAll(
                sources,
                because: "a \(what) in which requests failed last time is not found any more")
        }
        kept.files.removeAll(where: \.lastFailed.isEmpty)
        let name = collectionPaths.count == 1 ? " of '\(sources.files[0].collection.name)'" : ""
        if kept.files.isEmpty {
            return runningAll(
                sources, because: "no request\(name) is known to have failed last time")
        }
        let leftOut = sources.files.count - kept.files.count
        if leftOut > 0 {
            console.report(
                Diagnostic(
                    .note,
                    "\(leftOut) of \(sources.files.count) runs are left out, because no request "
                        + "failed or was left out in them last time"))
        }
        return kept
    }

    private func runningAll(_ sources: RunSources, because reason: String) -> RunSources {
        console.report(Diagnostic(.note, reason + "; all run"))
        return sources
    }

    private var reasonForNoList: String {
        if let service = Presence.service {
            return "no list of failed requests is kept in CI services (\(service))"
        }
        return "no list of failed requests is kept for '\(ShownWord.of(collectionPaths[0]))'"
    }

    /// Where the requests that failed in a run are kept; nil if they are not.
    func failedRequests(_ files: RunFiles) -> FailedRequests? {
        let kind = [files.userGroup.map { _ in "users" }, files.rowNumber.map { _ in "rows" }]
        return FailedRequests(
            collection: files.name, environments: files.environment.paths,
            kind: kind.compactMap(\.self).joined(separator: " "))
    }

    /// Whether the runs have every request of their collections.
    func areWhole(_ set: RunSet) -> Bool {
        let selection = arguments.selection
        return selection.folders.isEmpty && selection.items.isEmpty
            && selection.excludedFolders.isEmpty && selection.requestNames.isEmpty
            && arguments.several.shard == nil && set.sources.files.allSatisfy(\.lastFailed.isEmpty)
    }
}

extension RunFiles {
    /// Which of the runs this is among those of its list of failed requests.
    ///
    /// A data row is known by its values, so that an edit of the file does not lead to another row.
    var runKey: String {
        let user = userGroup == nil ? nil : label
        let row = rowNumber.map { _ in
            let members = data.row(of: 0).members.map { ($0.key, $0.value) }
            return Digest.of(JSONWriter.compact(.object(members)))
        }
        return [user, row].compactMap(\.self).joined(separator: " ")
    }
}
