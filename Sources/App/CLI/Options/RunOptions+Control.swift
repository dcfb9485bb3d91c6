import Diagnostics
import Execution

/// What the command line says of failures: whether to try again, and when to end.
struct ControlArguments {
    var bail: BailRules = []
    var timeoutMilliseconds: Int?
    var retries: Int?
    var retryDelayMilliseconds: Int?
    var retryCauses: Set<RetryRules.Cause>?
    var failsOnErrorStatus = false

    /// The rules that these make.
    var retry: RetryRules {
        var rules = RetryRules()
        rules.count = retries ?? 0
        if let retryDelayMilliseconds { rules.delay = .milliseconds(retryDelayMilliseconds) }
        rules.causes = retryCauses
        return rules
    }

    /// Refuses options that would be without effect.
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

extension RunArguments {
    static let controlOptions: [Option<RunArguments>] = [
        Option(
            "--bail", nil, .control,
            help:
                "end the run at its first failure; with 'folder', at the first request without an "
                + "answer and the first script that throws",
            .optional(.list(["failure", "folder"])) { (arguments, text) throws(UsageError) in
                arguments.control.bail = try bailRules(text)
            }),
        Option(
            "--timeout", nil, .control,
            help: "the longest time in milliseconds of the whole run (default none)",
            .optional("MS") { (arguments, text) throws(UsageError) in
                arguments.control.timeoutMilliseconds = try optionalCount(text, "--timeout")
            }),
        Option(
            "--retry", nil, .control,
            help: "try a request again, so many times at most (default 0)",
            .required("N") { (arguments, text) throws(UsageError) in
                arguments.control.retries = try count(text, "--retry")
            }),
        Option(
            "--retry-delay", nil, .control,
            help:
                "wait so many milliseconds before each other attempt, or longer where the answer's "
                + "Retry-After asks for it, up to 60 s (default 1000)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.control.retryDelayMilliseconds = try count(text, "--retry-delay")
            }),
        Option(
            "--retry-on", nil, .control,
            help: "what is tried again, for any method: error (no answer), statuses as 503 or 5xx, "
                + "failure (a failed test or script; the scripts run again too); by default error, "
                + "429, 502, 503 and 504, and POST and PATCH only where the server took nothing: "
                + "no connection, 429, 503",
            .required(.list(["error", "failure", "429", "5xx", "502", "503", "504"])) {
                (arguments, text) throws(UsageError) in
                arguments.control.retryCauses = try retryCauses(text)
            }),
        Option(
            "--fail-on-http-error", nil, .control,
            help: "fail by a status of 400 or above where no test looks at the answer",
            .none { $0.control.failsOnErrorStatus = true }),
    ]

    // MARK: Values

    /// Newman passes over what it does not know, and so does not end by a misspelled word.
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
                    message: "'--bail' knows no '\(word)'",
                    help: guess.isEmpty
                        ? [
                            "it takes 'failure', 'folder' or nothing, and what follows it is its value"
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
                        message: "'--retry-on' knows no '\(word)'",
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
