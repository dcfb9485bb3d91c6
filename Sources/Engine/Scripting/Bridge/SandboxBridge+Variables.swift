import JSON
import JavaScriptEngine
import Variables

// The variable scopes, by the numbers of the part `variables`.
extension SandboxBridge {
    func addVariables(to functions: inout Functions) {
        addReading(to: &functions)
        addWriting(to: &functions)
        addWarnings(to: &functions)
    }

    private func addReading(to functions: inout Functions) {
        functions.add("getVariable") { bridge, arguments in
            let number = try arguments.double(at: 0)
            let key = try arguments.string(at: 1)
            let value =
                bridge.isMerged(number)
                ? bridge.scopes.value(for: key) : bridge.read(number).value(for: key)
            return try Self.reply(value, to: arguments)
        }
        functions.add("hasVariable") { bridge, arguments in
            let number = try arguments.double(at: 0)
            let key = try arguments.string(at: 1)
            return arguments.context.makeBool(
                bridge.isMerged(number)
                    ? bridge.scopes.value(for: key) != nil : bridge.read(number).has(key))
        }
        functions.add("variableNames") { bridge, arguments in
            let number = try arguments.double(at: 0)
            let names =
                bridge.isMerged(number)
                ? bridge.scopes.names : bridge.read(number).enabledEntries.map(\.key)
            return arguments.reply(Self.join(names))
        }
        functions.add("variableList") { bridge, arguments in
            let scope = bridge.read(try arguments.double(at: 0))
            let list = JSONValue.array(scope.entries.map(Self.definition))
            return arguments.reply(JSONWriter.compact(list))
        }
        functions.add("scopeName") { bridge, arguments in
            let scope = bridge.read(try arguments.double(at: 0))
            return arguments.reply(scope.name)
        }
        functions.add("scopeID") { bridge, arguments in
            let scope = bridge.read(try arguments.double(at: 0))
            return arguments.reply(scope.id)
        }
        functions.add("substitute") { bridge, arguments in
            let resolved = bridge.resolver.resolve(try arguments.string(at: 0))
            for warning in resolved.findings.compactMap(\.structureWarning) {
                bridge.host?.note(warning)
            }
            return arguments.reply(resolved.value)
        }
    }

    private func addWriting(to functions: inout Functions) {
        functions.add("setVariable") { bridge, arguments in
            let scope = bridge.writable(try arguments.double(at: 0))
            let key = try arguments.string(at: 1)
            let value = try Self.value(of: arguments[2])
            let type = arguments[3].isString ? try arguments.string(at: 3) : nil
            scope.set(key, value, type: type.flatMap { Self.types.contains($0) ? $0 : nil })
            if !Self.isJSON(value) { bridge.run.passing.append((scope, key)) }
            return arguments.context.undefined
        }
        functions.add("setStructured") { bridge, arguments in
            let scope = bridge.writable(try arguments.double(at: 0))
            let text = try arguments.string(at: 2)
            // Deeper than the parser goes: kept as the text that it is.
            let value = (try? JSONParser.parse(text)).map { VariableValue($0) } ?? .string(text)
            scope.set(try arguments.string(at: 1), value)
            return arguments.context.undefined
        }
        functions.add("unsetVariable") { bridge, arguments in
            bridge.writable(try arguments.double(at: 0)).unset(try arguments.string(at: 1))
            return arguments.context.undefined
        }
        functions.add("clearVariables") { bridge, arguments in
            bridge.writable(try arguments.double(at: 0)).clear()
            return arguments.context.undefined
        }
    }

    /// A variable as the SDK's lists take it; types that are not theirs are `any`.
    private static func definition(of entry: VariableScope.Entry) -> JSONValue {
        let type = entry.type.flatMap { types.contains($0) ? $0 : nil }
        let members = [
            ("key", JSONValue.string(entry.key)), ("value", entry.value.json),
            ("type", .string(type ?? "any")),
        ]
        return .object(entry.isDisabled ? members + [("disabled", .boolean(true))] : members)
    }

    /// The types that the third argument of `set` can name.
    private static let types: Set<String> = ["string", "number", "boolean", "array", "object"]

    /// Whether JSON has a value like this.
    private static func isJSON(_ value: VariableValue) -> Bool {
        switch value {
        case .undefined: false
        case .number(let number): number.isFinite
        default: true
        }
    }

    /// Makes null of the values that only the running script could see: variables leave a script as
    /// JSON, as in the app.
    ///
    /// Local ones do not leave the run, and stay undefined.
    func settleVariables() {
        for (scope, key) in run.passing {
            guard let value = scope.value(for: key), !Self.isJSON(value) else { continue }
            if value == .undefined, scope === scopes.local { continue }
            scope.set(key, .null)
        }
        run.passing = []
    }

    private func isMerged(_ number: Double) -> Bool {
        number == Double(ScopeNumber.merged.rawValue)
    }

    private static func scope(_ number: Double) -> ScopeNumber {
        Int(exactly: number).flatMap(ScopeNumber.init) ?? .local
    }

    /// The scope of a number to write to.
    private func writable(_ number: Double) -> VariableScope {
        Self.scope(number) == .data ? writableData : read(number)
    }

    /// The scope of a number; all of them together write to the local one.
    private func read(_ number: Double) -> VariableScope {
        switch Self.scope(number) {
        case .globals: scopes.globals
        case .collection: scopes.collection
        case .environment: scopes.environment
        case .data: scopes.data
        case .local, .merged: scopes.local
        }
    }

    private static func reply(
        _ value: VariableValue?, to arguments: borrowing ScriptArguments
    ) throws(ScriptException) -> ScriptValue {
        switch value {
        case nil, .undefined: arguments.context.undefined
        case .null: arguments.context.null
        case .string(let text): arguments.reply(text)
        case .number(let number): arguments.context.makeNumber(number)
        case .boolean(let boolean): arguments.context.makeBool(boolean)
        case .structured(let json): try arguments.context.parseJSON(JSONWriter.compact(json))
        }
    }

    private static func value(of value: ScriptValue) throws(ScriptException) -> VariableValue {
        switch value.kind {
        case .undefined: .undefined
        case .null: .null
        case .boolean: .boolean(value.asBool)
        case .number: .number(try value.asDouble)
        case .string, .symbol, .bigInt, .object: .string(try value.asString)
        }
    }
}
