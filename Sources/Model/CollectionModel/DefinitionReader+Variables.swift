import Diagnostics
import JSON

extension DefinitionReader {
    /// Reads an environment or globals: the export's object, or a bare array (§1.1).
    func variableSet(_ root: JSONValue) -> VariableSet {
        if let list = root.array, ForeignFormat(environment: root) == nil {
            if list.isEmpty {
                defect(
                    "this is not a Postman environment: it is an empty list", at: root,
                    help: ["export the environment from Postman, or leave the file out"])
            }
            return VariableSet(variables: root.elements.compactMap(variable), json: root)
        }
        if let format = ForeignFormat(environment: root) {
            defect(
                "this is not a Postman environment: it is \(format.name)", at: root,
                help: [ForeignFormat.environmentHelp])
            return VariableSet(json: root)
        }
        guard root.given("values") != nil else {
            let help =
                root["item"] != nil
                ? "the file looks like a collection; give it without -e"
                : "export the environment from Postman"
            defectOfMissing("values", in: root, .environment, "environment", help: help)
            return VariableSet(json: root)
        }
        remarkMisspellings(in: root, .environment)
        if let values = root.given("values"), let object = values.object,
            object["key"] == nil, object["id"] == nil
        {
            mismatch("values", expected: "a list of objects with 'key' and 'value'", at: values)
            return VariableSet(json: root)
        }
        return VariableSet(
            id: text("id", in: root), name: text("name", in: root),
            variables: list("values", in: root).compactMap(variable), json: root)
    }

    /// Reads a variable of a collection, an environment or globals.
    func variable(_ node: JSONValue) -> VariableDefinition? {
        hidingText { definition(of: node) }
    }

    private func definition(of node: JSONValue) -> VariableDefinition? {
        guard let object = node.object else {
            mismatch("variable", expected: "an object with 'key' and 'value'", at: node)
            return nil
        }
        let misspelled = remarkMisspellings(in: node, .variable)
        guard let key = text("key", in: node) ?? text("id", in: node) else {
            if !misspelled.contains("key") {
                remark("a variable without 'key' is left out", at: node)
            }
            return nil
        }
        if let enabled = node.given("enabled"), enabled.boolean == nil {
            oddity("enabled", expected: "true or false", at: enabled, "it is taken as true")
        }
        return VariableDefinition(
            key: key, value: object["value"], type: type(of: node),
            isDisabled: isDisabled(node) || node["enabled"]?.boolean == false, json: object)
    }

    private func type(of node: JSONValue) -> String? {
        guard let type = node.given("type") else { return nil }
        if type.string == nil { oddity("type", expected: "a string", at: type, "it has no effect") }
        return secretType(type) ?? type.string
    }

    private static let types: Set = [
        "secret", "default", "string", "boolean", "number", "any", "text", "array", "object",
    ]

    /// `secret` for a type that was meant to be it; nil for any other.
    private func secretType(_ type: JSONValue) -> String? {
        guard let word = type.string, !Self.types.contains(word),
            Spelling.nearest(to: word, among: ["secret"]) != nil
        else { return nil }
        remark(
            "the type '\(word)' is unknown; the value is taken as a secret", at: type,
            help: ["did you mean 'secret'?"])
        return "secret"
    }
}
