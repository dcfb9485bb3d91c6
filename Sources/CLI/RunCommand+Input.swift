import CollectionModel
import Diagnostics
import Execution
import HTTPModel
import Platform
import RunModel
import Variables

/// The files that a run starts from.
struct RunFiles {
    var collection: Collection
    var environment = VariableSet()
    var globals = VariableSet()
    var data = IterationData()
    var cookies: [HTTPCookie] = []

    /// What was found in them.
    var findings: [Diagnostic] {
        collection.warnings + environment.warnings + globals.warnings + data.warnings
    }
}

extension RunCommand {
    /// Reads all files.
    func readFiles(_ inputs: InputFiles) throws(InputError) -> RunFiles {
        var files = RunFiles(collection: try inputs.collection(collectionPath))
        if let name = arguments.environment { files.environment = try inputs.environment(name) }
        if let name = arguments.globals { files.globals = try inputs.globals(name) }
        if let name = arguments.iterationData {
            files.data = try inputs.iterationData(name, types: arguments.dataTypes)
        }
        if let name = arguments.cookieJar { files.cookies = try inputs.cookieJar(name) }
        return files
    }

    /// Plans the run that files ask for; notes about them are printed at once, warnings are the run's
    /// to tell, and printed too where no report on the terminal tells them.
    func runInputs(_ files: RunFiles) throws(InputError) -> RunInputs {
        var input = RunInputs(
            plan: try plan(files.collection), scopes: try scopes(files), data: files.data)
        input.warnings = files.findings.filter { $0.severity == .warning }
        let isReported = arguments.reporters.contains(.cli)
        for finding in files.findings where finding.severity != .warning || !isReported {
            console.report(finding)
        }
        return input
    }

    private func plan(_ collection: Collection) throws(InputError) -> RunPlan {
        do throws(SelectionError) {
            return try RunPlan(collection, selecting: arguments.folders)
        } catch {
            throw InputError(diagnostics: [
                Diagnostic(
                    .error, "the collection has no folder or request '\(error.name)'",
                    at: Place(file: collectionPath),
                    help: CommandSpelling.suggestion(for: error.name, among: error.available))
            ])
        }
    }

    private func scopes(_ files: RunFiles) throws(InputError) -> VariableScopes {
        let scopes = VariableScopes(
            environment: VariableScope(files.environment),
            collection: VariableScope(variables: files.collection.variables),
            globals: VariableScope(files.globals))
        scopes.vault = try VaultSecret.vault(of: arguments.vault)
        assign(arguments.collectionVariables, to: scopes.collection)
        assign(arguments.environmentVariables, to: scopes.environment)
        assign(arguments.globalVariables, to: scopes.globals)
        return scopes
    }

    private func assign(_ assignments: [RunArguments.Assignment], to scope: VariableScope) {
        for assignment in assignments {
            scope.set(assignment.key, assignment.value.map(VariableValue.string) ?? .undefined)
        }
    }

    func start(
        _ collection: Collection, _ inputs: RunInputs, _ settings: RunSettings
    ) -> RunStart {
        RunStart(
            collectionName: collection.name, collectionID: collection.id,
            environmentName: inputs.scopes.environment.name,
            iterationCount: settings.iterationCount, itemCount: inputs.plan.count,
            startedAt: Clocks.secondsSince1970())
    }
}
