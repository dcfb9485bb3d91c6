import CollectionModel
import Diagnostics
import HTTPModel
import Variables

/// Everything that the runs of a command read before they start.
struct RunSources {
    /// Variables and secrets of the command line, the same for all runs.
    let given: GivenVariables
    /// How servers are reached.
    let network: Network
    /// The files of each run.
    var files: [RunFiles]
}

/// The files that a run starts from: its collection, and those that all runs share.
struct RunFiles {
    /// The collection as the command line names it.
    let name: String
    /// The place of the collection among those of the command.
    let collectionNumber: Int
    let collection: Collection
    var environment = RunEnvironment(number: 0, layers: [], paths: [])
    var globals = VariableSet()
    var data = IterationData()
    /// The index of the only data row, if each row has runs of its own.
    var rowNumber: Int?
    /// How often the requests run; nil for once for each row.
    var iterationCount: Int?
    /// The number that the runs of `--parallel-iterations` have in common; nil for other runs.
    var userGroup: Int?
    var cookies: [HTTPCookie] = []
    /// The ids of the requests that failed last time and still exist, for `--last-failed`.
    var lastFailed: [String] = []
    /// The name of the run in reports; nil for that of its collection.
    var label: String?
    /// The doubts about the files that this run reports.
    var findings: [Diagnostic] = []

    /// The name of the run in messages and lists: `Contoso / row 2`, or that of the collection.
    var title: String {
        let row = rowNumber.map { "row \($0 + 1)" }
        let parts = [label, row].compactMap(\.self).filter { !$0.isEmpty }
        return parts.isEmpty ? collection.name : parts.joined(separator: " / ")
    }
}
