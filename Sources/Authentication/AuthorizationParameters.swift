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
        return text
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
