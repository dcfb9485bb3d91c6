import Diagnostics
import JSON

/// Walks over a JSON value, turning what has the wrong shape into diagnostics with their place.
///
/// One reader serves one file. Reading goes on after a defect, so that one pass names them all. It
/// is an error if a part of the file has no meaning, and a warning if the part can be used all the
/// same.
final class DefinitionReader {
    /// How many errors, and how many warnings, are reported in full.
    private static let limit = 50

    let origin: DefinitionOrigin
    private var noted: [Diagnostic] = []
    private var counts: [Severity: Int] = [:]
    /// The names of the items around the value being read.
    var itemNames: [String] = []
    /// Whether the file has format 3, in which folders have variables.
    var isV3 = false
    /// Whether the values come from another form, whose members were checked before.
    var isConverted = false
    /// What was read while the file was parsed; nil if nothing was.
    var ahead: RequestsAhead?
    /// How much it matters that a value leaves a part of the file without meaning.
    var severity = Severity.error
    /// Whether diagnostics leave out the text of the file, which may be secret.
    private var hidesText: Bool
    /// The lines of the file, if it is one text.
    private lazy var lines: LineIndex? =
        if case .json(let source, _) = origin { LineIndex(source.bytes) } else { nil }

    init(_ origin: DefinitionOrigin, hidesText: Bool = false) {
        self.origin = origin
        self.hidesText = hidesText
    }

    /// Reads something that may hold secrets: diagnostics show no text of the file.
    func hidingText<Result>(_ read: () -> Result) -> Result {
        let hidden = hidesText
        hidesText = true
        defer { hidesText = hidden }
        return read()
    }

    // MARK: Findings

    /// Whether anything in the file leaves no meaning.
    var hasDefects: Bool { counts[.error] != nil }

    /// Whether it has found nothing.
    var isSilent: Bool { counts.isEmpty }

    /// What was found, in the order of reading; of too many only the number of the rest.
    var findings: [Diagnostic] {
        let rest = [(Severity.error, "errors"), (.warning, "warnings")].compactMap {
            severity, name in
            let rest = (counts[severity] ?? 0) - Self.limit
            return rest > 0
                ? Diagnostic(severity, "\(rest) more \(name)", at: Place(file: origin.name)) : nil
        }
        return noted + rest
    }

    /// Notes a value that leaves a part of the file without meaning.
    func defect(_ message: String, at value: JSONValue, help: [String] = []) {
        note(severity, message, at: value, help: help)
    }

    /// Notes a value that the run can do without, or read in spite of its form.
    func remark(_ message: String, at value: JSONValue, help: [String] = []) {
        note(.warning, message, at: value, help: help)
    }

    /// Notes a value of a kind that means nothing there.
    func mismatch(_ name: String, expected: String, at value: JSONValue) {
        defect("'\(name)' must be \(expected), not \(value.kindName)", at: value)
    }

    /// Notes a value of another kind than expected; reading continues.
    func oddity(_ name: String, expected: String, at value: JSONValue, _ consequence: String = "") {
        let message = "'\(name)' should be \(expected), not \(value.kindName)"
        remark(consequence.isEmpty ? message : message + "; " + consequence, at: value)
    }

    /// Notes what the parser found odd.
    func remark(_ oddity: JSONOddity) {
        let message =
            switch oddity.kind {
            case .repeatedName(let key):
                "'\(key)' stands twice in the same object; the last one counts"
            case .loneSurrogate: "half a surrogate pair in a string is taken as U+FFFD"
            }
        // Its place is not known yet: a secret may be next to it.
        hidingText { remark(message, at: JSONValue(.null, offset: oddity.offset)) }
    }

    /// Notes something of a severity about a value, or about the name that it has.
    func note(
        _ severity: Severity, _ message: String, at value: JSONValue, key: String? = nil,
        help: [String]
    ) {
        counts[severity, default: 0] += 1
        guard counts[severity] ?? 0 <= Self.limit else { return }
        noted.append(Diagnostic(severity, message, at: place(of: value, key: key), help: help))
    }

    /// The file that has a value, and its line there unless the value is all of the file.
    func file(of value: JSONValue) -> (name: String?, line: Int?) {
        switch origin {
        case .files(let files):
            let index = FilePosition(offset: value.offset)?.file
            return (index.flatMap { files.indices.contains($0) ? files[$0].name : nil }, nil)
        case .json(let source, _):
            guard source.isFile, value.offset >= 0 else { return (nil, nil) }
            return (source.name, lines?.line(at: value.offset))
        }
    }

    private func place(of value: JSONValue, key: String? = nil) -> Place {
        var place = key.map { origin.place(ofKey: $0, of: value) } ?? origin.place(of: value)
        if hidesText { place.lineText = nil }
        if !itemNames.isEmpty { place.item = itemNames.joined(separator: " / ") }
        return place
    }

    // MARK: Members

    /// A member that must be a string if it is there.
    func string(_ key: String, in value: JSONValue) -> String? {
        guard let member = value.given(key) else { return nil }
        if let text = member.string { return text }
        mismatch(key, expected: "a string", at: member)
        return nil
    }

    /// A member as text: strings as they are, numbers and booleans as spelled, else JSON.
    func text(_ key: String, in value: JSONValue) -> String? {
        guard let member = value.given(key) else { return nil }
        if member.array != nil || member.object != nil {
            oddity(key, expected: "a string", at: member, "it is taken as JSON text")
        }
        return Self.text(member)
    }

    /// Whether a node is disabled: ECMAScript decides what counts as true, as in Postman.
    func isDisabled(_ value: JSONValue) -> Bool {
        guard let member = value.given("disabled") else { return false }
        if let flag = member.boolean { return flag }
        let isTrue = member.isTruthy
        oddity(
            "disabled", expected: "true or false", at: member, "it is taken as \(isTrue)")
        return isTrue
    }

    /// The elements of a member that is an array, or a single object in place of one; without
    /// nulls.
    func list(_ key: String, in value: JSONValue) -> [JSONValue] {
        guard let member = value.given(key) else { return [] }
        if member.object != nil { return [member] }
        if member.array == nil { mismatch(key, expected: "an array", at: member) }
        return member.elements
    }

    /// A value as the text that stands for it.
    static func text(_ value: JSONValue) -> String {
        switch value.kind {
        case .string(let text): text
        case .null: ""
        default: JSONWriter.compact(value)
        }
    }
}

extension JSONValue {
    /// The member of that name, unless it is absent or null.
    func given(_ key: String) -> JSONValue? {
        guard let member = self[key], !member.isNull else { return nil }
        return member
    }

    /// The elements of an array that are not null.
    var elements: [JSONValue] { (array ?? []).filter { !$0.isNull } }

    /// Whether ECMAScript takes the value as true.
    fileprivate var isTruthy: Bool {
        switch kind {
        case .null: false
        case .boolean(let value): value
        case .number(let number): number.double != 0
        case .string(let text): !text.isEmpty
        case .array, .object: true
        }
    }
}
