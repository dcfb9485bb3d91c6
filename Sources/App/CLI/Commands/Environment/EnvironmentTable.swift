import CollectionAnalysis
import CollectionModel
import Diagnostics
import JSON

/// Environments side by side: a row for each name, and a column for each file.
struct EnvironmentTable {
    /// How the values of a name relate.
    enum Relation: String {
        case same, different, missing
    }

    /// One name.
    struct Row {
        let name: String
        let relation: Relation
        /// The values for people; nil for a file that lacks the name.
        let values: [String?]
    }

    let files: [EnvironmentFile]
    /// The names of the files' environments, without secrets.
    let names: [String]
    let rows: [Row]

    init(_ files: [EnvironmentFile]) {
        self.files = files
        var seen: Set<String> = []
        let names = files.flatMap { $0.variables.map(\.key) }.filter { seen.insert($0).inserted }
        let redactor = files.redactor
        self.names = files.map { redactor.redact($0.name) }
        rows = names.map { name in
            let variables = files.map { $0.variable(name) }
            // A value is secret if any file says so.
            let isSecret = variables.contains { $0?.holdsSecret == true }
            let values = variables.map { variable -> String? in
                guard let variable else { return nil }
                if isSecret && !variable.text.isEmpty { return Redactor.mask }
                return variable.shownText(redactor)
            }
            return Row(
                name: redactor.redactName(name), relation: Self.relation(variables), values: values)
        }
    }

    private static func relation(_ variables: [VariableDefinition?]) -> Relation {
        let known = variables.compactMap(\.self)
        if known.count < variables.count { return .missing }
        let isSame = known.allSatisfy {
            $0.text == known[0].text && $0.isDisabled == known[0].isDisabled
        }
        return isSame ? .same : .different
    }

    /// Whether every file has every name.
    var isComplete: Bool { !rows.contains { $0.relation == .missing } }

    // MARK: Text

    private static let marks: [Relation: String] = [.same: " ", .different: "~", .missing: "!"]

    /// The table for a terminal: `~` marks values that differ, `!` names that a file lacks.
    var text: String {
        let head = ["", ""] + names
        let lines = rows.map { row in
            [Self.marks[row.relation] ?? "", row.name] + row.values.map { $0 ?? "-" }
        }
        let widths = head.indices.map { column in
            ([head] + lines).map { $0[column].count }.max() ?? 0
        }
        return ([head] + lines).map { cells in
            var line = ""
            for (cell, width) in zip(cells, widths) {
                line += cell + String(repeating: " ", count: width - cell.count + 2)
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// The table as JSON.
    var json: JSONValue {
        .object([
            (
                "files",
                .array(
                    zip(files, names).map { file, name in
                        .object([("file", .string(file.path)), ("name", .string(name))])
                    })
            ),
            (
                "variables",
                .array(
                    rows.map { row in
                        .object([
                            ("name", .string(row.name)),
                            ("relation", .string(row.relation.rawValue)),
                            (
                                "values",
                                .array(row.values.map { $0.map(JSONValue.string) ?? .null })
                            ),
                        ])
                    })
            ),
        ])
    }
}
