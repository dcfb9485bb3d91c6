import Diagnostics
import HTTPModel
import JSON
import RunModel

/// Failures and warnings in the form of Newman's report.
struct JSONFailure {
    /// The collection's items.
    let items: ItemCatalog
    /// What the run is about.
    let start: RunStart
    /// How close the report is to Newman's.
    let layout: JSONReport.Options.Layout

    /// Returns an error of a request in Newman's form.
    static func requestError(
        _ given: Failure, _ layout: JSONReport.Options.Layout
    ) -> JSONValue {
        let failure = layout == .newman ? given.asNodeError : given
        return .object(
            [
                ("name", .string(failure.name)), ("message", .string(failure.message)),
                ("stack", .string(stack(of: failure, nil))),
            ] + details(of: failure))
    }

    /// Returns an error in Newman's form.
    func error(_ given: Failure, _ source: RunFailure.Source? = nil) -> JSONValue {
        let failure = layout == .newman ? given.asNodeError : given
        var members: [(String, JSONValue)] = [("name", .string(failure.name))]
        if case .assertion(let name, let index, _) = source {
            members.append(("index", .number(Double(index))))
            members.append(("test", .string(name)))
        }
        members.append(("message", .string(failure.message)))
        members.append(("stack", .string(Self.stack(of: failure, source))))
        if layout == .newman { members += identity(of: failure, source) }
        return .object(members + Self.details(of: failure))
    }

    private static func stack(of failure: Failure, _ source: RunFailure.Source?) -> String {
        let headline = "\(failure.name): \(failure.message)"
        let frames = failure.frames ?? source.map { "   at \($0.location(of: failure))" }
        return frames.map { "\(headline)\n\($0)" } ?? headline
    }

    /// The members that Newman's serializer of errors adds.
    private func identity(
        of failure: Failure, _ source: RunFailure.Source?
    ) -> [(String, JSONValue)] {
        let text = Self.stack(of: failure, source)
        return [
            ("checksum", .string(NewmanIdentifiers.checksum(text))),
            ("id", .string(NewmanIdentifiers.uuid("error \(text)"))),
            ("timestamp", .number((start.startedAt * 1_000).rounded())),
            ("stacktrace", .array((failure.frames ?? "").split(separator: "\n").map(Self.frame))),
        ]
    }

    /// A line of a stack, such as `at sandbox-script.js:2:8`.
    private static func frame(_ line: Substring) -> JSONValue {
        let parts = line.split(separator: ":")
        guard parts.count > 2, let lineNumber = Int(parts[parts.count - 2]),
            let column = Int(parts[parts.count - 1].filter { $0 != ")" }),
            let file = parts.dropLast(2).joined(separator: ":").split(separator: " ").last
        else { return .object([("source", .string(String(line)))]) }
        return .object([
            ("fileName", .string(String(file))), ("lineNumber", .number(Double(lineNumber))),
            ("functionName", .null), ("typeName", .null), ("methodName", .null),
            ("columnNumber", .number(Double(column))), ("native", .null),
        ])
    }

    /// The compared values and the system error, each only if there is one.
    private static func details(of failure: Failure) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        if let comparison = failure.comparison {
            members.append(("actual", .string(comparison.actual)))
            members.append(("expected", .string(comparison.expected)))
        }
        guard let system = failure.system else { return members }
        members.append(("code", .string(system.code)))
        if let errno = system.errno { members.append(("errno", .number(Double(errno)))) }
        if let syscall = system.syscall { members.append(("syscall", .string(syscall))) }
        if let address = system.address { members.append(("address", .string(address))) }
        if let port = system.port { members.append(("port", .number(Double(port)))) }
        return members
    }

    /// Writes an entry of `run.failures`.
    func write(_ failure: RunFailure, to json: inout MemberWriter) {
        json.object { json in
            json.put("error", error(failure.failure, failure.source))
            json.put("at", failure.location)
            if let item = failure.item {
                json.put("source", items.source(of: item))
                json.put("parent", items.parent(of: item))
            }
            json.put("cursor") { json in
                guard let item = failure.item else { return }
                JSONCursor.write(item, start, layout: layout, to: &json)
            }
        }
    }

    /// Returns a warning or note.
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
