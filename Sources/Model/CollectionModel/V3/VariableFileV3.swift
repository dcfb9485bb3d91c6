public import JSON

/// Environments and globals in the forms of exports and of format 3, each made from the other.
public enum VariableFileV3 {
    /// Returns an export as YAML of format 3: enabled variables without marks, secrets marked.
    public static func text(_ export: JSONValue) -> String {
        var members: [(String, JSONValue)] = []
        if let name = ValueV3.text(export["name"]) { members.append(("name", .string(name))) }
        if let color = export["color"] { members.append(("color", color)) }
        let values = export["values"] ?? export
        members.append(("values", .array((values.array ?? []).map(variable))))
        return YAMLText.document(.object(members))
    }

    /// Returns what a set has that neither its text in format 3 nor an export has a place for.
    ///
    /// The types of variables are written in an export (`keepsTypes`), and not in format 3.
    public static func losses(of set: VariableSet, keepsTypes: Bool) -> [String] {
        let members = LossesV3.members(
            of: set.json, except: ["name", "values", "color", "scope", "timestamp", "synced"])
        return members
            + LossesV3.variables(set.json["values"] ?? set.json, keepsTypes: keepsTypes)
    }

    private static func variable(_ node: JSONValue) -> JSONValue {
        let isSecret = node["type"]?.string == "secret" || ValueV3.flag(node["secret"]) == true
        var members: [(String, JSONValue)] = [
            ("key", .string(ValueV3.text(node["key"] ?? node["id"]) ?? ""))
        ]
        let value = ValueV3.text(node["value"]) ?? ""
        if !value.isEmpty || !isSecret { members.append(("value", .string(value))) }
        if let text = DescriptionV3.text(of: node["description"]) {
            members.append(("description", .string(text)))
        }
        if isSecret { members.append(("secret", .boolean(true))) }
        if ValueV3.flag(node["enabled"]) == false && !(isSecret && value.isEmpty)
            || ValueV3.flag(node["disabled"]) == true
        {
            members.append(("disabled", .boolean(true)))
        }
        return .object(members)
    }

    /// Returns the set as an export of the app.
    ///
    /// Its id comes from its name, so that a second conversion changes nothing.
    public static func export(_ set: VariableSet, scope: String, path: String) -> JSONValue {
        let values = set.variables.map { variable -> JSONValue in
            let isSecret = variable.type == "secret"
            let value = variable.value ?? .string("")
            // A secret without a value is switched off only while it is read.
            let isOff = variable.isDisabled && !(isSecret && value.string == "")
            var members: [(String, JSONValue)] = [
                ("key", .string(variable.key)),
                ("value", value.isNull ? .string("") : value),
                ("type", .string(variable.type ?? "default")), ("enabled", .boolean(!isOff)),
            ]
            if let text = DescriptionV3.text(of: variable.json["description"]) {
                members.append(("description", .string(text)))
            }
            return .object(members)
        }
        var members: [(String, JSONValue)] = [
            ("id", .string(set.id ?? AuthorizationV3.id(of: "\(scope)/\(path)"))),
            ("name", .string(set.name ?? scope)), ("values", .array(values)),
        ]
        if let color = set.json["color"] { members.append(("color", color)) }
        members.append(("_postman_variable_scope", .string(scope)))
        return .object(members)
    }
}
