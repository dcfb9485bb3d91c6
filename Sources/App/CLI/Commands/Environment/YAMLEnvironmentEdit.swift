import CollectionModel
import Diagnostics
import JSON
import YAML

/// Changes variables in the text of an environment in YAML.
struct YAMLEnvironmentEdit: EnvironmentEdit {
    let file: EnvironmentFile

    private var bytes: [UInt8] { file.bytes }

    /// A variable and the text that it becomes.
    typealias Value = (name: String, text: String, isSecret: Bool)

    private func parsed() throws(Diagnostic) -> YAMLEnvironmentText {
        do throws(YAMLSyntaxError) {
            if let text = try YAMLEnvironmentText(bytes) { return text }
        } catch {
            throw error.diagnostic(in: file.path, bytes)
        }
        throw Diagnostic(.error, "'\(file.path)' has no list of variables to change")
    }

    private static func entries(_ node: YAMLNode) -> [YAMLNode.Entry] {
        if case .mapping(let entries) = node.kind { return entries }
        return []
    }

    private static func text(_ key: String, in node: YAMLNode) -> String? {
        guard let entry = entries(node).last(where: { $0.key == key }),
            case .scalar(let text, _) = entry.value.kind
        else { return nil }
        return text
    }

    func setting(_ name: String, to value: String, isSecret: Bool) throws(Diagnostic) -> [UInt8] {
        try changing([(name, value, isSecret)], removing: [])
    }

    func unsetting(_ name: String) throws(Diagnostic) -> [UInt8] {
        try changing([], removing: [name])
    }

    /// Returns the text with variables set and others removed, which is read only once for all.
    func changing(
        _ values: [Value], removing removed: Set<String>
    ) throws(Diagnostic) -> [UInt8] {
        let parsed = try parsed()
        let variables = Self.variables(parsed.elements)
        var added: [Value] = []
        var replacements: [TextSplice.Replacement] = []
        for value in values {
            if let variable = variables[value.name] {
                replacements.append(try replacement(value, of: variable, parsed))
            } else {
                added.append(value)
            }
        }
        if parsed.isInBrackets, !added.isEmpty || !removed.isEmpty {
            throw Diagnostic(
                .error, "'\(file.path)' has a list in brackets that cannot be changed",
                at: place(of: parsed.values.value),
                help: ["write each variable on lines of its own"])
        }
        replacements += try removals(of: removed, parsed, othersFollow: !added.isEmpty)
        if !added.isEmpty { replacements += try additions(of: added, parsed) }
        return TextSplice.replacing(replacements, in: bytes)
    }

    /// The variables that count by their names: of each the last enabled one, or the last.
    private static func variables(_ elements: [YAMLNode]) -> [String: YAMLNode] {
        func isEnabled(_ node: YAMLNode) -> Bool {
            text("disabled", in: node) != "true" && text("enabled", in: node) != "false"
        }
        let named = elements.compactMap { element in
            text("key", in: element).map { ($0, element) }
        }
        return Dictionary(named) { isEnabled($0) && !isEnabled($1) ? $0 : $1 }
    }

    // MARK: Replacements

    private func replacement(
        _ value: Value, of variable: YAMLNode, _ parsed: YAMLEnvironmentText
    ) throws(Diagnostic) -> TextSplice.Replacement {
        let isFlow = parsed.isFlow(variable)
        let text = Self.scalar(value.text, inFlow: isFlow)
        guard let old = Self.entries(variable).last(where: { $0.key == "value" }) else {
            let key = Self.entries(variable).last { $0.key == "key" }
            let end = key.flatMap { parsed.range(of: $0.value)?.upperBound }
            guard let key, let end else { throw refusal(of: variable) }
            if isFlow { return (end..<end, ", value: " + text) }
            let lineEnd = lineEnd(after: end)
            let indent = String(repeating: " ", count: key.column - 1)
            return (lineEnd..<lineEnd, "\n\(indent)value: \(text)")
        }
        guard let range = parsed.range(of: old.value) else {
            throw Diagnostic(
                .error,
                "the value of '\(value.name)' in '\(file.path)' is not a text; nothing changed")
        }
        let start = range.lowerBound
        let isBare = range.isEmpty && start > 0 && bytes[start - 1] == UInt8(ascii: ":")
        return (range, (isBare ? " " : "") + text)
    }

