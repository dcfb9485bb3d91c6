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
    let files: [RunFiles]
}

/// The files that a run starts from: its collection, and those that all runs share.
struct RunFiles {
    /// The collection as the command line names it.
    var name: String
    var collection: Collection
    var environment = VariableSet()
    var globals = VariableSet()
    var data = IterationData()
    var cookies: [HTTPCookie] = []
    /// The doubts about the files that this run reports.
    var findings: [Diagnostic] = []
}
