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
        return type.string
    }
}
