import Diagnostics
import JSON

/// An environment or globals of format 3 (CollectionV3Reference §10.1) in the form of an export.
struct EnvironmentV3 {
    /// The environment in the form of an export.
    let json: JSONValue

    init(_ value: JSONValue, stem: String, reader: DefinitionReader) {
        var object = value.object ?? JSONObject()
        Self.remarkRepeats(in: value, reader)
        if object["name"] == nil { object["name"] = .string(stem) }
        if let values = value["values"]?.array {
            let variables = values.map { Self.variable($0, reader) }
            object["values"] = ValueV3.placed(.array(variables), at: value["values"])
        }
        json = ValueV3.placed(.object(object), at: value)
    }

    /// The variable with the members that exports have.
    ///
    /// A secret without a value is switched off, so that it counts as not defined.
    private static func variable(_ node: JSONValue, _ reader: DefinitionReader) -> JSONValue {
        guard var object = node.object else { return node }
        remarkRepeats(in: node, reader)
        let isSecret = ValueV3.flag(node["secret"]) == true || node["type"]?.string == "secret"
        let lacksValue = isSecret && (node["value"]?.isNull ?? true)
        let isOff =
            ValueV3.flag(node["disabled"]) == true || ValueV3.flag(node["enabled"]) == false
        if lacksValue && !isOff {
            let name = ValueV3.text(node["key"]) ?? ""
            reader.note(
                .note, "the secret '\(name)' has no value in the file", at: node,
                help: ["give it on the command line: --secret \(name)=env:NAME"])
        }
        object["disabled"] = nil
        object["enabled"] = .boolean(!isOff && !lacksValue)
        if isSecret { object["type"] = .string("secret") }
        object["value"] = ValueV3.placed(
            .string(ValueV3.text(node["value"]) ?? ""), at: node["value"])
        return ValueV3.placed(.object(object), at: node)
    }

    private static func remarkRepeats(in node: JSONValue, _ reader: DefinitionReader) {
        for member in node.repeatedMembers {
            reader.remark(
                "'\(member.key)' stands twice in the same map; the last one counts",
                at: member.value)
        }
    }
}
