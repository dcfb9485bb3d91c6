import CollectionModel
import Diagnostics
import Execution
import Platform
import Reporting
import Scripting

extension RunAssembly {
    /// Plans all runs: which requests of their collections they send.
    func plans(_ runs: [RunFiles]) throws(InputError) -> [RunPlan] {
        var selection = Selection()
        selection.included = arguments.selection.folders + arguments.selection.items
        selection.followsNames = !arguments.selection.items.isEmpty
        selection.excluded = arguments.selection.excludedFolders
        if let namePattern { selection.admits = { namePattern.matches($0) } }
        // By the number of the collection.
        var known = [RunPlan?](repeating: nil, count: runs.count)
        let plans = runs.map { files in
            if arguments.selection.isLastFailed {
                var selection = selection
                selection.included = files.lastFailed
                return RunPlan(files.collection, selecting: selection)
            }
            // The runs of a collection share its plan.
            let plan =
                known[files.collectionNumber] ?? RunPlan(files.collection, selecting: selection)
            known[files.collectionNumber] = plan
            return plan
        }
        try checkNames(plans, runs)
        try checkRest(plans)
        return plans
    }

    /// Leaves the runs of this process, if `--shard` says that others have the rest.
    func sharded(
        _ sources: RunSources, _ plans: [RunPlan]
    ) throws(InputError) -> (RunSources, [RunPlan], Shard?) {
        let several = arguments.several
        guard let choice = several.shard else { return (sources, plans, nil) }
        var shard = try choice.shard { ProcessEnvironment[$0] }
        let timings =
            several.shardTimings.isEmpty ? nil : try ShardTimings(several.shardTimings)
        let (runs, plan) = try Sharding(shard: shard, unit: several.shardUnit, timings: timings)
            .runs(
                of: zip(sources.files, plans).map { files, plan in
                    Sharding.Planned(
                        files: files, plan: plan, iterationCount: iterationCount(files))
                })
        shard.plan = plan
        if runs.isEmpty {
            console.report(
                Diagnostic(
                    .note, "shard \(shard.number) of \(shard.count) has nothing to run"))
        }
        var own = sources
        own.files = runs.map(\.files)
        return (own, runs.map(\.plan), shard)
    }

    /// Refuses a name that no collection has.
    private func checkNames(_ plans: [RunPlan], _ runs: [RunFiles]) throws(InputError) {
        let unknown = plans[0].unknownNames.filter { name in
            plans.allSatisfy { $0.unknownNames.contains(name) }
        }
        if unknown.isEmpty { return }
        let isSingle = collectionPaths.count == 1
        throw InputError(
            diagnostics: unknown.map { name in
                let choices = runs.prefix(collectionPaths.count).flatMap {
                    Selection.choices(in: $0.collection, asPaths: name.contains("/"))
                }
                return Diagnostic(
                    .error,
                    (isSingle ? "the collection has no" : "none of the collections has a")
                        + " folder or request '\(name)'",
                    at: Place(file: isSingle ? ShownWord.of(runs[0].name) : nil),
                    help: CommandSpelling.suggestion(for: name, among: choices))
            })
    }

    /// Refuses a selection that leaves out every request.
    ///
    /// An empty folder is not an error, as in Newman.
    private func checkRest(_ plans: [RunPlan]) throws(InputError) {
        guard plans.allSatisfy({ $0.count == 0 }) else { return }
        let included = plans.reduce(0) { $0 + $1.cut.included }
        let kept = plans.reduce(0) { $0 + $1.cut.kept }
        if included == 0 { return }
        let help = ["'--list' shows the requests that the other options leave to run"]
        if kept == 0 {
            throw InputError(
                "nothing is left to run: '--exclude-folder' leaves out all \(included) requests",
                help: help)
        }
        throw InputError(
            "nothing is left to run: '--request-name' matches none of \(kept) requests", help: help)
    }

    /// Prints what would run.
    func list(_ plans: [RunPlan], of sources: RunSources) {
        var listing = RunListing(
            usesColor: Console.usesColor(arguments.terminal.color, on: .output),
            usesUnicode: arguments.terminal.usesUnicode)
        for (number, (plan, files)) in zip(plans, sources.files).enumerated() {
            let publisher = EventPublisher(listeners: [], listenerFailed: { _ in })
            publisher.learnSecrets(of: inputs(files, plan, sources.given))
            if number > 0 { StandardStream.output.write("\n") }
            let text = publisher.redact(
                listing.list(
                    plan.listing, of: files.title,
                    iterations: iterationCount(files), rows: files.data.count))
            StandardStream.output.write(
                GuardedOutput.isNeeded ? GuardedOutput.guarded(text) : text)
        }
    }

    /// How often the requests run.
    func iterationCount(_ files: RunFiles) -> Int {
        files.iterationCount ?? arguments.selection.iterationCount ?? max(1, files.data.count)
    }
}
