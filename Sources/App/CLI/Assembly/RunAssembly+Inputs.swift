import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import Platform
import RunModel
import Variables

extension RunAssembly {
    /// Reads all files.
    ///
    /// Those that the runs share are read once, and the first run reports doubts about them.
    func readSources() throws(InputError) -> RunSources {
        let given = try GivenVariables(arguments)
        var network = try Network(arguments.network, console: console)
        network.configuration.shouldCancel = { [interruption] in interruption.isRequested }
        let inputs = InputFiles(
            network: network, api: PostmanAPI(keyWord: arguments.inputs.postmanAPIKey),
            folders: arguments.inputs.folders)
        return RunSources(given: given, network: network, files: try readFiles(inputs, given))
    }

    private func readFiles(
        _ inputs: InputFiles, _ given: GivenVariables
    ) throws(InputError) -> [RunFiles] {
        var runs: [RunFiles] = []
        for name in collectionPaths {
            let collection = try inputs.collection(name)
            runs.append(
                RunFiles(name: name, collection: collection, findings: collection.warnings))
        }
        let paths = arguments.inputs
        let environment = try paths.environment.map(inputs.environment) ?? VariableSet()
        let globals = try paths.globals.map(inputs.globals) ?? VariableSet()
        let data = try readData(inputs)
        let cookies = try paths.cookieJar.map(inputs.cookieJar) ?? []
        for index in runs.indices {
            runs[index].environment = environment
            runs[index].globals = globals
            runs[index].data = data
            runs[index].cookies = cookies
        }
        runs[0].findings +=
            environment.warnings + globals.warnings + data.warnings + given.warnings
        return runs
    }

    private func readData(_ inputs: InputFiles) throws(InputError) -> IterationData {
        guard let name = arguments.inputs.iterationData else { return IterationData() }
        return try inputs.iterationData(
            name, types: arguments.inputs.dataTypes, delimiter: arguments.inputs.dataDelimiter)
    }

    /// Prints the notes about files at once, and also the warnings if no report on the terminal
    /// will show them.
    func reportFindings(of files: RunFiles) {
        let isReported = arguments.reports.reachTerminal && !arguments.selection.isListing
        for finding in files.findings where finding.severity != .warning || !isReported {
            console.report(finding)
        }
    }

    /// What a run starts with.
    func inputs(_ files: RunFiles, _ plan: RunPlan, _ given: GivenVariables) -> RunInputs {
        var inputs = RunInputs(plan: plan, scopes: scopes(files, given), data: files.data)
        if Reports(arguments: arguments).wantsCollection {
            inputs.reportedCollection = files.collection
        }
        inputs.warnings = files.findings.filter { $0.severity == .warning }
        return inputs
    }

    private func scopes(_ files: RunFiles, _ given: GivenVariables) -> VariableScopes {
        let scopes = VariableScopes(
            environment: VariableScope(files.environment),
            collection: VariableScope(variables: files.collection.variables),
            globals: VariableScope(files.globals))
        scopes.vault = given.vault
        given.lendVariables(to: scopes.environment)
        assign(arguments.variables.collection, to: scopes.collection)
        assign(arguments.variables.environment, to: scopes.environment)
        given.lendSecrets(to: scopes.environment)
        assign(arguments.variables.globals, to: scopes.globals)
        return scopes
    }

    private func assign(_ assignments: [VariableAssignment], to scope: VariableScope) {
        for assignment in assignments {
            scope.set(assignment.key, .string(assignment.value))
        }
    }
}
