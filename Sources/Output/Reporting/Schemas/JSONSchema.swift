public import JSON

/// JSON Schemas, in the dialect 2020-12, made by small functions.
public enum JSONSchema {
    /// The address of the dialect.
    public static let dialect = "https://json-schema.org/draft/2020-12/schema"

    /// A schema of one type, such as `string`.
    public static func type(_ name: String, _ description: String? = nil) -> JSONValue {
        .object([("type", .string(name))] + described(description))
    }

    /// A schema of a text that is one of several words.
    public static func words(_ words: [String], _ description: String? = nil) -> JSONValue {
        .object(
            [("type", .string("string")), ("enum", .array(words.map(JSONValue.string)))]
                + described(description))
    }

    /// A schema of an array.
    public static func array(of element: JSONValue, _ description: String? = nil) -> JSONValue {
        .object([("type", .string("array")), ("items", element)] + described(description))
    }

    /// A schema of an object with these members; those whose names end in `?` may be missing.
    public static func object(
        _ members: [(String, JSONValue)], closed: Bool = false, _ description: String? = nil
    ) -> JSONValue {
        let names = members.map { $0.0.hasSuffix("?") ? String($0.0.dropLast()) : $0.0 }
        let required = members.map(\.0).filter { !$0.hasSuffix("?") }
        var schema: [(String, JSONValue)] = [
            ("type", .string("object")),
            ("properties", .object(Array(zip(names, members.map(\.1))))),
        ]
        if !required.isEmpty { schema.append(("required", .array(required.map(JSONValue.string)))) }
        if closed { schema.append(("additionalProperties", .boolean(false))) }
        return .object(schema + described(description))
    }

    /// A schema of what one of several schemas describes.
    public static func any(of schemas: [JSONValue], _ description: String? = nil) -> JSONValue {
        .object([("anyOf", .array(schemas))] + described(description))
    }

    /// A schema of any value.
    public static let anything = JSONValue.object([])

    /// A document: a schema with its title, and the definitions that it refers to.
    public static func document(
        _ title: String, _ description: String, _ schema: JSONValue,
        definitions: [(String, JSONValue)] = []
    ) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("$schema", .string(dialect)), ("title", .string(title)),
            ("description", .string(description)),
        ]
        members += (schema.object?.members ?? []).map { ($0.key, $0.value) }
        if !definitions.isEmpty { members.append(("$defs", .object(definitions))) }
        return .object(members)
    }

    private static func described(_ text: String?) -> [(String, JSONValue)] {
        text.map { [("description", .string($0))] } ?? []
    }
}

/// The definitions of a schema, each under the name of its type.
struct SchemaDefinitions {
    private(set) var members: [(String, JSONValue)] = []

    /// Returns a reference to a definition, which `schema` makes if it is new.
    mutating func reference(
        _ name: String, _ schema: (inout SchemaDefinitions) -> JSONValue
    ) -> JSONValue {
        if !members.contains(where: { $0.0 == name }) {
            let index = members.count
            members.append((name, .null))
            members[index].1 = schema(&self)
        }
        return .object([("$ref", .string("#/$defs/\(name)"))])
    }
}
