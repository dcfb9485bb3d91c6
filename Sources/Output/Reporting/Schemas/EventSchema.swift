import Diagnostics
import HTTPModel
public import JSON
import RunModel

/// The JSON Schema of a line of the event stream.
///
/// It is made by the visits that also write and read the members.
public enum EventSchema {
    /// The schema of a line.
    public static var json: JSONValue {
        var definitions = SchemaDefinitions()
        let lines =
            [EventFormat.schema(&definitions)]
            + EventName.allCases.map { $0.schema(&definitions) }
        return JSONSchema.document(
            "Posthaste event",
            "One line of the event stream of version \(EventFormat.currentVersion).",
            JSONSchema.any(of: lines), definitions: definitions.members)
    }
}

/// Collects the members of an object as a schema.
struct SchemaVisitor: MemberVisitor {
    var definitions: SchemaDefinitions
    /// The members; those whose names end in `?` may be missing.
    var members: [(String, JSONValue)] = []

    mutating func member<Value: EventValue>(_ name: String, _ value: inout Value) {
        members.append((name, Value.schema(&definitions)))
    }

    mutating func member<Value: EventValue>(_ name: String, _ value: inout Value?) {
        members.append((name + "?", Value.schema(&definitions)))
    }

    mutating func member<Value: EventValue & Equatable>(
        _ name: String, _ value: inout Value, usually usual: Value
    ) {
        members.append((name + "?", Value.schema(&definitions)))
    }

    /// The members of a type.
    static func members<Object: EventObject>(
        of type: Object.Type, _ definitions: inout SchemaDefinitions
    ) -> [(String, JSONValue)] {
        var visitor = SchemaVisitor(definitions: definitions)
        var blank = Object.blank
        blank.visit(&visitor)
        definitions = visitor.definitions
        return visitor.members
    }
}

extension EventObject {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        definitions.reference(String(describing: Self.self)) { definitions in
            JSONSchema.object(SchemaVisitor.members(of: Self.self, &definitions))
        }
    }
}

extension EventName {
    /// The schema of the line of an event.
    fileprivate func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        let name = JSONValue.object([("const", .string(rawValue))])
        return JSONSchema.object([("event", name)] + members(&definitions))
    }

    private func members(_ definitions: inout SchemaDefinitions) -> [(String, JSONValue)] {
        func record(_ type: (some EventObject).Type) -> [(String, JSONValue)] {
            SchemaVisitor.members(of: type, &definitions)
        }
        func item() -> [(String, JSONValue)] { [("item", ItemReference.schema(&definitions))] }
        func optional(_ members: [(String, JSONValue)]) -> [(String, JSONValue)] {
            members.map { ($0.0.hasSuffix("?") ? $0.0 : $0.0 + "?", $0.1) }
        }
        return switch self {
        case .runStarted: record(RunStart.self)
        case .iterationStarted: record(IterationStart.self)
        case .itemStarted, .itemFinished: item()
        case .itemSkipped: [("reason?", SkipReason.schema(&definitions))] + item()
        case .console: record(ConsoleRecord.self) + item()
        case .request: record(RequestRecord.self) + item()
        case .attempt: record(AttemptRecord.self) + item()
        case .assertion: record(AssertionRecord.self) + item()
        case .script: record(ScriptRecord.self) + item()
        case .nextRequest: [("name?", JSONSchema.type("string"))] + item()
        case .visualization: optional(record(VisualizationRecord.self)) + item()
        case .iterationFinished: [("iteration", JSONSchema.type("integer"))]
        case .warning: record(Diagnostic.self)
        case .strictFailure: [("failure", Failure.schema(&definitions))] + optional(item())
        case .runFinished: record(RunEnd.self)
        }
    }
}

// MARK: - Simple values

extension String {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        JSONSchema.type("string")
    }
}

extension Bool {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        JSONSchema.type("boolean")
    }
}

extension Int {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        JSONSchema.type("integer")
    }
}

extension Double {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        JSONSchema.type("number")
    }
}

extension Duration {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        JSONSchema.type("number", "milliseconds")
    }
}

extension JSONValue {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        JSONSchema.anything
    }
}

extension Array where Element: EventValue {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        JSONSchema.array(of: Element.schema(&definitions))
    }
}

extension EventValue where Self: RawRepresentable, RawValue == String {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        JSONSchema.type("string")
    }
}

extension EventBytes {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        let kinds = ["text", "base64"].map { JSONSchema.object([($0, JSONSchema.type("string"))]) }
        return JSONSchema.any(of: kinds)
    }
}

extension HTTPBody.Piece {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        let file = JSONSchema.object([
            ("file", JSONSchema.type("string")), ("size", JSONSchema.type("integer")),
        ])
        return JSONSchema.any(of: [EventBytes.schema(&definitions), file])
    }
}

extension RunEnd.Interruption {
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue {
        let members = SchemaVisitor.members(of: Diagnostic.self, &definitions)
        return JSONSchema.object(
            [("cause", JSONSchema.words(Cause.allCases.map(\.rawValue)))]
                + [("signal?", JSONSchema.type("integer"))]
                + members.map { ($0.0.hasSuffix("?") ? $0.0 : $0.0 + "?", $0.1) })
    }
}
