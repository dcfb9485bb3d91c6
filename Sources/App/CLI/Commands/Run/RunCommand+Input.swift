import CollectionModel
import Diagnostics
import Execution
import HTTPModel
import Platform
import RunModel
import Variables

/// The files that a run starts from: its collection, and those that all runs share.
struct RunFiles {
    /// What the command line calls the collection.
    var name: String
    var collection: Collection
    var environment = VariableSet()
    var globals = VariableSet()
    var data = IterationData()
    var cookies: [HTTPCookie] = []
    /// What was found in them, and is for this run to tell.
    var findings: [Diagnostic] = []
}

extension RunCommand {
    /// Reads all files, those that the runs share once; what is doubtful in these the first run tells.
    func readFiles(
        _ inputs: InputFiles, _ given: GivenVariables
    ) throws(InputError) -> [RunFiles] {
        var runs: [RunFiles] = []
        for name in collectionPaths {
            let collection = try inputs.collection(name)
            runs.append(
                RunFiles(name: name, collection: collection, findings: collection.warnings))
        }
        let environment = try arguments.environment.map(inputs.environment) ?? VariableSet()
        let globals = try arguments.globals.map(inputs.globals) ?? VariableSet()
        let data = try readData(inputs)
        let cookies = try arguments.cookieJar.map(inputs.cookieJar) ?? []
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
        guard let name = arguments.iterationData else { return IterationData() }
        return try inputs.iterationData(name, types: arguments.dataTypes)
    }

    /// Tells what is doubtful in files: notes at once, warnings as the run's to tell, and at once too where
    /// no report on the terminal tells them.
    func tellFindings(of files: RunFiles) {
        let isReported = arguments.tellsOnTerminal && !arguments.isListing
        for finding in files.findings where finding.severity != .warning || !isReported {
            console.report(finding)
        }
    }

    /// What a run starts with.
    func runInputs(_ files: RunFiles, _ plan: RunPlan, _ given: GivenVariables) -> RunInputs {
        var input = RunInputs(plan: plan, scopes: scopes(files, given), data: files.data)
        if Reports(arguments: arguments).wantsCollection {
            input.reportedCollection = files.collection
        }
        input.warnings = files.findings.filter { $0.severity == .warning }
        return input
    }

    private func scopes(_ files: RunFiles, _ given: GivenVariables) -> VariableScopes {
        let scopes = VariableScopes(
            environment: VariableScope(files.environment),
            collection: VariableScope(variables: files.collection.variables),
            globals: VariableScope(files.globals))
        scopes.vault = given.vault
        given.lendVariables(to: scopes.environment)
        assign(arguments.collectionVariables, to: scopes.collection)
        assign(arguments.environmentVariables, to: scopes.environment)
        given.lendSecrets(to: scopes.environment)
        assign(arguments.globalVariables, to: scopes.globals)
        return scopes
    }

    private func assign(_ assignments: [RunArguments.Assignment], to scope: VariableScope) {
        for assignment in assignments {
            scope.set(assignment.key, assignment.value.map(VariableValue.string) ?? .undefined)
        }
    }

    /// The beginning of a run, which has its place among the others.
    func start(
        _ files: RunFiles, _ inputs: RunInputs, _ settings: RunSettings, number: Int
    ) -> RunStart {
        RunStart(
            collectionName: files.collection.name, collectionID: files.collection.id,
            environmentName: inputs.scopes.environment.name,
            iterationCount: settings.iterationCount, itemCount: inputs.plan.count,
            startedAt: Clocks.secondsSince1970(), number: number,
            runCount: collectionPaths.count)
    }
}
