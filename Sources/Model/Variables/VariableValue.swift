import CollectionModel
public import JSON

/// The value of a variable, with the type that scripts see.
public enum VariableValue: Sendable, Hashable {
    /// ECMAScript's `undefined`.
    case undefined
    /// `null`
    case null
    /// A string.
    case string(String)
    /// A number.
    case number(Double)
    /// A boolean.
    case boolean(Bool)
    /// An array or object, as JSON.
    case structured(JSONValue)

    /// Takes over a JSON value.
    public init(_ json: JSONValue) {
        self =
            switch json.kind {
            case .null: .null
            case .boolean(let value): .boolean(value)
            case .number(let number): .number(number.double)
            case .string(let text): .string(text)
            case .array, .object: .structured(json)
            }
    }

    /// The value that a file gives its variable, cast to the variable's type.
    init(of definition: VariableDefinition) {
        let value = definition.value.map(VariableValue.init) ?? .undefined
        self = value.cast(to: definition.type)
    }

    /// The value in a text, as ECMAScript turns it into a string (NewmanReference §4.2).
    public var text: String {
        switch self {
        case .undefined: ""
        case .null: "null"
        case .string(let text): text
        case .number(let number): JSONNumber.text(of: number)
        case .boolean(let value): value ? "true" : "false"
        case .structured(let json): Self.text(of: json)
        }
    }

    /// The value as JSON; `undefined` as `null`.
    public var json: JSONValue {
        switch self {
        case .undefined, .null: .null
        case .string(let text): .string(text)
        case .number(let number): .number(number)
        case .boolean(let value): .boolean(value)
        case .structured(let json): json
        }
    }

    private static func text(of json: JSONValue) -> String {
        guard let elements = json.array else { return "[object Object]" }
        return elements.map { $0.isNull ? "" : VariableValue($0).text }.joined(separator: ",")
    }

    /// Casts a value to the type that a file gives its variable (NewmanReference §3.9).
    func cast(to type: String?) -> VariableValue {
        switch type?.lowercased() {
        case "string": self == .undefined ? self : .string(text)
        case "number": .number(number)
        case "boolean": .boolean(isTruthy)
        case "array": structure { $0.array != nil }
        case "object": structure { $0.object != nil }
        default: self
        }
    }

    private var number: Double {
        switch self {
        case .undefined: .nan
        case .null: 0
        case .string(let text): ScriptNumber(text)?.value ?? .nan
        case .number(let number): number
        case .boolean(let value): value ? 1 : 0
        case .structured(let json): ScriptNumber(Self.text(of: json))?.value ?? .nan
        }
    }

    private var isTruthy: Bool {
        switch self {
        case .undefined, .null: false
        case .string(let text): !text.isEmpty
        case .number(let number): number != 0 && !number.isNaN
        case .boolean(let value): value
        case .structured: true
        }
    }

    /// The array or object that this is, or that a string holds as JSON; `undefined` if it is none.
    private func structure(_ isRight: (JSONValue) -> Bool) -> VariableValue {
        var json = json
        if case .string(let text) = self {
            guard let parsed = try? JSONParser.parse(text) else { return .undefined }
            json = parsed
        }
        return isRight(json) ? .structured(json) : .undefined
    }
}
