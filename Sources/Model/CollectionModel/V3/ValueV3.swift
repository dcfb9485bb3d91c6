import JSON

/// Reads the values of format 3: texts without a type, which the field gives them
/// (CollectionV3Reference §11.1).
///
/// A file in YAML gives every scalar as text, a document in JSON may give numbers and booleans.
enum ValueV3 {
    /// The value as text: numbers and booleans as spelled, nothing for `null`.
    static func text(_ value: JSONValue?) -> String? {
        guard let value, !value.isNull else { return nil }
        return DefinitionReader.text(value)
    }

    /// The value as true or false; nil if it is neither.
    static func flag(_ value: JSONValue?) -> Bool? {
        if let flag = value?.boolean { return flag }
        return switch value?.string {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// The value as a number; nil if it is none.
    static func number(_ value: JSONValue?) -> Double? {
        value?.double ?? value?.string.flatMap { ScriptNumber($0)?.value }
    }

    /// The value with its place, as another kind.
    static func placed(_ kind: JSONValue.Kind, at value: JSONValue?) -> JSONValue {
        JSONValue(kind, offset: value?.offset ?? -1)
    }

    /// One entry of a list that may be written as a map or as an array.
    struct Entry {
        let key: String
        /// The value; nil for `null` or none.
        let value: JSONValue?
        let isDisabled: Bool
        /// Where it stands, with the members that it has in an array.
        let node: JSONValue

        /// The entry as v2.1 writes it.
        var json: JSONValue {
            var members = [JSONMember(key: "key", value: .string(key))]
            members.append(JSONMember(key: "value", value: value ?? .null))
            if let description = node["description"] {
                members.append(JSONMember(key: "description", value: description))
            }
            if isDisabled { members.append(JSONMember(key: "disabled", value: .boolean(true))) }
            return ValueV3.placed(.object(JSONObject(members)), at: node)
        }
    }
}

extension JSONValue {
    /// The members of a map whose names are those of earlier members.
    var repeatedMembers: [JSONMember] {
        var seen: Set<String> = []
        return (object?.members ?? []).filter { !seen.insert($0.key).inserted }
    }
}
