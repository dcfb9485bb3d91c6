import Diagnostics
import Execution
import RunModel

extension RunArguments {
    static let controlOptions: [Option<RunArguments>] = [
        Option(
            "--bail", nil, .control,
            help: "end the run at its first failure; with 'folder', at the first request without a "
                + "response or script that throws",
            .optional(.list(["failure", "folder"])) { (arguments, text) throws(UsageError) in
                arguments.control.bail = try bailRules(text)
            }),
        Option(
            "--timeout", nil, .control,
            help: "the longest time of the whole run, as 30s or 5m (default none)",
            .optional(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.control.timeoutMilliseconds = try time(text, "--timeout")
            }),
        Option(
            "--retry", nil, .control,
            help: "try a request again, at most this many times (default 0)",
            .required("N") { (arguments, text) throws(UsageError) in
                arguments.control.retries = try count(text, "--retry")
            }),
        Option(
            "--retry-delay", nil, .control,
            help: "wait this long before another attempt, as 500 (ms) or 2s, or longer if the "
                + "response's Retry-After asks for it, up to 60s (default 1s)",
            .required(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.control.retryDelayMilliseconds = try TimeSpelling.milliseconds(
                    text, "--retry-delay")
            }),
        Option(
            "--retry-on", nil, .control,
            help: "what is tried again, for any method: error (no response), statuses as 503 or "
                + "5xx, failure (a failed test or script; the scripts run again too). By default "
                + "error, 429, 502, 503 and 504, but POST and PATCH only if the server accepted "
                + "nothing: no connection, 429, 503",
            .required(.list(["error", "failure", "429", "5xx", "502", "503", "504"])) {
                (arguments, text) throws(UsageError) in
                arguments.control.retryCauses = try retryCauses(text)
            }),
        Option(
            "--fail-on-http-error", nil, .control,
            help: "fail a request with a status of 400 or above, unless a test ran and its scripts "
                + "looked at the status",
            .none { $0.control.failsOnErrorStatus = true }),
        Option(
            "--threshold", nil, .control,
            help: "fail a run whose requests miss this limit: p95<500ms (any percentile, also mean "
                + "and max), failed<1% (or a number), throughput>20 (in a second); a path before "
                + "it limits one request: 'Orders/List: p99<2s'",
            repeats: true,
            .required("LIMIT") { (arguments, text) throws(UsageError) in
                try ThresholdSpelling.add(text, to: &arguments.control.thresholds)
            }),
        Option(
            "--strict", nil, .control,
            help: "treat every warning as a failure: an undefined variable, an unreadable file to "
                + "upload, an unknown next request, a doubtful auth block or input file, a run "
                + "without requests",
            .none { $0.control.isStrict = true }),
        Option(
            "--suppress-exit-code", "x", .control,
            help: "exit with 0 even if requests, scripts or tests failed",
            .none { $0.control.suppressesExitCode = true }),
    ]

    // MARK: Values

    /// Refuses an unknown word, which Newman ignores: the run would then not end early.
    private static func bailRules(_ text: String?) throws(UsageError) -> BailRules {
        guard let text else { return .failures }
        var rules: BailRules = []
        for word in words(of: text) {
            switch word {
            case "failure": rules.insert(.failures)
            case "folder": rules.insert(.errors)
            default:
                let names = ["failure", "folder"]
                let guess = CommandSpelling.suggestion(for: String(word), among: names)
                throw UsageError(
                    message: "unknown value '\(word)' of '--bail'",
                    help: guess.isEmpty
                        ? [
                            "it takes 'failure', 'folder' or no value; the word after it is its "
                                + "value"
                        ]
                        : guess)
            }
        }
        return rules
    }

    private static func retryCauses(_ text: String) throws(UsageError) -> Set<RetryRules.Cause> {
        var causes: Set<RetryRules.Cause> = []
        for word in words(of: text) {
            switch word.lowercased() {
            case "error": causes.insert(.noAnswer)
            case "failure": causes.insert(.failure)
            case "4xx": causes.insert(.status(400...499))
            case "5xx": causes.insert(.status(500...599))
            case let other:
                guard other.utf8.count == 3, let status = Int(other), (100...599).contains(status)
                else {
                    throw UsageError(
                        message: "unknown value '\(word)' of '--retry-on'",
                        help: ["it takes 'error', 'failure', '4xx', '5xx' and statuses as 503"])
                }
                causes.insert(.status(status...status))
            }
        }
        if causes.isEmpty { throw UsageError(message: "'--retry-on' names nothing") }
        return causes
    }

    private static func words(of list: String) -> [Substring] {
        list.split { $0 == "," || $0 == " " }
    }
}
