import Diagnostics
import YAML

/// The text of an environment in YAML with the lines that belong to each variable.
///
/// A variable begins with the comments directly above its dash, and ends with its last line that
/// is not a comment. Comments between empty lines, or deeper than the dash, belong to none.
struct YAMLEnvironmentText {
    /// The member with the variables.
    let values: YAMLNode.Entry
    /// The variables.
    let elements: [YAMLNode]
    /// Whether the list is in brackets in which no line can be added or removed.
    var isInBrackets: Bool {
        isFlow(values.value) && (!elements.isEmpty || isFlow(root))
    }

    private let root: YAMLNode
    /// The scalars by their lines and columns.
    private let spans: [[Int]: YAMLScalarSpan]
    private let bytes: [UInt8]
    /// Where each line begins.
    private let lines: [Int]

    /// Reads a text; nil if it has no list of variables.
    init?(_ bytes: [UInt8]) throws(YAMLSyntaxError) {
        guard let root = try YAMLParser.parse(bytes), case .mapping(let members) = root.kind,
            let values = members.last(where: { $0.key == "values" }),
            case .sequence(let elements) = values.value.kind
        else { return nil }
        let spans = try YAMLParser.scalarSpans(bytes).map { ([$0.line, $0.column], $0) }
        self.root = root
        self.values = values
        self.elements = elements
        self.spans = Dictionary(spans) { $1 }
        self.bytes = bytes
        lines = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    }

    // MARK: Values

    /// The index of the first byte of a value.
    func index(of node: YAMLNode) -> Int { index(node.line, node.column) }

    /// The bytes of a scalar, without the white space at the end of a block; nil for others.
    func range(of node: YAMLNode) -> Range<Int>? {
        range(node.line, node.column).map { range in
            guard case .scalar(_, .block) = node.kind else { return range }
            let end = bytes[range].lastIndex { $0 > 0x20 }.map { $0 + 1 }
            return range.lowerBound..<(end ?? range.lowerBound)
        }
    }

    /// The bytes of a key.
    func range(ofKey entry: YAMLNode.Entry) -> Range<Int>? { range(entry.line, entry.column) }

    /// Whether a value is written in braces or brackets.
    func isFlow(_ node: YAMLNode) -> Bool {
        [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(bytes[index(of: node)...].first)
    }

    private func range(_ line: Int, _ column: Int) -> Range<Int>? {
        spans[[line, column]].map {
            index($0.line, $0.column)..<index($0.endLine, $0.endColumn)
        }
    }

    private func index(_ line: Int, _ column: Int) -> Int {
        var index = start(ofLine: line)
        for _ in 1..<max(1, column) where index < bytes.count {
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
        }
        return index
    }

    // MARK: Lines

    /// The index of the first byte of a line; behind the last line, the end of the text.
    func start(ofLine line: Int) -> Int { line <= lines.count ? lines[line - 1] : bytes.count }

    /// The bytes of a variable with its comments; nil if its dash is not the first on a line.
    func range(ofElement index: Int) -> Range<Int>? {
        guard let dash = dash(ofElement: index), let column = content(ofLine: dash)?.column else {
            return nil
        }
        let floor = firstLine(forElement: index)
        var first = dash
        while first > floor, let above = content(ofLine: first - 1),
            above.byte == UInt8(ascii: "#"), above.column <= column
        {
            first -= 1
        }
        return start(ofLine: first)..<start(ofLine: lineBehind(elements[index]))
    }

    /// The line with the dash of a variable; nil if that is not the first on a line.
    func dash(ofElement index: Int) -> Int? {
        let first = firstLine(forElement: index)
        guard first <= elements[index].line else { return nil }
        return (first...elements[index].line).first { line in
            content(ofLine: line)?.byte == UInt8(ascii: "-")
        }
    }

    /// The first line behind the variable before this one, or behind the key of the list.
    private func firstLine(forElement index: Int) -> Int {
        index > 0 ? lineBehind(elements[index - 1]) : values.line + 1
    }

    /// The line behind the last one of a variable, which is not a comment or empty.
    private func lineBehind(_ element: YAMLNode) -> Int {
        let leaf = Self.lastLeaf(of: element)
        var behind = (spans[[leaf.line, leaf.column]]?.endLine ?? leaf.line) + 1
        if case .scalar(let text, .block) = leaf.kind {
            // A block ends behind its line feed and the empty lines, which only `|+` keeps.
            let keepsEmptyLines = text.hasSuffix("\n\n") || text == "\n"
            if spans[[leaf.line, leaf.column]]?.endColumn == 1 { behind -= 1 }
            while !keepsEmptyLines, content(ofLine: behind - 1) == nil { behind -= 1 }
        }
        var line = behind
        while line <= lines.count {
            if let content = content(ofLine: line) {
                if "]},".utf8.contains(content.byte) {
                    behind = line + 1
                } else if content.byte != UInt8(ascii: "#") {
                    break
                }
            }
            line += 1
        }
        return behind
    }

    private static func lastLeaf(of node: YAMLNode) -> YAMLNode {
        switch node.kind {
        case .scalar: node
        case .sequence(let elements): elements.last.map(lastLeaf) ?? node
        case .mapping(let entries): entries.last.map { lastLeaf(of: $0.value) } ?? node
        }
    }

    /// The first character of a line behind its white space, and its column; nil if there is none.
    private func content(ofLine line: Int) -> (byte: UInt8, column: Int)? {
        let start = start(ofLine: line)
        let text = bytes[start..<self.start(ofLine: line + 1)]
        return text.firstIndex { $0 > 0x20 }.map { (bytes[$0], $0 - start + 1) }
    }
}
