public import Diagnostics
public import JSON

/// What is wrong with a file, all defects that one reading found.
public struct DefinitionError: Error, Sendable {
    /// The defects in the file's order, each with its place.
    public var diagnostics: [Diagnostic]

    /// Makes an error.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}

/// Reads the files that Postman exports.
public enum DefinitionFile {
    /// Reads a collection of format v2.1, v2.0 or v1; an API envelope is unwrapped.
    public static func collection(_ source: JSONSource) throws(DefinitionError) -> Collection {
        try read(source, envelope: "collection") { $0.collection($1) }
    }

    /// Reads an environment; an API envelope is unwrapped.
    public static func environment(_ source: JSONSource) throws(DefinitionError) -> VariableSet {
        try read(source, envelope: "environment") { $0.variableSet($1) }
    }

    /// Reads globals; an API envelope is unwrapped.
    public static func globals(_ source: JSONSource) throws(DefinitionError) -> VariableSet {
        try read(source, envelope: "globals") { $0.variableSet($1) }
    }

    /// Reads a request in the collection format, as scripts give it.
    public static func request(_ value: JSONValue) throws(DefinitionError) -> RequestDefinition {
        let reader = DefinitionReader(source: JSONSource(name: "request", bytes: []))
        let request = reader.request(.init(value: value, path: .root))
        if !reader.defects.isEmpty { throw DefinitionError(reader.defects) }
        return request
    }

    private static func read<Definition>(
        _ source: JSONSource, envelope: String,
        _ body: (DefinitionReader, DefinitionReader.Node) -> Definition
    ) throws(DefinitionError) -> Definition {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONParser.parse(source)
        } catch {
            throw DefinitionError([error.diagnostic(in: source)])
        }
        let reader = DefinitionReader(source: source)
        let root = DefinitionReader.Node(value: value, path: .root)
        let isEnvelope = value["info"] == nil && value["values"] == nil && value["item"] == nil
        let definition = body(reader, isEnvelope ? root[envelope] ?? root : root)
        if !reader.defects.isEmpty { throw DefinitionError(reader.defects) }
        return definition
    }
}
