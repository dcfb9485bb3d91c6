import Diagnostics
import JSON
import RunModel

/// Failures in the form of Newman's report.
enum JSONFailure {
    /// An error as Newman tells it of a request, a script or an assertion.
    static func error(_ failure: Failure, _ source: RunFailure.Source? = nil) -> JSONValue {
        var members: [(String, JSONValue)] = [("name", .string(failure.name))]
        if case .assertion(let name, let index, _) = source {
            members.append(("index", .number(Double(index))))
            members.append(("test", .string(name)))
        }
        members.append(("message", .string(failure.message)))
        let place = source.map { "\n   at \($0.location(of: failure))" } ?? ""
        let stack = failure.stack.flatMap { $0.isEmpty ? nil : $0 } ?? place
        members.append(
            (
                "stack",
                .string(
                    "\(failure.name): \(failure.message)"
                        + (stack.isEmpty || stack.hasPrefix("\n") ? stack : "\n\(stack)"))
            ))
        return .object(members)
    }

    /// An entry of `run.failures`.
    static func entry(
        _ failure: RunFailure, items: ItemCatalog, start: RunStart
    ) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("error", error(failure.failure, failure.source)),
            ("at", .string(failure.location)),
        ]
        if let item = failure.item {
            members += [("source", items.item(of: item)), ("parent", items.parent(of: item))]
        }
        members.append(
            ("cursor", failure.item.map { JSONCursor.of($0, start) } ?? .object([])))
        return .object(members)
    }

    /// A warning, or a note.
    static func warning(_ diagnostic: Diagnostic) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("severity", .string(diagnostic.severity.rawValue)),
            ("message", .string(diagnostic.message)),
        ]
        if let file = diagnostic.place.file {
            let position = diagnostic.place.position.map { ":\($0.line):\($0.column)" } ?? ""
            members.append(("file", .string(file + position)))
        }
        if !diagnostic.help.isEmpty {
            members.append(("help", .array(diagnostic.help.map(JSONValue.string))))
        }
        return .object(members)
    }
}
