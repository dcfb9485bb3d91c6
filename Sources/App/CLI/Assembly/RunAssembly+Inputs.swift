import CollectionModel
import Diagnostics
import Execution
import RunModel
import Variables

extension RunAssembly {
    /// Prints the notes about files at once, and also the warnings if no report on the terminal
    /// will show them.
    func reportFindings(of files: RunFiles) {
        let reports = arguments.reports
        let isReported =
            (reports.reachTerminal || reports.silenced.contains(.cli))
            && !arguments.selection.isListing
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

    /// Looks at the files that bodies will send, so that no report replaces one.
    ///
    /// The values of data rows and scripts are not known yet.
    func locateBodyFiles(_ set: RunSet) {
        for (files, plan) in zip(set.sources.files, set.plans) {
            let paths = plan.bodyFilePaths
            if paths.isEmpty { continue }
            let resolver = TemplateResolver(
                scopes: scopes(files, set.sources.given), ambience: ambience)
            // A file that is missing gets its warning when the request is built.
            for path in paths { _ = try? set.shared.files.locate(resolver.resolve(path).value) }
        }
    }

    private func scopes(_ files: RunFiles, _ given: GivenVariables) -> VariableScopes {
        let scopes = VariableScopes(
            environment: VariableScope(files.environment.last, over: files.environment.base),
            collection: VariableScope(variables: files.collection.variables),
            globals: VariableScope(files.globals))
        scopes.vault = given.vault
        given.lendVariables(to: scopes.environment)
        assign(arguments.variables.collection, to: scopes.collection)
        assign(arguments.variables.environment, to: scopes.environment)
        for secret in files.environment.secrets {
            scopes.environment.lend(secret.name, secret.value, isSecret: true)
        }
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
