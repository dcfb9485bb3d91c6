import RunModel

/// Folds runs for the exit code, and the requests of a run that `--last-failed` runs.
final class RunVerdict: RunListener {
    private var failures = FailureLog()
    private var wasInterrupted = false
    private var failuresBeforeItem = 0
    /// The ids of the requests of the current run that failed, each once.
    private(set) var failedItems: [String] = []
    private var failedSet: Set<String> = []
    /// The ids of the requests of the current run that have run.
    private(set) var finishedItems: Set<String> = []
    /// The id of the request that was the last one to run.
    private(set) var lastItem: String?

    /// The exit code for the failures of all runs so far.
    ///
    /// A run that did not finish has failed.
    var code: Int32 {
        let hasFailed = failures.count > 0 || wasInterrupted
        return (hasFailed ? ExitCode.failed : .success).rawValue
    }

    func receive(_ event: RunEvent) throws(ListenerError) {
        failures.fold(event)
        switch event {
        case .runStarted: (failedItems, failedSet, finishedItems, lastItem) = ([], [], [], nil)
        case .itemStarted: failuresBeforeItem = failures.count
        case .itemFinished(let item): noteEnd(of: item)
        case .runFinished(let end): if end.interruption != nil { wasInterrupted = true }
        default: break
        }
    }

    private func noteEnd(of item: ItemReference) {
        finishedItems.insert(item.id)
        lastItem = item.id
        guard failures.count > failuresBeforeItem, failedSet.insert(item.id).inserted else {
            return
        }
        failedItems.append(item.id)
    }
}
