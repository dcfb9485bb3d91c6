import CollectionModel
public import JSON

/// Puts the values of variables in place of `{{name}}` tokens (reference §4.2).
///
/// The innermost token first, names as they stand between the braces, up to 19 passes; what no
/// scope knows stays as it is and is remembered for the warning.
public final class TemplateResolver {
    /// How often a text is scanned before what is left stays.
    private static let passLimit = 19
    /// How many tokens of one text are replaced: variables that hold themselves several times would
    /// otherwise fill the memory long before the last pass.
    private static let replacementLimit = 1_000_000

    /// The scopes that values come from.
    public let scopes: VariableScopes
    private let dynamic: DynamicVariables
    private var unresolved: [String] = []
    private var knownUnresolved: Set<String> = []

    /// Makes a resolver over the scopes of a run.
    public init(scopes: VariableScopes, ambience: Ambience) {
        self.scopes = scopes
        dynamic = DynamicVariables(ambience: ambience)
    }

    /// The names that stayed unresolved since the last call, each once, in order.
    public func takeUnresolvedNames() -> [String] {
        if unresolved.isEmpty { return [] }
        defer {
            unresolved = []
            knownUnresolved = []
        }
        return unresolved
    }

    /// The names between the braces of a text, in order.
    public static func names(in text: String) -> [String] {
        guard mayHoldToken(text) else { return [] }
        let bytes = Array(text.utf8)
        return TokenScanner(bytes).map { name(of: $0, in: bytes) }
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

    /// The text with all known variables put in.
    public func resolve(_ text: String) -> String {
        guard Self.mayHoldToken(text) else { return text }
        var bytes = Array(text.utf8)
        var pass = Pass(left: Self.replacementLimit)
        for _ in 0..<Self.passLimit where pass.left > 0 {
            guard let next = replace(in: bytes, &pass) else {
                note(pass.unknown)
                return String(decoding: bytes, as: UTF8.self)
            }
            bytes = next
        }
        note(TokenScanner(bytes).map { Self.name(of: $0, in: bytes) })
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

    /// Whether two braces open one after the other.
    private static func mayHoldToken(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "{"), previous == byte { return true }
            previous = byte
        }
        return false
    }

    private struct Pass {
        /// How many tokens may yet be replaced.
        var left: Int
        /// The names that the last scan found no value for.
        var unknown: [String] = []
    }

    /// One scan from left to right, or nil where nothing was replaced.
    private func replace(in bytes: [UInt8], _ pass: inout Pass) -> [UInt8]? {
        var result: [UInt8] = []
        var copied = 0
        pass.unknown.removeAll(keepingCapacity: true)
        for token in TokenScanner(bytes) where pass.left > 0 {
            let key = Self.name(of: token, in: bytes)
            guard let value = value(named: key) else {
                pass.unknown.append(key)
                continue
            }
            result += bytes[copied..<token.lowerBound]
            result += value.utf8
            copied = token.upperBound
            pass.left -= 1
        }
        return copied > 0 ? result + bytes[copied...] : nil
    }

    private func value(named key: String) -> String? {
        if let text = scopes.text(for: key) { return text }
        // A data value that is null leaves the token in place (§4.2).
        if scopes.data.has(key) { return nil }
        return dynamic.value(named: key) ?? secret(named: key)
    }

    private func secret(named name: String) -> String? {
        guard name.hasPrefix("vault:") else { return nil }
        return scopes.vault?.value(for: String(name.dropFirst(6)))?.text
    }

    private func note(_ names: [String]) {
        for name in names where knownUnresolved.insert(name).inserted {
            unresolved.append(name)
        }
    }

    private static func name(of token: Range<Int>, in bytes: [UInt8]) -> String {
        String(decoding: bytes[(token.lowerBound + 2)..<(token.upperBound - 2)], as: UTF8.self)
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
