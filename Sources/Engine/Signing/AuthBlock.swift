public import JSON

/// An auth block with its variables substituted: a type, and the parameters of that type.
public struct AuthorizationParameters: Sendable, Hashable {
    /// The type as the file spells it, for instance `oauth2`.
    public var type: String
    /// The parameters in order; of repeated keys the last one counts.
    public var parameters: JSONObject
    /// Whose block it is, for messages: `collection 'Orders'`, `folder 'Companies'`, `request 'Get'`.
    public var owner: String

    /// Makes a block.
    public init(type: String, parameters: JSONObject = JSONObject(), owner: String = "") {
        self.type = type
        self.parameters = parameters
        self.owner = owner
    }

    /// The parameter as text: absent and null are empty, numbers and booleans are spelled out.
    func text(_ key: String) throws(AuthenticationError) -> String {
        guard let value = parameters[key] else { return "" }
        guard let text = value.scalarText else {
            throw AuthenticationError(
                .malformedCredential(parameter: key, form: value.kindName), owner: owner)
        }
        try Self.checkResolved(text, key)
        return text
    }

    /// The parameter as text; absent and empty are an error.
    func required(_ key: String) throws(AuthenticationError) -> String {
        let text = try text(key)
        if text.isEmpty { throw AuthenticationError(.emptyParameter(key: key, type: type)) }
        return text
    }

    /// Whether the parameter is `true`, as a boolean or as text.
    func isOn(_ key: String) -> Bool { parameters[key]?.scalarText?.lowercased() == "true" }

    /// The number that the parameter says; nil where it is absent or empty.
    func number(_ key: String) throws(AuthenticationError) -> Int? {
        let text = try text(key).trimmed
        if text.isEmpty { return nil }
        guard let number = Int(text) else {
            throw AuthenticationError(.invalidParameter(key: key, problem: .notNumber(text)))
        }
        return number
    }

    /// The object that the parameter is, or says as JSON text; absent and empty are an empty one.
    func object(_ key: String) throws(AuthenticationError) -> JSONObject {
        guard let value = parameters[key], !value.isNull else { return JSONObject() }
        if let object = value.object { return object }
        let text = try text(key).trimmed
        if text.isEmpty { return JSONObject() }
        guard let object = (try? JSONParser.parse(text))?.object else {
            throw AuthenticationError(.invalidParameter(key: key, problem: .notJSONObject))
        }
        return object
    }

    /// The one of the values that the parameter is, the first where it is absent or empty.
    func choice(
        _ key: String, among values: [String]
    ) throws(AuthenticationError) -> String {
        let text = try text(key).trimmed
        if text.isEmpty, let first = values.first { return first }
        guard let value = values.first(where: { $0.lowercased() == text.lowercased() }) else {
            throw AuthenticationError(
                .invalidParameter(key: key, problem: .notOneOf(values, found: text)))
        }
        return value
    }

    /// Refuses text in which a variable has not been substituted.
    static func checkResolved(_ text: String, _ key: String) throws(AuthenticationError) {
        guard let open = text.firstRange(of: "{{"),
            let close = text[open.upperBound...].firstRange(of: "}}")
        else { return }
        let name = text[open.upperBound..<close.lowerBound].trimmed
        throw AuthenticationError(.unresolvedVariable(name: name, key: key))
    }
}

extension JSONValue {
    /// A scalar as text, null as the empty text; nil for arrays and objects.
    var scalarText: String? {
        switch kind {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .number(let number): number.literal
        case .string(let text): text
        case .array, .object: nil
        }
    }
}
