/// Finds the shard in the variables that CI services, clusters and GNU parallel set.
struct ShardEnvironment {
    /// The variables of one program.
    private struct Source {
        let name: String
        /// The variable with the number of the shard.
        let number: String
        /// The variable with the number of the first shard, or that number itself.
        var first = "0"
        /// The variable with the number of shards; nil if the program sets none.
        var count: String?
        /// The variable with the distance between two numbers.
        var step: String?
    }

    /// The most special first: GNU parallel may run in a job of a CI service.
    private static let sources = [
        Source(name: "GNU parallel", number: "PARALLEL_SEQ", first: "1"),
        Source(
            name: "Slurm", number: "SLURM_ARRAY_TASK_ID", first: "SLURM_ARRAY_TASK_MIN",
            count: "SLURM_ARRAY_TASK_COUNT", step: "SLURM_ARRAY_TASK_STEP"),
        Source(name: "Kubernetes", number: "JOB_COMPLETION_INDEX"),
        Source(
            name: "AWS Batch", number: "AWS_BATCH_JOB_ARRAY_INDEX",
            count: "AWS_BATCH_JOB_ARRAY_SIZE"
        ),
        Source(
            name: "GitLab", number: "CI_NODE_INDEX", first: "1", count: "CI_NODE_TOTAL"),
        Source(name: "CircleCI", number: "CIRCLE_NODE_INDEX", count: "CIRCLE_NODE_TOTAL"),
        Source(
            name: "Buildkite", number: "BUILDKITE_PARALLEL_JOB",
            count: "BUILDKITE_PARALLEL_JOB_COUNT"),
        Source(
            name: "Azure Pipelines", number: "SYSTEM_JOBPOSITIONINPHASE", first: "1",
            count: "SYSTEM_TOTALJOBSINPHASE"),
        Source(
            name: "Bitbucket", number: "BITBUCKET_PARALLEL_STEP",
            count: "BITBUCKET_PARALLEL_STEP_COUNT"),
    ]

    private let variable: (String) -> String?

    /// Creates it over the variables of the process.
    init(_ variable: @escaping (String) -> String?) {
        self.variable = variable
    }

    /// Finds the shard, whose count may be given.
    func shard(of given: Int?) throws(InputError) -> Shard {
        var lacksCount: Source?
        for source in Self.sources {
            guard let number = number(source.number) else { continue }
            guard let count = given ?? source.count.flatMap(self.number) else {
                lacksCount = lacksCount ?? source
                continue
            }
            guard (1...ShardChoice.largestCount).contains(count) else {
                throw InputError(
                    "\(source.name) says that there are \(count) shards, not from 1 to "
                        + "\(ShardChoice.largestCount)")
            }
            let first = Int(source.first) ?? self.number(source.first) ?? 0
            let step = source.step.flatMap(self.number) ?? 1
            let place = (number - first) / max(1, step) + 1
            guard (1...count).contains(place) else {
                throw InputError(
                    "the shard \(place) of \(count) does not exist: \(source.name) says "
                        + "\(source.number)=\(number)")
            }
            return Shard(number: place, count: count)
        }
        if let source = lacksCount {
            throw InputError(
                "\(source.name) does not say how many shards there are",
                help: ["give the number: '--shard auto/4'"])
        }
        throw InputError(
            "'--shard auto' finds no shard in the environment",
            help: [
                "it reads the variables of "
                    + Self.sources.map { "\($0.name) (\($0.number))" }.joined(separator: ", "),
                "or give the shard: '--shard 1/4'",
            ])
    }

    private func number(_ name: String) -> Int? {
        // So that sums of them have room.
        variable(name).flatMap { Int32($0) }.map(Int.init)
    }
}
