import CYAML
import LibraryLoader

/// Reads a YAML text into nodes, by libyaml's events.
///
/// It refuses what no file of a collection has and what could cost more than its text: aliases,
/// several documents, deep nesting, files beyond 10 MB (CollectionV3Reference §11.2).
public enum YAMLParser {
    /// The largest text, in bytes.
    public static let sizeLimit = 10_000_000
    /// How deep values may nest.
    public static let depthLimit = 100

    /// Reads a text in UTF-8.
    ///
    /// - Returns: The value; nil if the text holds none, as an empty file.
    public static func parse(_ bytes: [UInt8]) throws(YAMLSyntaxError) -> YAMLNode? {
        guard bytes.count <= sizeLimit else {
            throw YAMLSyntaxError(reason: .tooLarge(limit: sizeLimit), line: 1, column: 1)
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        let result = text.withUnsafeBufferPointer { buffer in
            // libyaml reads the bytes in place; the composer ends before they go.
            Result { () throws(YAMLSyntaxError) in try Composer(buffer).document() }
        }
        return try result.get()
    }
}

extension YAMLParser {
    /// Returns the places of all scalars of a text, keys included, in their order.
    public static func scalarSpans(_ bytes: [UInt8]) throws(YAMLSyntaxError) -> [YAMLScalarSpan] {
        let result = bytes.withUnsafeBufferPointer { buffer in
            // libyaml reads the bytes in place; the composer ends before they go.
            Result { () throws(YAMLSyntaxError) in try Composer(buffer).scalarSpans() }
        }
        return try result.get()
    }
}

/// Owns a parser of libyaml and makes nodes of its events.
private final class Composer {
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
    private var holdsEvent = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard yaml_parser_initialize(parser) == 1 else {
            preconditionFailure("libyaml has no memory for a parser")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        if holdsEvent { yaml_event_delete(event) }
        yaml_parser_delete(parser)
        parser.deallocate()
        event.deallocate()
    }

    func document() throws(YAMLSyntaxError) -> YAMLNode? {
        try advance()
        try advance()
        guard event.pointee.type == YAML_DOCUMENT_START_EVENT else { return nil }
        try advance()
        let node = try node(depth: 0)
        try advance()
        try advance()
        guard event.pointee.type == YAML_STREAM_END_EVENT else { throw error(.severalDocuments) }
        return node
    }

    func scalarSpans() throws(YAMLSyntaxError) -> [YAMLScalarSpan] {
        var spans: [YAMLScalarSpan] = []
        repeat {
            try advance()
            guard event.pointee.type == YAML_SCALAR_EVENT else { continue }
            let (start, end) = (event.pointee.start_mark, event.pointee.end_mark)
            spans.append(
                YAMLScalarSpan(
                    line: Int(start.line) + 1, column: Int(start.column) + 1,
                    endLine: Int(end.line) + 1, endColumn: Int(end.column) + 1))
        } while event.pointee.type != YAML_STREAM_END_EVENT
        return spans
    }

    /// Makes a node of the event at hand and those that belong to it.
    private func node(depth: Int) throws(YAMLSyntaxError) -> YAMLNode {
        guard depth < YAMLParser.depthLimit else {
            throw error(.tooDeep(limit: YAMLParser.depthLimit))
        }
        let mark = event.pointee.start_mark
        let kind: YAMLNode.Kind
        switch event.pointee.type {
        case YAML_SCALAR_EVENT: kind = try scalar()
        case YAML_SEQUENCE_START_EVENT: kind = .sequence(try sequence(depth: depth))
        case YAML_MAPPING_START_EVENT: kind = .mapping(try mapping(depth: depth))
        default: throw error(.alias)
        }
        return YAMLNode(kind: kind, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private func scalar() throws(YAMLSyntaxError) -> YAMLNode.Kind {
        let scalar = event.pointee.data.scalar
        if scalar.anchor != nil { throw error(.alias) }
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let style: YAMLNode.Style =
            switch scalar.style {
            case YAML_PLAIN_SCALAR_STYLE: .plain
            case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
            default: .quoted
            }
        return .scalar(String(decoding: bytes, as: UTF8.self), style)
    }

    private func sequence(depth: Int) throws(YAMLSyntaxError) -> [YAMLNode] {
        if event.pointee.data.sequence_start.anchor != nil { throw error(.alias) }
        var elements: [YAMLNode] = []
        try advance()
        while event.pointee.type != YAML_SEQUENCE_END_EVENT {
            elements.append(try node(depth: depth + 1))
            try advance()
        }
        return elements
    }

    private func mapping(depth: Int) throws(YAMLSyntaxError) -> [YAMLNode.Entry] {
        if event.pointee.data.mapping_start.anchor != nil { throw error(.alias) }
        var entries: [YAMLNode.Entry] = []
        try advance()
        while event.pointee.type != YAML_MAPPING_END_EVENT {
            guard event.pointee.type == YAML_SCALAR_EVENT else { throw error(.structuredKey) }
            let mark = event.pointee.start_mark
            guard case .scalar(let key, _) = try scalar() else { continue }
            try advance()
            entries.append(
                YAMLNode.Entry(
                    key: key, value: try node(depth: depth + 1), line: Int(mark.line) + 1,
                    column: Int(mark.column) + 1))
            try advance()
        }
        return entries
    }

    /// Goes on to the next event.
    private func advance() throws(YAMLSyntaxError) {
        if holdsEvent { yaml_event_delete(event) }
        holdsEvent = false
        guard yaml_parser_parse(parser, event) == 1 else { throw grammarError }
        holdsEvent = true
    }

    private func error(_ reason: YAMLSyntaxError.Reason) -> YAMLSyntaxError {
        let mark = event.pointee.start_mark
        return YAMLSyntaxError(
            reason: reason, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private var grammarError: YAMLSyntaxError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
        let mark = parser.pointee.problem_mark
        return YAMLSyntaxError(
            reason: .grammar(problem), line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
