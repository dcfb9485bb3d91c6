public import JSON

extension VariableSet {
    /// What the export of a run contains in addition to the variables.
    public struct ExportMark: Sendable {
        /// `environment` or `globals`.
        public var scope: String
        /// When it was made, as ISO 8601.
        public var time: String
        /// Who made it, as `Posthaste/1.0.0`.
        public var program: String

        /// Makes a mark.
        public init(scope: String, time: String, program: String) {
            self.scope = scope
            self.time = time
            self.program = program
        }
    }

    /// The file with another list of variables; nil keeps the one it has.
    ///
    /// Its other members and their order stay; a bare array becomes the app's form of an export.
    public func exported(_ variables: [JSONValue]?, _ mark: ExportMark) -> JSONValue {
        var object =
            json.object
            ?? JSONObject([
                JSONMember(key: "name", value: .string(mark.scope))
            ])
        if let list = variables ?? json.array {
            object["values"] = .array(list)
        } else if object["values"] == nil {
            object["values"] = .array([])
        }
        if object["_postman_variable_scope"] == nil {
            object["_postman_variable_scope"] = .string(mark.scope)
        }
        object["_postman_exported_at"] = .string(mark.time)
        object["_postman_exported_using"] = .string(mark.program)
        return JSONValue(.object(object))
    }

    /// Whether the file marks its variables by `enabled`, as the app does.
    public var marksEnabled: Bool {
        variables.isEmpty || variables.contains { $0.json["enabled"] != nil }
    }
}
