public import JSON
import TextEncoding

/// An auth block with its variables substituted: a type, and the parameters of that type.
public struct AuthBlock: Sendable, Hashable {
    /// The type as the file spells it, for instance `oauth2`.
    public var type: String
    /// The parameters in order; of repeated keys the last one counts.
    public var parameters: JSONObject
    /// The element that has the block, for messages: `collection 'Orders'`, `request 'Get'`.
    public var owner: String
    /// The variables that leave a parameter empty, by the key of the parameter.
    public var emptyVariables: [String: String] = [:]

    /// Creates a block.
    public init(type: String, parameters: JSONObject = JSONObject(), owner: String = "") {
        self.type = type
        self.parameters = parameters
        self.owner = owner
    }

    /// Returns the name of the first variable in the text that has no value; nil if there is none.
    public static func unresolvedName(in text: String) -> String? {
        guard let open = text.firstRange(of: "{{"),
            let close = text[open.upperBound...].firstRange(of: "}}")
        else { return nil }
        return text[open.upperBound..<close.lowerBound].trimmed
    }

    /// Returns the parameter as text: absent and null are empty, numbers and booleans are spelled
    /// out.
    func text(_ key: String) throws(SigningError) -> String {
        guard let value = parameters[key] else { return "" }
        guard let text = value.scalarText else {
            throw SigningError(.malformedCredential(parameter: key, form: value.kindName))
        }
        if let name = Self.unresolvedName(in: text) {
            throw SigningError(.unresolvedVariable(name: name, key: key))
        }
        return text
    }

    /// Returns a parameter that the scheme can do without; empty if a variable in it has no value.
    func optionalText(_ key: String) throws(SigningError) -> String {
        if let text = parameters[key]?.scalarText, Self.unresolvedName(in: text) != nil {
            return ""
        }
        return try text(key)
    }

    /// Returns the parameter as text.
    ///
    /// - Throws: An error also if the parameter is absent or empty.
    func required(_ key: String) throws(SigningError) -> String {
        let text = try text(key)
        if !text.isEmpty { return text }
        if let name = emptyVariables[key] {
            throw SigningError(.emptyVariable(name: name, key: key))
        }
        throw SigningError(.emptyParameter(key: key, type: type))
    }

    /// Whether the parameter is `true`, as a boolean or as text.
    func isOn(_ key: String) -> Bool { parameters[key]?.scalarText?.lowercased() == "true" }

    /// Returns the parameter as a number; nil if it is absent or empty.
    func number(_ key: String) throws(SigningError) -> Int? {
        let text = try text(key).trimmed
        if text.isEmpty { return nil }
        guard let number = Int(text) else {
            throw SigningError(.invalidParameter(key: key, problem: .notNumber(text)))
        }
        return number
    }

    /// Returns the parameter as an object, which may be JSON text; empty if it is absent or empty.
    func object(_ key: String) throws(SigningError) -> JSONObject {
        guard let value = parameters[key], !value.isNull else { return JSONObject() }
        if let object = value.object { return object }
        let text = try text(key).trimmed
        if text.isEmpty { return JSONObject() }
        guard let object = (try? JSONParser.parse(text))?.object else {
            throw SigningError(.invalidParameter(key: key, problem: .notJSONObject))
        }
        return object
    }

    /// Returns the value that the parameter names, or the first one if it is absent or empty.
    func choice(
        _ key: String, among values: [String]
    ) throws(SigningError) -> String {
        let text = try text(key).trimmed
        if text.isEmpty, let first = values.first { return first }
        guard let value = values.first(where: { $0.lowercased() == text.lowercased() }) else {
            throw SigningError(
                .invalidParameter(key: key, problem: .notOneOf(values, found: text)))
        }
        return value
    }
}

extension JSONValue {
    /// A scalar as text, null as the empty text; nil for arrays and objects.
    public var scalarText: String? {
        switch kind {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .number(let number): number.literal
        case .string(let text): text
        case .array, .object: nil
        }
    }
}
