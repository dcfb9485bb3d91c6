import CollectionModel
import Diagnostics
import JSON
import YAML

/// Changes variables in the text of an environment in YAML.
struct YAMLEnvironmentEdit: EnvironmentEdit {
    let file: EnvironmentFile

    private var bytes: [UInt8] { file.bytes }

    /// The text as nodes, which know their lines.
    private struct Parsed {
        let root: [YAMLNode.Entry]
        let values: YAMLNode.Entry
        let elements: [YAMLNode]
        let spans: [YAMLScalarSpan]
    }

    private func parsed() throws(Diagnostic) -> Parsed {
        do throws(YAMLSyntaxError) {
            if let node = try YAMLParser.parse(bytes), case .mapping(let root) = node.kind,
                let values = root.last(where: { $0.key == "values" })
            {
                let spans = try YAMLParser.scalarSpans(bytes)
                if case .sequence(let elements) = values.value.kind {
                    return Parsed(root: root, values: values, elements: elements, spans: spans)
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

    // MARK: Setting

    func setting(_ name: String, to value: String, isSecret: Bool) throws(Diagnostic) -> [UInt8] {
        let parsed = try parsed()
        let text = YAMLText.scalar(value)
        guard let variable = Self.variable(name, parsed.elements) else {
            return appending(name, text, isSecret: isSecret, parsed)
        }
        guard let old = Self.entries(variable).last(where: { $0.key == "value" }) else {
            let key = Self.entries(variable).last { $0.key == "key" }
            let indent = String(repeating: " ", count: (key?.column ?? 1) - 1)
            let end = lineEnd(after: start(ofLine: key?.line ?? variable.line))
            return TextSplice.replacing(end..<end, in: bytes, by: "\n\(indent)value: \(text)")
        }
        let node = old.value
        guard
            let span = parsed.spans.last(where: { $0.line == node.line && $0.column == node.column }
            )
        else {
            throw Diagnostic(
                .error, "the value of '\(name)' in '\(file.path)' is not a text; nothing changed")
        }
        var range = index(span.line, span.column)..<index(span.endLine, span.endColumn)
        if case .scalar(_, .block) = node.kind {
            // The end of a block is the start of the next line.
            while range.upperBound > range.lowerBound, bytes[range.upperBound - 1] <= 0x20 {
                range = range.lowerBound..<(range.upperBound - 1)
            }
        }
        let isBare =
            range.isEmpty && range.lowerBound > 0
            && bytes[range.lowerBound - 1] == UInt8(ascii: ":")
        return TextSplice.replacing(range, in: bytes, by: (isBare ? " " : "") + text)
    }

    /// The variable of a name that counts: the last enabled one, or the last.
    private static func variable(_ name: String, _ elements: [YAMLNode]) -> YAMLNode? {
        let all = elements.filter { text("key", in: $0) == name }
        return all.last { text("disabled", in: $0) != "true" && text("enabled", in: $0) != "false" }
            ?? all.last
    }

    /// The text with another variable at the end of the list.
    private func appending(
        _ name: String, _ text: String, isSecret: Bool, _ parsed: Parsed
    ) -> [UInt8] {
        let secret = isSecret ? ["secret: true"] : []
        let members = ["key: " + YAMLText.scalar(name), "value: " + text] + secret
        guard let first = parsed.elements.first, bytes[index(of: parsed.values.value)] != 0x5B
        else {
            // A list in brackets is `[]`, or becomes a list with a line for each member.
            let start = index(of: parsed.values.value)
            let end = bytes[start...].firstIndex(of: 0x5D).map { $0 + 1 } ?? start
            let lines = "\n  - " + members.joined(separator: "\n    ")
            return TextSplice.replacing(trimmed(start)..<end, in: bytes, by: lines)
        }
        let indent = TextSplice.indentation(at: index(of: first), in: bytes)
        let inner = String(repeating: " ", count: first.column - 1)
        let end = end(ofListOf: parsed)
        let isOpen = end > 0 && bytes[end - 1] != 0x0A
        let lines = indent + "- " + members.joined(separator: "\n" + inner) + "\n"
        return TextSplice.replacing(end..<end, in: bytes, by: (isOpen ? "\n" : "") + lines)
    }

    // MARK: Unsetting

    func unsetting(_ name: String) throws(Diagnostic) -> [UInt8] {
        let parsed = try parsed()
        var result = bytes
        for index in parsed.elements.indices.reversed()
        where Self.text("key", in: parsed.elements[index]) == name {
            let start = start(ofLine: parsed.elements[index].line)
            let end =
                index + 1 < parsed.elements.count
                ? self.start(ofLine: parsed.elements[index + 1].line) : self.end(ofListOf: parsed)
            result = TextSplice.replacing(start..<end, in: result, by: "")
        }
        if parsed.elements.allSatisfy({ Self.text("key", in: $0) == name }) {
            let end = lineEnd(after: start(ofLine: parsed.values.line))
            result = TextSplice.replacing(end..<end, in: result, by: " []")
        }
        return result
    }

    // MARK: Places

    /// The index of the line behind the list: of the next member of the file, or its end.
    private func end(ofListOf parsed: Parsed) -> Int {
        let lines = parsed.root.map(\.line).filter { $0 > parsed.values.line }
        guard let next = lines.min() else { return bytes.count }
        return start(ofLine: next)
    }

    private func start(ofLine line: Int) -> Int {
        var (index, number) = (0, 1)
        while number < line, index < bytes.count {
            if bytes[index] == 0x0A { number += 1 }
            index += 1
        }
        return index
    }

    private func lineEnd(after index: Int) -> Int {
        let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
        return end > index && bytes[end - 1] == 0x0D ? end - 1 : end
    }

    private func index(of node: YAMLNode) -> Int { index(node.line, node.column) }

    private func index(_ line: Int, _ column: Int) -> Int {
        var index = start(ofLine: line)
        for _ in 1..<max(1, column) where index < bytes.count {
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
        }
        return index
    }

    /// The index without the spaces before it.
    private func trimmed(_ index: Int) -> Int {
        var index = index
        while index > 0, bytes[index - 1] == 0x20 { index -= 1 }
        return index
    }
}
