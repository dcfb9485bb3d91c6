import Authentication
import CollectionModel
import Reporting

/// What the words after `posthaste run` say.
struct RunArguments {
    /// A variable given on the command line; no value means the variable is there and empty.
    struct Assignment: Equatable {
        var key: String
        var value: String?
    }

    /// When colours are used.
    enum Color: String, CaseIterable {
        case auto, on, off
    }

    /// The reports that there are.
    enum ReporterName: String, CaseIterable {
        case cli, junit, json, html, tap, github, progress, events

        /// The reports of Newman's that one of these stands in for, with the options of both.
        static let synonyms: [String: ReporterName] = [
            "junitfull": .junit, "htmlextra": .html, "emojitrain": .progress,
        ]

        /// What it is, for the help.
        var meaning: String {
            switch self {
            case .cli: "requests, tests, failures and a summary on the terminal"
            case .junit: "JUnit XML, which CI systems read"
            case .json: "the whole run as JSON"
            case .html: "a page to read, filter and pass on"
            case .tap: "Test Anything Protocol"
            case .github: "annotations and a job summary of GitHub Actions"
            case .progress: "one line of progress, and the failures at the end"
            case .events: "a line of JSON for each event, for other programs"
            }
        }
    }

    /// Where the outcome of the run is written to, beside the reports.
    struct Exports: Equatable {
        var environment: String?
        var globals: String?
        var collection: String?
        var cookieJar: String?
        var keepsSecrets = false
    }

    var environment: String?
    var globals: String?
    var postmanAPIKey: String?
    var iterationData: String?
    var dataTypes = IterationData.Types.numbers
    var environmentVariables: [Assignment] = []
    var globalVariables: [Assignment] = []
    var collectionVariables: [Assignment] = []
    var folders: [String] = []
    var excludedFolders: [String] = []
    var requestNames: [String] = []
    var isListing = false
    var iterationCount: Int?
    var seed: UInt64?
    var modulePaths: [String] = []
    var reporters: [ReporterName] = [.cli]
    /// Whether the reports were chosen, so that none is left out in silence.
    var choosesReporters = false
    /// Where reports go; those that are not here have a place of their own.
    var reportPaths: [ReporterName: String] = [:]
    var junitLayout = JUnitLayout.strict
    var jsonReport = JSONReport.Options()
    var htmlReport = HTMLReport.Options()
    var cookieJar: String?
    var network = NetworkArguments()
    var workingDirectory: String?
    var confinesBodyFiles = false
    var ignoresRedirects = false
    var delayMilliseconds: Int?
    var scriptTimeoutMilliseconds: Int?
    /// In bytes; 0 for no limit.
    var scriptMemory = 1 << 30
    var vault: [NamedSecret] = []
    var secrets: [NamedSecret] = []
    var dotenvFiles: [String] = []
    /// Where the `github` report's Markdown goes, in place of the job's page.
    var jobSummary: String?
    var terminal = TerminalArguments()
    var color = Color.auto
    var isVerbose = false
    var suppressesExitCode = false
    var control = ControlArguments()
    var exports = Exports()
    var isStrict = false
    var wantsHelp = false
    var configuration = ConfigurationChoice.standard

    var assertionCertificate: String?
    var assertionKey: String?
    var clientAssertion: AssertionSource?
    /// What of the overrides is secret, by where it comes from.
    struct TokenSecrets: Equatable {
        var accessToken: SecretSource?
        var refreshToken: SecretSource?
        var clientSecret: SecretSource?
        var keyPassphrase: SecretSource?

        /// Those that are given.
        var all: [SecretSource] {
            [accessToken, refreshToken, clientSecret, keyPassphrase].compactMap(\.self)
        }
    }

    var meansAllTokens = false
    /// Where tokens are kept: `nil` for the user's folder, `off` for nowhere.
    var tokenCache: String?
    var auditLog: String?
    var tokenSecrets = TokenSecrets()
    var overrides = OAuth2Overrides()
    var opensBrowser = true
}
