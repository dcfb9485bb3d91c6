import JSON
import Platform

/// The requests of a collection that failed in its last run, kept for `--last-failed`.
///
/// A file in the user's folder has their ids. There is one for each collection, environment and, if
/// runs are made of them, data row or user. There is none in CI services, whose folders do not
/// last.
struct FailedRequests {
    private let path: String

    /// The record of a collection file, or of a part of its runs; nil if none can be kept.
    init?(collection: String, environments: [String], part: String) {
        guard Presence.service == nil, let folder = StateFolder.path("last-failed"),
            let collection = Self.resolved(collection)
        else { return nil }
        let names = environments.map { Self.resolved($0) ?? "" }.joined(separator: "\n")
        let key = [collection, names] + (part.isEmpty ? [] : [part])
        path = folder + "/" + Digest.of(key.joined(separator: "\n")) + ".json"
    }

    /// The ids of the requests that failed last time; empty if none did, or nothing is known.
    func read() -> [String] {
        do throws(SystemError) {
            let source = JSONSource(name: path, bytes: try FileAccess.read(path))
            return (try? JSONParser.parse(source))?.array?.compactMap(\.string) ?? []
        } catch {
            return []
        }
    }

    /// Keeps the ids of the requests that failed this time.
    ///
    /// Requests that did not run keep their place in the record. A failure to write it is ignored.
    func update(failed: [String], ran: Set<String>) {
        let ids = read().filter { !ran.contains($0) } + failed
        do throws(SystemError) {
            if ids.isEmpty { return try FileAccess.remove(path) }
            try FileAccess.createDirectory(FileAccess.parent(of: path), permissions: 0o700)
            let json = JSONValue.array(ids.map { .string($0) })
            try FileAccess.replace(path, with: Array(JSONWriter.compact(json).utf8))
        } catch {
            return
        }
    }

    private static func resolved(_ path: String) -> String? {
        do throws(SystemError) {
            return try FileAccess.resolved(path)
        } catch {
            return nil
        }
    }
}
