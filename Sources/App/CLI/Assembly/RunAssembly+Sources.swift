import CollectionModel
import CurlTransport
import Diagnostics
import HTTPModel
import Platform
import Variables

extension RunAssembly {
    /// Reads all files.
    ///
    /// Those that the runs share are read once, and the first run that has a file reports doubts
    /// about it. Before a long collection is read that seems to have scripts, `expectScripts` gets
    /// its beginning.
    func readSources(
        expectScripts: @escaping ([UInt8]) -> Void = { _ in }
    ) throws(InputError) -> RunSources {
        let given = try GivenVariables(arguments)
        var network = try Network(arguments.network, console: console)
        network.configuration.shouldCancel = { [interruption] in interruption.isRequested }
        let inputs = InputFiles(
            network: network, api: PostmanAPI(keyWord: arguments.inputs.postmanAPIKey),
            folders: arguments.inputs.folders,
            keepsJSON: arguments.exports.collection != nil
                || Reports(arguments: arguments).wantsCollection,
            expectScripts: expectScripts)
        return RunSources(given: given, network: network, files: try readFiles(inputs, given))
    }

    private func readFiles(
        _ inputs: InputFiles, _ given: GivenVariables
    ) throws(InputError) -> [RunFiles] {
        var collections: [RunFiles] = []
        for (number, name) in collectionPaths.enumerated() {
            let collection = try inputs.collection(name)
            collections.append(
                RunFiles(name: name, collectionNumber: number, collection: collection))
        }
        let environments = try readSecrets(for: try readEnvironments(inputs))
        let globals = try arguments.inputs.globals.map(inputs.globals) ?? VariableSet()
        let data = try readData(inputs)
        let cookies = try arguments.inputs.cookieJar.map(inputs.cookieJar) ?? []
        for index in collections.indices {
            collections[index].globals = globals
            collections[index].cookies = cookies
        }
        var runs = product(collections, environments, data)
        runs[0].findings += globals.warnings + data.warnings + given.warnings
        addFindings(to: &runs)
        return runs
    }

    /// Every collection with every environment and, if they are runs of their own, every row.
    private func product(
        _ collections: [RunFiles], _ environments: [RunEnvironment], _ data: IterationData
    ) -> [RunFiles] {
        let isEachRow = arguments.several.isEachRow && data.count > 0
        let rows = isEachRow ? (0..<data.count).map { data.only([$0]) } : [data]
        var runs: [RunFiles] = []
        for environment in environments {
            for (number, row) in rows.enumerated() {
                for var run in collections {
                    run.environment = environment
                    run.data = row
                    run.rowNumber = isEachRow ? number : nil
                    let own = collections.count > 1 ? [run.collection.name] : []
                    let parts = [environment.label].compactMap(\.self) + own
                    runs += split(run, named: parts, group: runs.count)
                }
            }
        }
        return runs
    }

    /// Splits the iterations of a run as `--parallel-iterations` says, in turn, and names the runs.
    private func split(_ run: RunFiles, named parts: [String], group: Int) -> [RunFiles] {
        guard arguments.several.areByTenant else { return [run] }
        let isTimed = arguments.selection.duration != nil
        let total = isTimed ? .max : iterationCount(run)
        let count = min(arguments.several.parallelIterations ?? 1, total)
        return (0..<count).map { user in
            var part = run
            let name = count > 1 ? parts + ["user \(user + 1)"] : parts
            part.label =
                name.isEmpty && run.rowNumber == nil ? nil : name.joined(separator: " / ")
            if count == 1 { return part }
            part.userGroup = group
            if isTimed {
                part.data = run.data.inTurn(from: user, by: count)
                return part
            }
            part.iterationCount = (total - 1 - user) / count + 1
            part.data = run.data.only(iterations: stride(from: user, to: total, by: count))
            return part
        }
    }

    /// Adds the doubts about collections and environments to the first run that has each.
    private func addFindings(to runs: inout [RunFiles]) {
        // Each number is less than the count of runs.
        var seenCollections = [Bool](repeating: false, count: runs.count)
        var seenEnvironments = seenCollections
        var seen: Set<Diagnostic> = []
        for index in runs.indices {
            let run = runs[index]
            if !seenCollections[run.collectionNumber] {
                seenCollections[run.collectionNumber] = true
                runs[index].findings = run.collection.warnings + run.findings
            }
            if !seenEnvironments[run.environment.number] {
                seenEnvironments[run.environment.number] = true
                runs[index].findings += run.environment.warnings
            }
            // What `--secrets-from` lacks is the same for each environment.
            runs[index].findings.removeAll { !seen.insert($0).inserted }
        }
    }

    // MARK: Environments

    private func readEnvironments(_ inputs: InputFiles) throws(InputError) -> [RunEnvironment] {
        let layerPaths = arguments.inputs.environments
        var layers: [VariableSet] = []
        for path in layerPaths { layers.append(try inputs.environment(path)) }
        if arguments.several.environments.isEmpty {
            return [RunEnvironment(number: 0, layers: layers, paths: layerPaths)]
        }
        let found = try EnvironmentPaths(
            arguments.several.environments, of: "--each-environment", layers: layerPaths)
        var environments: [RunEnvironment] = []
        for (number, path) in found.paths.enumerated() {
            var environment = RunEnvironment(
                number: number, layers: layers + [try inputs.environment(path)],
                paths: layerPaths + [path])
            // The layers are the same for all, so the first reports doubts about them.
            if number > 0 { environment.warnings = environment.last.warnings }
            environments.append(environment)
        }
        environments[0].warnings += found.warnings + found.notes
        return Self.labelled(environments)
    }

    /// Adds to each environment the secrets that `--secrets-from` has for it.
    private func readSecrets(
        for environments: [RunEnvironment]
    ) throws(InputError) -> [RunEnvironment] {
        let sources = arguments.variables.secretSources
        if sources.isEmpty || arguments.selection.isListing { return environments }
        let jobs = arguments.several.jobs(runCount: environments.count)
        return try SecretsReading(sources, for: environments).environments(jobs: jobs)
    }

    /// Names each environment as its file does; if that name is not unique, by its path, and of
    /// addresses that differ in what is not shown, by its number.
    private static func labelled(_ environments: [RunEnvironment]) -> [RunEnvironment] {
        var labels = environments.map { $0.last.name ?? $0.fileName }
        for additions in [environments.map(\.shownPath), environments.map { "\($0.number + 1)" }] {
            let counts = Dictionary(labels.map { ($0, 1) }, uniquingKeysWith: +)
            labels = zip(labels, additions).map { counts[$0] == 1 ? $0 : "\($0) (\($1))" }
        }
        return zip(environments, labels).map { environment, label in
            var labelled = environment
            labelled.label = label
            return labelled
        }
    }

    private func readData(_ inputs: InputFiles) throws(InputError) -> IterationData {
        guard let name = arguments.inputs.iterationData else { return IterationData() }
        return try inputs.iterationData(
            name, types: arguments.inputs.dataTypes, delimiter: arguments.inputs.dataDelimiter)
    }
}
