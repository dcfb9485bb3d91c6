import FindingReports
import JSON
import Reporting

/// The JSON Schema of `posthaste.json`, made from the table of options.
enum ConfigurationSchema {
    /// The schema of a file.
    static var json: JSONValue {
        let options = (RunArguments.options + RunArguments.authOptions).map(\.label)
            .filter { $0.group != .general }
        let members = members(options)
        let run = JSONSchema.object(
            members.map { ($0.0, reference($0.0)) }, closed: true,
            "options of 'run', which win over those above")
        return JSONSchema.document(
            "posthaste.json", "Options of 'posthaste run', 'posthaste auth' and 'posthaste check'.",
            JSONSchema.object(members + [("run?", run), ("check?", check)], closed: true))
    }

    /// The members that may be at the top and below `run`.
    private static func members(_ options: [OptionLabel]) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [
            ("$schema?", JSONSchema.type("string")),
            ("collection?", several(JSONSchema.type("string"), "the collections to run")),
            ("reporter?", reporters(options)),
        ]
        var seen: Set<String> = []
        for option in options where seen.insert(option.key).inserted {
            members.append((option.key + "?", schema(of: option)))
            if let opposite = option.oppositeKey, seen.insert(opposite).inserted {
                members.append(
                    (opposite + "?", JSONSchema.type("boolean", "false: " + option.meaning)))
            }
        }
        return members
    }

    /// A reference to a member of the top.
    private static func reference(_ name: String) -> JSONValue {
        .object([("$ref", .string("#/properties/" + name.filter { $0 != "?" }))])
    }

    private static func several(_ schema: JSONValue, _ description: String?) -> JSONValue {
        JSONSchema.any(of: [schema, JSONSchema.array(of: schema)], description)
    }

    // MARK: Options

    /// The values that `ConfigurationValue` takes for an option.
    private static func schema(of option: OptionLabel) -> JSONValue {
        guard let shape = option.shape else {
            return JSONSchema.type("boolean", option.help)
        }
        let scalar = JSONValue.object([
            ("type", .array([.string("string"), .string("number")]))
        ])
        let takesTrue = option.mayLackValue || shape.choices.contains("on")
        let boolean =
            takesTrue
            ? JSONSchema.type("boolean") : .object([("const", .boolean(false))])
        let element = JSONValue.object([
            ("type", .array([.string("string"), .string("number"), .string("boolean")]))
        ])
        var kinds = [scalar, boolean, JSONSchema.type("null")]
        if shape.kind == .list || option.repeats { kinds.append(JSONSchema.array(of: element)) }
        if option.repeats, shape.isAssignment {
            kinds.append(
                .object([("type", .string("object")), ("additionalProperties", element)]))
            kinds.append(JSONSchema.array(of: JSONSchema.type("object")))
        }
        var schema = JSONSchema.any(of: kinds, option.help).object ?? JSONObject()
        if !shape.choices.isEmpty {
            schema["examples"] = .array(shape.choices.map(JSONValue.string))
        }
        return JSONValue(.object(schema))
    }

    /// The options of reports, by report; a report of another program may have any.
    private static func reporters(_ options: [OptionLabel]) -> JSONValue {
        let prefix = ReporterOptions<RunArguments>.prefix
        var reports: [(name: String, members: [(String, JSONValue)])] = []
        for option in options where option.name.hasPrefix(prefix) {
            let words = option.name.dropFirst(prefix.count).split(separator: "-", maxSplits: 1)
            guard words.count == 2 else { continue }
            let member = (String(words[1]) + "?", schema(of: option))
            if let index = reports.firstIndex(where: { $0.name == words[0] }) {
                reports[index].members.append(member)
            } else {
                reports.append((String(words[0]), [member]))
            }
        }
        return JSONSchema.object(
            reports.map { ($0.name + "?", JSONSchema.object($0.members)) },
            "options of reports, by the name of the report")
    }

    private static var check: JSONValue {
        let text = JSONSchema.type("string")
        return JSONSchema.object(
            [
                (
                    "ignore?",
                    several(text, "findings to accept: RULE, RULE=PATTERN, or a fingerprint")
                ),
                ("format?", JSONSchema.words(FindingFormat.allCases.map(\.rawValue))),
                ("failOn?", JSONSchema.words(CheckArguments.Threshold.allCases.map(\.rawValue))),
                ("given?", several(text, "variables that runs are given in another way")),
            ], closed: true, "options of 'posthaste check'")
    }
}
