import Diagnostics
import Platform
import Reporting
import RunModel

/// How long the parts of an earlier run took, from its event streams, for shards that take the same
/// time.
final class ShardTimings {
    /// The milliseconds of each run, of its rows, and of the folders and requests at its top.
    private var runs: [String: Double] = [:]
    private var rows: [String: [Double]] = [:]
    private var folders: [String: [String: Double]] = [:]

    private var name = ""
    private var row = 0

    /// Reads event streams.
    init(_ paths: [String]) throws(InputError) {
        for path in paths {
            do throws(Diagnostic) {
                let stream = EventInput(path)
                let replay = EventReplay(deliver: { [self] in fold($0) }, warn: { _ in })
                replay.announce(nil)
                try stream.replay(into: replay)
            } catch {
                throw InputError(diagnostics: [error])
            }
        }
    }

    /// The name of a run, by what it is about.
    static func runName(collection: String, environment: String?, row: Int?) -> String {
        [collection, environment ?? "", row.map(String.init) ?? ""].joined(separator: "\n")
    }

    /// How long a run took; nil if it is not known.
    func run(_ name: String) -> Double? { runs[name] }

    /// How long a data row of a run took.
    func row(_ index: Int, of name: String) -> Double? {
        guard let times = rows[name], times.indices.contains(index) else { return nil }
        return times[index]
    }

    /// How long a folder or request at the top took.
    func folder(_ folder: String, of name: String) -> Double? { folders[name]?[folder] }

    private func fold(_ event: RunEvent) {
        switch event {
        case .runStarted(let start):
            name = Self.runName(
                collection: start.collectionName, environment: start.environmentName,
                row: start.rowNumber)
            rows[name] = []
        case .iterationStarted(let start):
            row = start.number
            while rows[name, default: []].count <= row { rows[name, default: []].append(0) }
        case .request(let record, let item): add(record.duration.milliseconds, item)
        case .attempt(let record, let item): add(record.requestTime.milliseconds, item)
        case .script(let record, let item): add(record.duration.milliseconds, item)
        default: break
        }
    }

    private func add(_ milliseconds: Double, _ item: ItemReference) {
        runs[name, default: 0] += milliseconds
        if rows[name]?.indices.contains(row) == true { rows[name]?[row] += milliseconds }
        folders[name, default: [:]][item.folders.first ?? item.id, default: 0] += milliseconds
    }
}
