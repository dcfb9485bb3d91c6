import JSON

/// The `posthaste.json` of a project.
struct ProjectSettings {
    /// The file that describes `posthaste.json` to editors: the output of `schema config`.
    static let schemaPath = "posthaste.schema.json"

    private let project: ProjectFiles

    init(_ project: ProjectFiles) {
        self.project = project
    }

    /// The text of the file.
    var text: String {
        var members: [(String, JSONValue)] = [
            ("$schema", .string(Self.schemaPath)), ("collection", one(project.collections)),
        ]
        // Several environments would be layers of one run, which is seldom meant.
        if project.environments.count == 1 {
            members.append(("environment", one(project.environments)))
        }
        if project.globals.count == 1 { members.append(("globals", one(project.globals))) }
        members += [
            ("reporters", .array(["cli", "junit", "html"].map(JSONValue.string))),
            (
                "reporter",
                .object([
                    ("junit", .object([("export", .string("reports/junit.xml"))])),
                    ("html", .object([("export", .string("reports/report.html"))])),
                ])
            ),
        ]
        return JSONWriter.pretty(.object(members))
    }

    /// What the file contains, for the person who reads what `init` did.
    var meaning: String {
        let collections = Self.count(project.collections, "collection")
        switch project.environments.count {
        case 0: return collections
        case 1: return "\(collections) and the environment \(project.environments[0])"
        default:
            return "\(collections); give the \(project.environments.count) environments with "
                + "--each-environment, or one with -e"
        }
    }

    private static func count(_ paths: [String], _ noun: String) -> String {
        paths.count == 1 ? "the \(noun) \(paths[0])" : "\(paths.count) \(noun)s"
    }

    /// A single path as text, several as an array.
    private func one(_ paths: [String]) -> JSONValue {
        paths.count == 1 ? .string(paths[0]) : .array(paths.map(JSONValue.string))
    }
}
