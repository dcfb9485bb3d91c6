import Diagnostics
import FindingReports

/// The arguments of `posthaste check`.
struct CheckArguments {
    /// Which findings fail the check.
    enum Threshold: String, CaseIterable {
        case error, warning, never

        /// Whether a finding of a severity fails the check.
        func isReached(by severity: Severity) -> Bool {
            switch self {
            case .error: severity == .error
            case .warning: severity != .note
            case .never: false
            }
        }
    }

    /// The layers of the environment that every run has.
    var environments: [String] = []
    /// The environments of tenants: files, patterns and folders.
    var tenants: [String] = []
    var globals: String?
    var iterationData: String?
    /// Variables that runs are given in another way.
    var givenNames: [String] = []
    var workingDirectory: String?
    var isContinuousIntegration: Bool?
    var format: FindingFormat?
    var threshold: Threshold?
    var ignored: [String] = []
    var configuration = ConfigurationChoice.standard
    var color = TerminalArguments.Color.auto
    var wantsHelp = false

    /// The options of `posthaste check`.
    static let options: [Option<CheckArguments>] = inputOptions + outputOptions

    private static let inputOptions: [Option<CheckArguments>] = [
        Option(
            "--environment", "e", .input,
            help: "the environment of every run; of several files, the later one wins",
            repeats: true,
            .required(.file("FILE", ".json", ".yaml")) {
                $0.environments.append($1)
            }),
        Option(
            "--each-environment", nil, .input,
            help: "the environment of one tenant, to compare with those of the others: a file, a "
                + "pattern such as 'env/*.json', or a folder",
            repeats: true, .required("PATH|GLOB|DIR") { $0.tenants.append($1) }),
        Option(
            "--globals", "g", .input, help: "the globals",
            .required(.file("FILE", ".json", ".yaml")) { $0.globals = $1 }),
        Option(
            "--iteration-data", "d", .input, help: "data rows, whose columns are variables",
            .required(.file("FILE", ".json", ".csv")) { $0.iterationData = $1 }),
        Option(
            "--given", nil, .variables,
            help: "a variable that runs are given by --env-var, --secret or in another way",
            repeats: true, .required("NAME") { $0.givenNames.append($1) }),
        Option(
            "--working-dir", nil, .input,
            help:
                "the folder that paths of files in requests start from (default: the current one)",
            .required("DIR") { $0.workingDirectory = $1 }),
        Option(
            "--ci", nil, .control,
            help: "judge as for runs that no person watches (default: if the variable CI is set)",
            .none { $0.isContinuousIntegration = true }),
        Option(
            "--config", nil, .general, help: "the configuration file (default posthaste.json)",
            .required(.file("FILE", ".json")) { $0.configuration = .file($1) }),
        Option(
            "--no-config", nil, .general, help: "read no configuration file",
            .none { $0.configuration = .none }),
    ]

    private static let outputOptions: [Option<CheckArguments>] = [
        Option(
            "--format", nil, .reports,
            help: "text (default), json, sarif for code scanning, github for annotations, or "
                + "gitlab for code quality",
            .required(.choice(of: FindingFormat.self)) { (arguments, text) throws(UsageError) in
                arguments.format = try .choice(text, "--format")
            }),
        Option(
            "--fail-on", nil, .control,
            help: "which findings make the exit code 1: error (default), warning or never",
            .required(.choice(of: Threshold.self)) { (arguments, text) throws(UsageError) in
                arguments.threshold = try .choice(text, "--fail-on")
            }),
        Option(
            "--ignore", nil, .control,
            help: "findings to accept: a rule, a rule with a name, file or item such as "
                + "'literal-secret=demo*', or a fingerprint from the JSON format",
            repeats: true, .required("RULE|RULE=PATTERN|FINGERPRINT") { $0.ignored.append($1) }),
        Option(
            "--color", nil, .terminal, help: "whether the text has colours",
            .required(.choice(of: TerminalArguments.Color.self)) {
                (arguments, text) throws(UsageError) in
                arguments.color = try .choice(text, "--color")
            }),
        Option("--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true }),
    ]
}
