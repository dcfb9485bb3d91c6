import RunModel

/// Folds runs for the exit code.
final class RunVerdict: RunListener {
    private var summary = RunSummary()
    private var wasInterrupted = false
    /// Whether a report could not be written.
    var hasFailedReport = false

    /// What the failures of all runs so far, and of their reports, make of the exit code; a run
    /// that did not come to its end has failed.
    var code: Int32 {
        let hasFailed = summary.hasFailures || wasInterrupted || hasFailedReport
        return (hasFailed ? ExitCode.failed : .success).rawValue
    }

    func receive(_ event: RunEvent) throws(ListenerError) {
        summary.fold(event)
        if case .runFinished(let end) = event, end.interruption != nil { wasInterrupted = true }
    }
}
