import CollectionModel
import Execution

/// Splits the runs of a command into shards, in the same way in every process.
struct Sharding {
    /// What is kept together.
    enum Unit: String, CaseIterable {
        /// All of a run.
        case run
        /// An iteration of a run, with its data row.
        case row
        /// A folder or request at the top of a run's collection.
        case folder
    }

    /// A run with its plan.
    struct Planned {
        var files: RunFiles
        var plan: RunPlan
        /// How often the requests of the whole run are sent.
        let iterationCount: Int
    }

    let shard: Shard
    /// The unit; nil for the largest that splits the runs.
    let unit: Unit?
    /// How long units took in an earlier run; nil if that is not known.
    let timings: ShardTimings?

    /// More units are refused, since each takes memory.
    private static let unitLimit = 10_000_000

    /// The runs of the shard, in their order, and what was split; no runs if there are fewer units
    /// than shards.
    func runs(of all: [Planned]) throws(InputError) -> (runs: [Planned], plan: String) {
        let unit = unit ?? Self.unit(for: all)
        let counts = all.map { Self.count($0, unit) }
        if counts.reduce(0, +) > Self.unitLimit {
            throw InputError(
                "there are too many iterations for '--shard', at most \(Self.unitLimit) are split",
                help: ["'--shard-by folder' splits the collection instead"])
        }
        let units = counts.enumerated().flatMap { run, count in
            (0..<count).map { (run: run, part: $0) }
        }
        let weights = units.map { weight(all[$0.run], $0.part, unit) }
        let split = Self.split(weights, into: shard.count)
        let chosen = split[shard.number - 1]
        var parts: [Int: [Int]] = [:]
        for index in chosen { parts[units[index].run, default: []].append(units[index].part) }
        let runs = all.enumerated().compactMap { run, planned in
            parts[run].map { Self.restricted(planned, to: $0, unit, of: counts[run]) }
        }
        let iterations = all.map(\.iterationCount)
        return (runs, Digest.of("\(unit) \(all.map(Self.name)) \(iterations) \(counts) \(split)"))
    }

    private static func name(of run: Planned) -> String {
        ShardTimings.runName(
            collection: run.files.collection.name, environment: run.files.environment.shownName,
            row: run.files.rowNumber)
    }

    private static func unit(for runs: [Planned]) -> Unit {
        if runs.count > 1 { return .run }
        return runs.contains { min($0.files.data.count, $0.iterationCount) > 1 } ? .row : .folder
    }

    private static func count(_ run: Planned, _ unit: Unit) -> Int {
        switch unit {
        case .run: 1
        case .row: run.iterationCount
        case .folder: max(1, run.plan.topLevelNames.count)
        }
    }

    private static func restricted(
        _ run: Planned, to parts: [Int], _ unit: Unit, of count: Int
    ) -> Planned {
        if parts.count == count { return run }
        var result = run
        switch unit {
        case .run: break
        case .row:
            result.files.iterationCount = parts.count
            result.files.data = run.files.data.only(iterations: parts)
        case .folder:
            let names = run.plan.topLevelNames
            result.plan = run.plan.keeping(topLevel: Set(parts.map { names[$0] }))
        }
        return result
    }

    // MARK: Weights

    private func weight(_ run: Planned, _ part: Int, _ unit: Unit) -> Double? {
        guard let timings else { return nil }
        let name = Self.name(of: run)
        return switch unit {
        case .run: timings.run(name)
        case .row: timings.row(part, of: name)
        case .folder: timings.folder(run.plan.topLevelNames[part], of: name)
        }
    }

    /// Splits units into so many parts, each a list of indices in order.
    ///
    /// Without weights the units are dealt out in turn. With weights, the heaviest that is left
    /// goes to the part that has least; a unit without one counts as the mean.
    static func split(_ weights: [Double?], into count: Int) -> [[Int]] {
        var parts = [[Int]](repeating: [], count: count)
        let known = weights.compactMap(\.self)
        guard !known.isEmpty else {
            for index in weights.indices { parts[index % count].append(index) }
            return parts
        }
        let mean = known.reduce(0, +) / Double(known.count)
        let loads = weights.map { $0 ?? mean }
        let order = loads.indices.sorted { (loads[$1], $0) < (loads[$0], $1) }
        var sums = [Double](repeating: 0, count: count)
        for index in order {
            let lightest = sums.indices.min { (sums[$0], $0) < (sums[$1], $1) } ?? 0
            parts[lightest].append(index)
            sums[lightest] += loads[index]
        }
        return parts.map { $0.sorted() }
    }
}
