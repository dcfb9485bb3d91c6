import JSON
import JavaScriptEngine
import RunModel
import Variables

// The place of a script in the run, the visualizer, and the vault.
extension SandboxBridge {
    func addMembers(to functions: inout Functions) {
        addVisualizer(to: &functions)
        addVault(to: &functions)
        functions.add("location") { bridge, arguments in
            let names = [bridge.script.owner] + (bridge.scope?.location ?? [])
            return arguments.reply(Self.join(names))
        }
        addReferencedRequests(to: &functions)
    }

    private func addVisualizer(to functions: inout Functions) {
        functions.add("showable") { bridge, arguments in
            let text = try arguments.string(at: 0)
            return arguments.reply(bridge.depth > 0 ? nil : bridge.host?.showable(text))
        }
        functions.add("visualize") { bridge, arguments in
            // As in Postman, only the item's own scripts have a visualization.
            if bridge.depth > 0 { return arguments.context.undefined }
            let record = arguments.isNothing(at: 0) ? nil : try Self.visualization(arguments)
            bridge.host?.visualize(record)
            return arguments.context.undefined
        }
    }

    /// Reads template and data; if they were rendered also the HTML, or why there is none.
    private static func visualization(
        _ arguments: borrowing ScriptArguments
    ) throws(ScriptException) -> VisualizationRecord {
        VisualizationRecord(
            template: try arguments.string(at: 0), data: try arguments.string(at: 1),
            html: arguments.isNothing(at: 2) ? nil : try arguments.string(at: 2),
            renderingFailure: arguments.isNothing(at: 3) ? nil : try arguments.string(at: 3))
    }

    private func addVault(to functions: inout Functions) {
        functions.add("getSecret") { bridge, arguments in
            let value = try bridge.vault().value(for: try arguments.string(at: 0))
            return arguments.reply(value?.text)
        }
        functions.add("setSecret") { bridge, arguments in
            try bridge.vault().set(
                try arguments.string(at: 0), .string(try arguments.string(at: 1)), type: "secret")
            return arguments.context.undefined
        }
        functions.add("unsetSecret") { bridge, arguments in
            try bridge.vault().unset(try arguments.string(at: 0))
            return arguments.context.undefined
        }
    }

    private func vault() throws(ScriptException) -> VariableScope {
        if let vault = scopes.vault { return vault }
        throw ScriptException(
            message: "Vault access denied: this run has no vault; "
                + "give its secrets with '--vault-var NAME=env:VARIABLE'")
    }
}
