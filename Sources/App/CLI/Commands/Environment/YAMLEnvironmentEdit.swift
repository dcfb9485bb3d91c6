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

    /// The text as nodes, which know their lines.
    private struct Parsed {
        let root: [YAMLNode.Entry]
        let values: YAMLNode.Entry
        let elements: [YAMLNode]
        /// The scalars by their lines and columns.
        let spans: [[Int]: YAMLScalarSpan]
        /// The text, and where each of its lines begins.
        let bytes: [UInt8]
        let lines: [Int]

        func start(ofLine line: Int) -> Int { line <= lines.count ? lines[line - 1] : bytes.count }

        func index(of node: YAMLNode) -> Int { index(node.line, node.column) }

        func index(_ line: Int, _ column: Int) -> Int {
            var index = start(ofLine: line)
            for _ in 1..<max(1, column) where index < bytes.count {
                index += 1
                while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
            }
            return index
        }
    }

    private func parsed() throws(Diagnostic) -> Parsed {
        do throws(YAMLSyntaxError) {
            if let node = try YAMLParser.parse(bytes), case .mapping(let root) = node.kind,
                let values = root.last(where: { $0.key == "values" })
            {
                let spans = try YAMLParser.scalarSpans(bytes).map { ([$0.line, $0.column], $0) }
                if case .sequence(let elements) = values.value.kind {
                    let ends = bytes.indices.filter { bytes[$0] == 0x0A }
                    return Parsed(
                        root: root, values: values, elements: elements,
                        spans: Dictionary(spans) { $1 }, bytes: bytes,
                        lines: [0] + ends.map { $0 + 1 })
                }
            }
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
        let isInBrackets = bytes[parsed.index(of: parsed.values.value)...].first == 0x5B
        if isInBrackets, !parsed.elements.isEmpty, !added.isEmpty || !removed.isEmpty {
            throw Diagnostic(
                .error, "'\(file.path)' has a list in brackets that cannot be changed",
                help: ["write each variable on lines of its own"])
        }
        replacements += removals(of: removed, parsed, othersFollow: !added.isEmpty)
        if !added.isEmpty { replacements.append(addition(of: added, parsed)) }
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
        _ value: Value, of variable: YAMLNode, _ parsed: Parsed
    ) throws(Diagnostic) -> TextSplice.Replacement {
        let text = YAMLText.scalar(value.text)
        guard let old = Self.entries(variable).last(where: { $0.key == "value" }) else {
            let key = Self.entries(variable).last { $0.key == "key" }
            let indent = String(repeating: " ", count: (key?.column ?? 1) - 1)
            let end = lineEnd(after: parsed.start(ofLine: key?.line ?? variable.line))
            return (end..<end, "\n\(indent)value: \(text)")
        }
        let node = old.value
        guard let span = parsed.spans[[node.line, node.column]] else {
            throw Diagnostic(
                .error,
                "the value of '\(value.name)' in '\(file.path)' is not a text; nothing changed")
        }
        let start = parsed.index(span.line, span.column)
        var end = parsed.index(span.endLine, span.endColumn)
        if case .scalar(_, .block) = node.kind {
            // The end of a block is the start of the next line.
            while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        }
        let isBare = start == end && start > 0 && bytes[start - 1] == UInt8(ascii: ":")
        return (start..<end, (isBare ? " " : "") + text)
    }

    /// The text for other variables at the end of the list.
    private func addition(of values: [Value], _ parsed: Parsed) -> TextSplice.Replacement {
        let members = values.map { value in
            ["key: " + YAMLText.scalar(value.name), "value: " + YAMLText.scalar(value.text)]
                + (value.isSecret ? ["secret: true"] : [])
        }
        guard let first = parsed.elements.first else {
            // The list is `[]`.
            let start = parsed.index(of: parsed.values.value)
            let end = bytes[start...].firstIndex(of: 0x5D).map { $0 + 1 } ?? start
            let lines = members.map { "\n  - " + $0.joined(separator: "\n    ") }
            return (trimmed(start)..<end, lines.joined())
        }
        let indent = TextSplice.indentation(at: parsed.index(of: first), in: bytes)
        let inner = String(repeating: " ", count: first.column - 1)
        let end = end(ofListOf: parsed)
        let isOpen = end > 0 && bytes[end - 1] != 0x0A
        let lines = members.map { indent + "- " + $0.joined(separator: "\n" + inner) + "\n" }
        return (end..<end, (isOpen ? "\n" : "") + lines.joined())
    }

    /// The removals of all variables of some names; an empty list is `[]`.
    private func removals(
        of names: Set<String>, _ parsed: Parsed, othersFollow: Bool
    ) -> [TextSplice.Replacement] {
        let elements = parsed.elements
        let removed = elements.indices.filter { index in
            Self.text("key", in: elements[index]).map(names.contains) ?? false
        }
        var replacements: [TextSplice.Replacement] = removed.map { index in
            let end =
                index + 1 < elements.count
                ? parsed.start(ofLine: elements[index + 1].line) : end(ofListOf: parsed)
            return (parsed.start(ofLine: elements[index].line)..<end, "")
        }
        if !othersFollow, !removed.isEmpty, removed.count == elements.count {
            let end = lineEnd(after: parsed.start(ofLine: parsed.values.line))
            replacements.append((end..<end, " []"))
        }
        return replacements
    }

    // MARK: Places

    /// The index of the line behind the list: of the next member of the file, or its end.
    private func end(ofListOf parsed: Parsed) -> Int {
        let lines = parsed.root.map(\.line).filter { $0 > parsed.values.line }
        guard let next = lines.min() else { return bytes.count }
        return parsed.start(ofLine: next)
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
