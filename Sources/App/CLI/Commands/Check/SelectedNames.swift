import CollectionAnalysis
import CollectionModel
import Diagnostics
import Execution

/// The folders and requests that a configuration file selects, each with its place.
struct SelectedNames {
    private var names: [(name: String, place: Place)] = []

    private static let options: Set = ["--folder", "--item", "--exclude-folder"]

    /// Adds the names of options; those of a later layer replace none.
    mutating func add(_ settings: [Setting<RunArguments>]) {
        for setting in settings where Self.options.contains(setting.option.name) {
            guard let name = setting.value, !setting.isTakenBack else { continue }
            names.append((name, setting.place ?? Place()))
        }
    }

    /// Adds the names of another file.
    mutating func add(_ others: SelectedNames) { names += others.names }

    /// A finding for each name that no folder or request of the collections has.
    func findings(in collections: [Collection]) -> [Finding] {
        if names.isEmpty || collections.isEmpty { return [] }
        var selection = Selection()
        selection.included = names.map(\.name)
        let unknown = collections.map {
            Set(RunPlan($0, selecting: selection).unknownNames)
        }
        return names.filter { name, _ in unknown.allSatisfy { $0.contains(name) } }
            .map { name, place in
                let choices = collections.flatMap {
                    Selection.choices(in: $0, asPaths: name.contains("/"))
                }
                let help = CommandSpelling.suggestion(for: name, among: choices)
                return Finding(
                    .suspiciousMember,
                    Diagnostic(
                        .error, "no collection has a folder or request '\(name)'", at: place,
                        help: help), subject: name)
            }
    }
}
