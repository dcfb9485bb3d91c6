import Execution
import RunModel

/// What counts as a failure, what is tried again, and what ends a run.
struct ControlArguments {
    var bail: BailRules = []
    var timeoutMilliseconds: Int?
    var retries: Int?
    var retryDelayMilliseconds: Int?
    var retryCauses: Set<RetryRules.Cause>?
    var failsOnErrorStatus = false
    /// The limits that the requests of a run must keep.
    var thresholds: [Threshold] = []
    /// Whether warnings are failures.
    var isStrict = false
    /// Whether failures leave the exit code at 0.
    var suppressesExitCode = false

    /// The rules for retries.
    var retry: RetryRules {
        var rules = RetryRules()
        rules.count = retries ?? 0
        if let retryDelayMilliseconds { rules.delay = .milliseconds(retryDelayMilliseconds) }
        rules.causes = retryCauses
        return rules
    }

    /// Refuses options that would have no effect.
    func check() throws(UsageError) {
        if retries != nil { return }
        for (name, isGiven) in [
            ("--retry-delay", retryDelayMilliseconds != nil), ("--retry-on", retryCauses != nil),
        ] where isGiven {
            throw UsageError(
                message: "'\(name)' is given without '--retry'",
                help: ["say how often: '--retry 2'"])
        }
    }
}
