/// The reports that Posthaste makes.
enum ReporterName: String, CaseIterable {
    case cli, junit, json, html, tap, github, gitlab, teamcity, ctrf, allure, otlp, prometheus,
        progress, events

    /// Reporters of Newman that one of these replaces, with the options of both.
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
        case .gitlab: "code quality findings of GitLab"
        case .teamcity: "service messages of TeamCity"
        case .ctrf: "Common Test Report Format"
        case .allure: "result files for Allure Report"
        case .otlp: "OpenTelemetry traces and metrics, sent to a collector"
        case .prometheus: "metrics for Prometheus, as a file or for a push gateway"
        case .progress: "one line of progress, and the failures at the end"
        case .events: "a line of JSON for each event, for other programs"
        }
    }
}

/// The structure of a JUnit file.
enum JUnitLayout: String, CaseIterable {
    /// A suite for each request and iteration, errors as test cases, and correct sums.
    case strict
    /// Newman's: a suite for each request, errors outside of the test cases.
    case newman
}
