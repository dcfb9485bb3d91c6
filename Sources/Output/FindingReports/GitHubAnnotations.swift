import CollectionAnalysis
import Diagnostics
import Reporting

/// Findings as workflow commands of GitHub Actions, which show them next to the lines of files.
enum GitHubAnnotations {
    static func text(_ report: FindingReport) -> String {
        report.findings.map { finding in
            let diagnostic = finding.diagnostic
            let item = diagnostic.place.item.map { " in '\($0)'" } ?? ""
            let message = ([diagnostic.message + item] + diagnostic.help).joined(separator: "\n")
            return WorkflowCommand.annotation(
                diagnostic.severity.rawValue, title: finding.rule.rawValue, message: message,
                at: report.place(of: finding))
        }.joined()
    }
}
