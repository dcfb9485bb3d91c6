import CollectionModel
import JSON

/// Puts variables into the texts of one value, and collects what is wrong with them.
///
/// It takes the innermost token first, uses names as they stand between the braces, and scans a
/// text up to 19 times; what no scope knows stays as it is (NewmanReference §4.2).
struct Substitution {
    /// How often a text is scanned before what is left stays.
    private static let passLimit = 19
    /// How many tokens of one text are replaced, and how many in the values of its variables: those
    /// that hold themselves several times would otherwise fill the memory, and take seconds, long
    /// before the last pass.
    private static let replacementLimit = 1_000_000
    private static let nestedLimit = 100_000
    /// How many bytes variables may add to one value.
    private let growthLimit: Int

    let resolver: TemplateResolver
    private(set) var findings: [SubstitutionFinding] = []
    /// Whether a text may have held a token.
    private(set) var foundTokens = false
    private var known: Set<SubstitutionFinding> = []
    /// How many bytes were added so far.
    private var growth = 0
    /// Whether tokens are left because variables would add too much.
    private(set) var isOverLimit = false

    init(_ resolver: TemplateResolver, growthLimit: Int = 64 << 20) {
        self.resolver = resolver
        self.growthLimit = growthLimit
    }

    /// The text with all known variables put in.
    mutating func resolve(_ text: String) -> String {
        guard TemplateResolver.mayHoldToken(text) else { return text }
        foundTokens = true
        var bytes = Array(text.utf8)
        var scan = Scan(left: Self.replacementLimit)
        for _ in 0..<Self.passLimit where scan.left > 0 {
            guard let next = replace(in: bytes, &scan) else {
                scan.unknown.forEach { note(finding(ofUnknown: $0)) }
                return String(decoding: bytes, as: UTF8.self)
            }
            bytes = next
            scan.left = min(scan.left, Self.nestedLimit)
        }
        noteUnreplaced(in: bytes, hasLimit: scan.left <= 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Notes why tokens are left after the last scan.
    private mutating func noteUnreplaced(in bytes: [UInt8], hasLimit: Bool) {
        for token in TokenScanner(bytes) {
            let name = token.name(in: bytes)
            if resolver.value(named: name) == nil {
                note(finding(ofUnknown: name))
            } else if !hasLimit {
                note(.selfReferring(name))
            } else if !isOverLimit {
                note(.tooLarge(name, limit: growthLimit))
                isOverLimit = true
            }
        }
    }

    /// The value with all strings in it resolved, at any depth; names of members stay.
    mutating func resolve(_ value: JSONValue) -> JSONValue {
        switch value.kind {
        case .string(let text):
            return JSONValue(.string(resolve(text)), offset: value.offset)
        case .array(let elements):
            return .array(elements.map { resolve($0) })
        case .object(let object):
            let members = object.members.map { resolve($0) }
            return JSONValue(.object(JSONObject(members)), offset: value.offset)
        case .null, .boolean, .number: return value
        }
    }

    /// The parameter with all strings in its value resolved.
    mutating func resolve(_ member: JSONMember) -> JSONMember {
        JSONMember(key: member.key, value: resolve(member.value))
    }

    private struct Scan {
        /// How many tokens may yet be replaced.
        var left: Int
        /// The names that the last scan found no value for.
        var unknown: [String] = []
    }

    /// One scan from left to right, or nil if nothing was replaced.
    private mutating func replace(in bytes: [UInt8], _ scan: inout Scan) -> [UInt8]? {
        var result: [UInt8] = []
        var copied = 0
        scan.unknown.removeAll(keepingCapacity: true)
        for token in TokenScanner(bytes) where scan.left > 0 {
            let name = token.name(in: bytes)
            guard let value = resolver.value(named: name) else {
                scan.unknown.append(name)
                continue
            }
            noteStructure(of: value, name)
            let text = value.text
            growth += text.utf8.count
            if growth > growthLimit {
                note(.tooLarge(name, limit: growthLimit))
                isOverLimit = true
                scan.left = 0
                break
            }
            result += bytes[copied..<token.lowerBound]
            result += text.utf8
            copied = token.upperBound
            scan.left -= 1
        }
        return copied > 0 ? result + bytes[copied...] : nil
    }

    /// Notes a value that has no text of its own.
    private mutating func noteStructure(of value: VariableValue, _ name: String) {
        guard case .structured(let json) = value else { return }
        note(json.array == nil ? .object(name) : .array(name))
    }

    private func finding(ofUnknown name: String) -> SubstitutionFinding {
        resolver.scopes.isNullInData(name) ? .nullInData(name) : .undefined(name)
    }

    /// Takes over what another substitution found in a URL.
    mutating func join(_ url: Substitution) {
        foundTokens = foundTokens || url.foundTokens
        for finding in url.findings {
            if case .tooLarge(let name, let limit) = finding {
                note(.tooLongURL(name, limit: limit))
            } else {
                note(finding)
            }
        }
    }

    mutating func note(_ finding: SubstitutionFinding) {
        if known.insert(finding).inserted { findings.append(finding) }
    }
}
