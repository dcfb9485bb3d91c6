import CollectionModel
import Diagnostics
import Execution
import Platform
import RunModel
import Variables

extension RunCommand {
    func plan(_ collection: Collection) throws(InputError) -> RunPlan {
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

    func scopes(_ inputs: RunInputs) throws(InputError) -> VariableScopes {
        let scopes = VariableScopes(
            environment: VariableScope(inputs.environment),
            collection: VariableScope(variables: inputs.collection.variables),
            globals: VariableScope(inputs.globals))
        scopes.vault = try VaultSecret.vault(of: arguments.vault)
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
        _ collection: Collection, _ plan: RunPlan, _ scopes: VariableScopes,
        _ settings: RunSettings
    ) -> RunStart {
        RunStart(
            collectionName: collection.name, collectionID: collection.id,
            environmentName: scopes.environment.name, iterationCount: settings.iterationCount,
            itemCount: plan.count, startedAt: Clocks.secondsSince1970())
    }
}
