import JSON
import RunModel

/// One span of a trace in the JSON form of OTLP.
struct Span {
    /// What kind of work it is, by the numbers of the protocol.
    enum Kind: Double {
        case inside = 1
        case client = 3
    }

    /// An event of the span that reports a failure.
    struct Problem {
        /// The time in seconds since 1970.
        let time: Double
        /// The failure.
        let failure: Failure
        /// What failed.
        let name: String
    }

    /// The trace's id.
    let trace: String
    /// The span's id.
    let id: String
    /// The id of the span around it, or nil for the outermost.
    let parent: String?
    /// The name that a reader sees.
    let name: String
    /// What kind of work it is.
    var kind = Kind.inside
    /// When it began, in seconds since 1970.
    let start: Double
    /// When it ended, in seconds since 1970.
    let end: Double
    /// Its attributes.
    var attributes: [(String, JSONValue)] = []
    /// What failed in it.
    var problems: [Problem] = []
    /// Why it failed, or nil if it did not.
    var failure: String?

    /// The span as the protocol writes it.
    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("traceId", .string(trace)), ("spanId", .string(id)),
        ]
        if let parent { members.append(("parentSpanId", .string(parent))) }
        members += [
            ("name", .string(name)), ("kind", .number(kind.rawValue)),
            ("startTimeUnixNano", Self.time(start)),
            ("endTimeUnixNano", Self.time(max(start, end))),
            ("attributes", Self.attributes(attributes)),
        ]
        if !problems.isEmpty { members.append(("events", .array(problems.map(Self.event)))) }
        let status: [(String, JSONValue)] =
            failure.map { [("code", .number(2)), ("message", .string($0))] } ?? []
        return .object(members + [("status", .object(status))])
    }

    private static func event(_ problem: Problem) -> JSONValue {
        .object([
            ("name", .string("exception")), ("timeUnixNano", time(problem.time)),
            (
                "attributes",
                attributes([
                    ("exception.type", .string(problem.failure.name)),
                    ("exception.message", .string(problem.failure.message)),
                    ("posthaste.test", .string(problem.name)),
                ])
            ),
        ])
    }

    /// A time as the text of nanoseconds since 1970, as the protocol writes 64-bit integers.
    static func time(_ seconds: Double) -> JSONValue {
        // An event stream that was edited may have any number.
        .string(String(UInt64(min(max(0, seconds), 1e10) * 1e6) * 1_000))
    }

    /// Attributes: texts, numbers and booleans with their types.
    static func attributes(_ attributes: [(String, JSONValue)]) -> JSONValue {
        .array(
            attributes.map { key, value in
                let typed: (String, JSONValue) =
                    switch value.kind {
                    case .number(let number): ("intValue", .string(number.literal))
                    case .boolean: ("boolValue", value)
                    default: ("stringValue", value)
                    }
                return .object([("key", .string(key)), ("value", .object([typed]))])
            })
    }
}
