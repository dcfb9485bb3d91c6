import CollectionModel
public import JSON

/// Puts the values of variables in place of `{{name}}` tokens (reference §4.2).
///
/// The innermost token first, names as they stand between the braces, up to 19 passes; what no
/// scope knows stays as it is and is remembered for the warning.
public final class TemplateResolver {
    /// How often a text is scanned before what is left stays.
    private static let passLimit = 19

    /// The scopes that values come from.
    public let scopes: VariableScopes
    private let dynamic: DynamicVariables
    private var unresolved: [String] = []

    /// Makes a resolver over the scopes of a run.
    public init(scopes: VariableScopes, ambience: Ambience) {
        self.scopes = scopes
        dynamic = DynamicVariables(ambience: ambience)
    }

    /// The names that stayed unresolved since the last call, each once, in order.
    public func takeUnresolvedNames() -> [String] {
        defer { unresolved = [] }
        return unresolved
    }

    /// The names between the braces of a text, in order.
    public static func names(in text: String) -> [String] {
        guard mayHoldToken(text) else { return [] }
        let bytes = Array(text.utf8)
        return TokenScanner(bytes).map {
            String(decoding: bytes[($0.lowerBound + 2)..<($0.upperBound - 2)], as: UTF8.self)
        }
    }

    /// The text with all known variables put in.
    public func resolve(_ text: String) -> String {
        guard Self.mayHoldToken(text) else { return text }
        var bytes = Array(text.utf8)
        for _ in 0..<Self.passLimit {
            guard let next = pass(bytes) else { break }
            bytes = next
        }
        note(unresolvedIn: bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The value with all strings in it resolved, at any depth; names of members stay.
    public func resolve(_ value: JSONValue) -> JSONValue {
        switch value.kind {
        case .string(let text): JSONValue(.string(resolve(text)), offset: value.offset)
        case .array(let elements): .array(elements.map(resolve))
        case .object(let object):
            JSONValue(.object(JSONObject(object.members.map(resolve))), offset: value.offset)
        default: value
        }
    }

    /// The parameter with all strings in its value resolved.
    private func resolve(_ member: JSONMember) -> JSONMember {
        JSONMember(key: member.key, value: resolve(member.value))
    }

    private static func mayHoldToken(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "{"))
    }

    /// One scan from left to right, or nil where nothing was replaced.
    private func pass(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var copied = 0
        var replaced = false
        for token in TokenScanner(bytes) {
            guard let value = value(of: bytes[(token.lowerBound + 2)..<(token.upperBound - 2)])
            else { continue }
            result += bytes[copied..<token.lowerBound]
            result += value.utf8
            copied = token.upperBound
            replaced = true
        }
        return replaced ? result + bytes[copied...] : nil
    }

    private func value(of name: ArraySlice<UInt8>) -> String? {
        let key = String(decoding: name, as: UTF8.self)
        if let value = scopes.local.value(for: key) { return value.text }
        if let value = scopes.data.value(for: key) {
            // A data value that is null leaves the token in place (§4.2).
            return value == .null || value == .undefined ? nil : value.text
        }
        return scopes.value(for: key)?.text ?? dynamic.value(named: key) ?? secret(named: key)
    }

    private func secret(named name: String) -> String? {
        guard name.hasPrefix("vault:") else { return nil }
        return scopes.vault?.value(for: String(name.dropFirst(6)))?.text
    }

    private func note(unresolvedIn bytes: [UInt8]) {
        for token in TokenScanner(bytes) {
            let name = bytes[(token.lowerBound + 2)..<(token.upperBound - 2)]
            let key = String(decoding: name, as: UTF8.self)
            if !unresolved.contains(key) { unresolved.append(key) }
        }
    }
}

/// The tokens of a text from left to right: `{{`, no brace, `}}`.
struct TokenScanner: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Range<Int>? {
        let open = UInt8(ascii: "{")
        let close = UInt8(ascii: "}")
        while index + 3 < bytes.count {
            guard bytes[index] == open, bytes[index + 1] == open else {
                index += 1
                continue
            }
            var end = index + 2
            while end < bytes.count, bytes[end] != open, bytes[end] != close { end += 1 }
            if end + 1 < bytes.count, bytes[end] == close, bytes[end + 1] == close {
                defer { index = end + 2 }
                return index..<(end + 2)
            }
            // `{{{a}}` holds the token `{{a}}` one further on.
            index = end == index + 2 ? index + 1 : end
        }
        return nil
    }
}
