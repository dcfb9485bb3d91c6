public import CollectionModel
public import JSON
import TextEncoding

/// Puts the values of variables in place of `{{name}}` tokens (NewmanReference §4.2).
///
/// It keeps nothing between two calls: what is wrong with the variables of a value comes back with
/// it.
public struct TemplateResolver {
    /// The scopes that values come from.
    public let scopes: VariableScopes
    private let dynamic: DynamicVariables

    /// Creates a resolver over the scopes of a run.
    public init(scopes: VariableScopes, ambience: Ambience) {
        self.scopes = scopes
        dynamic = DynamicVariables(ambience: ambience)
    }

    /// Returns the text with all known variables put in.
    public func resolve(_ text: String) -> Resolved<String> {
        substituting { $0.resolve(text) }
    }

    /// Returns the value with all strings in it resolved, at any depth; names of members stay.
    public func resolve(_ value: JSONValue) -> Resolved<JSONValue> {
        substituting { $0.resolve(value) }
    }

    /// Returns the request with every variable put in.
    ///
    /// The URL is parsed again afterwards (NewmanReference §4.3), so that a value may bring its own
    /// host, path or query.
    public func resolve(_ request: RequestDefinition) -> Resolved<RequestDefinition> {
        substituting { $0.resolve(request) }
    }

    /// Returns the authorization with every variable in its parameters put in.
    public func resolve(
        _ authorization: AuthorizationDefinition
    ) -> Resolved<AuthorizationDefinition> {
        substituting { $0.resolve(authorization) }
    }

    private func substituting<Value>(_ body: (inout Substitution) -> Value) -> Resolved<Value> {
        var substitution = Substitution(self)
        let value = body(&substitution)
        return Resolved(
            value: value, findings: substitution.findings,
            isConstant: !substitution.foundTokens && substitution.findings.isEmpty)
    }

    // MARK: Names

    /// The names between the braces of a text, in order.
    public static func names(in text: String) -> [String] {
        guard mayHoldToken(text) else { return [] }
        let bytes = Array(text.utf8)
        return TokenScanner(bytes).map { $0.name(in: bytes) }
    }

    /// The first name that follows two open braces which nothing closes; nil if there is none.
    ///
    /// A quotation mark or the end of the line ends the search: no name has them.
    public static func openName(in text: String) -> String? {
        guard mayHoldToken(text) else { return nil }
        var rest = text.utf8[...]
        while let open = rest.firstRange(of: "{{".utf8) {
            rest = rest[open.upperBound...]
            let name = rest.prefix { isNameByte($0) }
            if let first = name.first, isNameStart(first), !isClosed(rest) {
                return String(decoding: name, as: UTF8.self)
            }
        }
        return nil
    }

    /// How deep tokens may nest for their braces to be found closed.
    private static let nestingLimit = 20

    /// Whether a text closes the braces that are open before it, and those of tokens in the name.
    private static func isClosed(_ text: Substring.UTF8View) -> Bool {
        var rest = text
        var depth = 1
        while depth > 0, depth < nestingLimit {
            rest = rest.drop { !"{}\"\n\r".utf8.contains($0) }
            if rest.starts(with: "}}".utf8) {
                depth -= 1
            } else if rest.starts(with: "{{".utf8) {
                depth += 1
            } else {
                return false
            }
            rest = rest.dropFirst(2)
        }
        return depth == 0
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isNameStart(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// The names between the braces of the texts of a value, at any depth.
    public static func names(in value: JSONValue) -> Set<String> {
        switch value.kind {
        case .string(let text): return Set(names(in: text))
        case .array(let elements):
            return elements.reduce(into: []) { $0.formUnion(names(in: $1)) }
        case .object(let object):
            return object.members.reduce(into: []) { $0.formUnion(names(in: $1.value)) }
        case .null, .boolean, .number: return []
        }
    }

    /// Whether two braces open one after the other.
    public static func mayHoldToken(_ text: String) -> Bool {
        var previous: UInt8 = 0
        return text.hasByte { byte in
            defer { previous = byte }
            return byte == UInt8(ascii: "{") && previous == byte
        }
    }

    // MARK: Values

    /// The value that takes the place of a token; nil if the token stays.
    func value(named name: String) -> VariableValue? {
        if let value = scopes.substitute(for: name) { return value }
        // A data value that is null leaves the token in place (NewmanReference §4.2).
        if scopes.data.has(name) { return nil }
        return dynamic.value(named: name).map(VariableValue.string)
    }
}
