/// Which runs a command makes of its collections, environments and data rows.
struct SeveralRunsArguments {
    /// The files, patterns and folders of environments that each have runs of their own.
    var environments: [String] = []
    /// Whether each data row has runs of its own.
    var isEachRow = false

    /// In how many runs the iterations are split; nil for none.
    var parallelIterations: Int?
    /// How many runs may go on side by side; nil for the default.
    var jobs: Int?
    /// Whether a failed run ends the others.
    var failsFast = false

    /// Which part of the runs this process has.
    var shard: ShardChoice?
    /// What shards keep together; nil for the default.
    var shardUnit: Sharding.Unit?
    /// The event streams of an earlier run, by which shards take the same time.
    var shardTimings: [String] = []

    /// As many runs as keep a few slow servers busy, without a flood of connections to one of them.
    static let defaultJobs = 8
    private static let mostUsers = 10_000

    /// Whether runs differ in more than their collection.
    var areByTenant: Bool {
        !environments.isEmpty || isEachRow || (parallelIterations ?? 1) > 1
    }

    /// How many of so many runs go on side by side.
    func jobs(runCount: Int) -> Int {
        max(1, min(jobs ?? parallelIterations ?? (areByTenant ? Self.defaultJobs : 1), runCount))
    }

    /// Refuses options that would have no effect.
    func check(_ inputs: InputArguments) throws(UsageError) {
        for (name, isGiven) in [
            ("--shard-by", shardUnit != nil), ("--shard-timings", !shardTimings.isEmpty),
        ] where isGiven && shard == nil {
            throw UsageError(message: "'\(name)' is given without '--shard'")
        }
        if (parallelIterations ?? 1) > Self.mostUsers {
            throw UsageError(
                message: "'--parallel-iterations' must be at most \(Self.mostUsers)")
        }
        if isEachRow, inputs.iterationData == nil {
            throw UsageError(
                message: "'--each-row' is given without '--iteration-data'",
                help: ["give the rows with '-d FILE'"])
        }
    }
}
