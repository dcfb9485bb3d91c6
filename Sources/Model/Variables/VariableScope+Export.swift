import CollectionModel
public import JSON

extension VariableScope {
    /// The variables of a scope as a file lists them.
    public struct Export: Sendable {
        /// The list, or nil if the one that the file has says the same.
        public var variables: [JSONValue]?
        /// The keys of the variables whose values were left out.
        public var withheldKeys: [String]
    }

    /// The variables at the end of a run, as the file has them if they are what they were.
    ///
    /// The values that `isSecret` names are left out, and lent ones as if nobody had lent them. New
    /// variables are marked as enabled as the app does, unless `marksEnabled` is false. An export
    /// over the file itself keeps its secrets: there, the file's value takes the place of one that
    /// is left out.
    public func export(
        marksEnabled: Bool, keepsFileSecrets: Bool = false, isSecret: (Entry) -> Bool
    ) -> Export {
        var export = Export(variables: nil, withheldKeys: [])
        var hasChanged = hasLostEntries
        let list = entries.compactMap(\.ownVersion).map { entry in
            hasChanged = hasChanged || entry.isChanged
            var object = entry.json(marksEnabled: marksEnabled)
            if !entry.value.text.isEmpty, isSecret(entry) {
                if keepsFileSecrets, !entry.isChanged { return JSONValue(.object(object)) }
                let own = keepsFileSecrets ? entry.definition["value"] : nil
                object["value"] = own ?? .string("")
                hasChanged = true
                if !export.withheldKeys.contains(entry.key) {
                    export.withheldKeys.append(entry.key)
                }
            }
            return JSONValue(.object(object))
        }
        if hasChanged { export.variables = list }
        return export
    }

    /// The variables as a report lists them, with `mask` for the values that `isSecret` names.
    public func list(masking isSecret: (Entry) -> Bool, by mask: String) -> JSONValue {
        .array(
            entries.map { entry in
                var object = entry.json(marksEnabled: true)
                if !entry.value.text.isEmpty, isSecret(entry) { object["value"] = .string(mask) }
                return JSONValue(.object(object))
            })
    }
}

extension VariableScope.Entry {
    /// The entry without what was lent: as the file has it, or nil if the file has none.
    ///
    /// What a layer below the file defines is not in it either.
    fileprivate var ownVersion: Self? {
        if isInherited { return nil }
        guard isLent else { return self }
        if definition.members.isEmpty { return nil }
        var entry = self
        entry.type = definition["type"]?.string
        entry.value = VariableValue(
            of: VariableDefinition(key: key, value: definition["value"], type: entry.type))
        return entry
    }

    /// Whether the value is not the one that the file gives.
    fileprivate var isChanged: Bool {
        guard !definition.members.isEmpty else { return true }
        let given = VariableValue(
            of: VariableDefinition(key: key, value: definition["value"], type: type))
        if case .number(let a) = given, case .number(let b) = value, a.isNaN, b.isNaN {
            return false
        }
        return given != value
    }

    /// The members of the variable, with the spelling of the file where the value is the file's.
    fileprivate func json(marksEnabled: Bool) -> JSONObject {
        var object = definition
        guard isChanged else { return object }
        if object.members.isEmpty {
            object["key"] = .string(key)
            object["value"] = writtenValue
            if marksEnabled {
                object["type"] = .string("default")
                object["enabled"] = .boolean(true)
            }
        } else {
            object["value"] = writtenValue
        }
        return object
    }

    /// The value as files hold it: of the types `array` and `object`, JSON in a string.
    private var writtenValue: JSONValue? {
        switch value {
        case .undefined: nil
        case .structured(let json) where type == "array" || type == "object":
            .string(JSONWriter.compact(json))
        default: value.json
        }
    }
}
