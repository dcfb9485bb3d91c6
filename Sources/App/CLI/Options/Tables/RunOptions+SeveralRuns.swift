extension RunArguments {
    static let severalRunsOptions: [Option<RunArguments>] = [
        Option(
            "--each-environment", nil, .runs,
            help: "run the collections once for each of these environments, on top of those of "
                + "--environment: a file, a pattern in quotes such as 'tenants/*.json', or a "
                + "folder",
            repeats: true,
            .required(.file("PATH|GLOB|DIR", ".json")) { $0.several.environments.append($1) }),
        Option(
            "--each-row", nil, .runs,
            help: "make a run of its own for each row of --iteration-data, instead of an iteration",
            .none { $0.several.isEachRow = true }),
        Option(
            "--jobs", nil, .runs,
            help: "how many runs go on side by side (default 8 with --each-environment and "
                + "--each-row, else 1); they mostly wait for servers, so more than the processors "
                + "is sensible. Runs side by side share nothing and have no order",
            .required("N") { (arguments, text) throws(UsageError) in
                arguments.several.jobs = try positive(text, "--jobs")
            }),
        Option(
            "--parallel-iterations", nil, .runs,
            help: "split the iterations of each run into this many runs side by side, each with "
                + "variables, cookies and scripts of its own; with --duration, each repeats them "
                + "for that long",
            .required("N") { (arguments, text) throws(UsageError) in
                arguments.several.parallelIterations = try positive(
                    text, "--parallel-iterations")
            }),
        Option(
            "--fail-fast", nil, .runs,
            help: "when a run has failed, end the others and start no more",
            .none { $0.several.failsFast = true }),
        Option(
            "--shard", nil, .runs,
            help: "run one of several parts, as 2/4; 'auto' takes the part from the variables of "
                + "GitLab, CircleCI, Buildkite, Azure Pipelines, Bitbucket, AWS Batch and Slurm, "
                + "'auto/4' also from those of Kubernetes and GNU parallel, which lack the count",
            .required("NUMBER/COUNT|auto|auto/COUNT") { (arguments, text) throws(UsageError) in
                arguments.several.shard = try ShardChoice(text)
            }),
        Option(
            "--shard-by", nil, .runs,
            help: "what stays in one part: run, row (an iteration with its row of the data) or "
                + "folder (at the top of the collection); by default runs, or rows if there is one "
                + "run, or else folders",
            .required(.choice(of: Sharding.Unit.self)) { (arguments, text) throws(UsageError) in
                arguments.several.shardUnit = try Sharding.Unit.choice(text, "--shard-by")
            }),
        Option(
            "--shard-timings", nil, .runs,
            help: "make parts that take the same time, by the events of an earlier run; without it "
                + "they have the same number",
            repeats: true,
            .required(.file("FILE", ".jsonl")) { $0.several.shardTimings.append($1) }),
    ]
}