    /// A text as a scalar; within braces, some characters need quotes.
    private static func scalar(_ text: String, inFlow isFlow: Bool) -> String {
        let scalar = YAMLText.scalar(text)
        let isPlain = scalar == text
        return isFlow && isPlain && text.contains(where: ",[]{}".contains)
            ? JSONWriter.quoted(text) : scalar
    }

    /// The text for other variables at the end of the list.
    private func additions(
        of values: [Value], _ parsed: YAMLEnvironmentText
    ) throws(Diagnostic) -> [TextSplice.Replacement] {
        let members = values.map { value in
            ["key: " + YAMLText.scalar(value.name), "value: " + YAMLText.scalar(value.text)]
                + (value.isSecret ? ["secret: true"] : [])
        }
        func lines(_ indent: String) -> String {
            members.map { "\n\(indent)- " + $0.joined(separator: "\n\(indent)  ") }.joined()
        }
        let count = parsed.elements.count
        guard count > 0 else {
            // The list is `[]`, maybe with a comment behind it.
            let start = parsed.index(of: parsed.values.value)
            let end = bytes[start...].firstIndex(of: 0x5D).map { $0 + 1 } ?? start
            let lineEnd = lineEnd(after: end)
            let indent = String(repeating: " ", count: parsed.values.column + 1)
            return [(trimmed(start)..<end, ""), (lineEnd..<lineEnd, lines(indent))]
        }
        guard let dash = parsed.dash(ofElement: 0), let last = parsed.range(ofElement: count - 1)
        else { throw refusal(of: parsed.elements[0]) }
        let indent = TextSplice.indentation(at: parsed.start(ofLine: dash), in: bytes)
        let end = last.upperBound
        let isOpen = bytes[end - 1] != 0x0A
        return [(end..<end, isOpen ? lines(indent) : lines(indent).dropFirst() + "\n")]
    }

    /// The removals of all variables of some names; an empty list is `[]`.
    private func removals(
        of names: Set<String>, _ parsed: YAMLEnvironmentText, othersFollow: Bool
    ) throws(Diagnostic) -> [TextSplice.Replacement] {
        let elements = parsed.elements
        var replacements: [TextSplice.Replacement] = []
        for index in elements.indices {
            guard let key = Self.text("key", in: elements[index]), names.contains(key) else {
                continue
            }
            guard let range = parsed.range(ofElement: index) else {
                throw refusal(of: elements[index])
            }
            replacements.append((range, ""))
        }
        if !othersFollow, !elements.isEmpty, replacements.count == elements.count {
            let keyEnd = parsed.range(ofKey: parsed.values)?.upperBound
            guard let keyEnd, let colon = bytes[keyEnd...].firstIndex(of: UInt8(ascii: ":")) else {
                throw refusal(of: elements[0])
            }
            replacements.append((colon + 1..<colon + 1, " []"))
        }
        return replacements
    }

    // MARK: Places

    private func place(of node: YAMLNode) -> Place {
        Place(file: file.path, position: TextPosition(line: node.line, column: node.column))
    }

    private func refusal(of variable: YAMLNode) -> Diagnostic {
        Diagnostic(
            .error, "'\(file.path)' has a form that cannot be changed; edit it by hand",
            at: place(of: variable),
            help: ["begin each variable with a dash at the start of a line"])
    }

    private func lineEnd(after index: Int) -> Int {
        let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
        return end > index && bytes[end - 1] == 0x0D ? end - 1 : end
    }

    /// The index without the spaces before it.
    private func trimmed(_ index: Int) -> Int {
        var index = index
        while index > 0, bytes[index - 1] == 0x20 { index -= 1 }
        return index
    }
}
