import JSON
import JavaScriptEngine
import RunModel
import Variables

// Other requests of the collection, the visualizer, and the vault.
extension SandboxBridge {
    func addMembers(to functions: inout Functions) {
        addVisualizer(to: &functions)
        addVault(to: &functions)
        functions.add("location") { bridge, arguments in
            let names = [bridge.script.owner] + (bridge.scope?.location ?? [])
            return arguments.context.makeString(Self.join(names))
        }
        functions.add("runRequest") { bridge, arguments in
            let name = try arguments.string(at: 0)
            let variables = try? JSONParser.parse(try arguments.string(at: 1)).object
            let callback = arguments[2]
            // In a turn of its own, with no script on the stack: the micro-tasks of the other scripts have to run.
            bridge.loop.schedule(after: 0) { [unowned bridge] in
                bridge.answer(callback, name, variables ?? JSONObject())
            }
            return arguments.context.undefined
        }
    }

    private func addVisualizer(to functions: inout Functions) {
        functions.add("showable") { bridge, arguments in
            let text = try arguments.string(at: 0)
            return arguments.context.makeString(
                orUndefined: bridge.depth > 0 ? nil : bridge.host?.showable(text))
        }
        functions.add("visualize") { bridge, arguments in
            // As in Postman, only the item's own scripts have a visualization.
            if bridge.depth > 0 { return arguments.context.undefined }
            let record = arguments.isNothing(at: 0) ? nil : try Self.visualization(arguments)
            bridge.host?.visualize(record)
            return arguments.context.undefined
        }
    }

    /// Template and data; where they were rendered also the HTML, or in its place why there is none.
    private static func visualization(
        _ arguments: borrowing ScriptArguments
    ) throws(ScriptException) -> VisualizationRecord {
        VisualizationRecord(
            template: try arguments.string(at: 0), data: try arguments.string(at: 1),
            html: arguments.isNothing(at: 2) ? nil : try arguments.string(at: 2),
            renderingFailure: arguments.isNothing(at: 3) ? nil : try arguments.string(at: 3))
    }

    /// Runs the request and gives the callback an error, or null and the number of the answer, where there is one.
    private func answer(_ callback: ScriptValue, _ name: String, _ variables: JSONObject) {
        guard let context = callback.context else { return }
        var reply = [context.null, context.null]
        do throws(Failure) {
            if let response = try runRequest(named: name, variables: variables) {
                responses.append(response)
                reply[1] = context.makeNumber(responses.count)
            }
        } catch {
            reply[0] = context.makeObject([
                ("name", context.makeString(error.name)),
                ("message", context.makeString(error.message)),
            ])
        }
        turn(callback, reply)
    }

    private func addVault(to functions: inout Functions) {
        functions.add("getSecret") { bridge, arguments in
            let value = try bridge.vault().value(for: try arguments.string(at: 0))
            return arguments.context.makeString(orUndefined: value?.text)
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
