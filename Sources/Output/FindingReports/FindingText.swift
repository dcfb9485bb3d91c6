import CollectionAnalysis
import Diagnostics
import Reporting

/// Findings for people: each with its place and an excerpt, then how many there are.
struct FindingText {
    let usesColor: Bool

    func text(_ report: FindingReport) -> String {
        let renderer = DiagnosticRenderer(usesColor: usesColor)
        let findings = report.findings.map { finding in
            var diagnostic = finding.diagnostic
            diagnostic.message += " [\(finding.rule.rawValue)]"
            return renderer.render(diagnostic)
        }
        let notes = report.notes.map { renderer.render(Diagnostic(.note, $0)) }
        return findings.joined(separator: "\n") + (findings.isEmpty ? "" : "\n")
            + notes.joined() + Self.summary(report) + "\n"
    }

    private static func summary(_ report: FindingReport) -> String {
        let files = HumanUnits.count(report.fileCount, "file")
        let ignored = report.ignoredCount > 0 ? "; \(report.ignoredCount) ignored" : ""
        if report.findings.isEmpty { return "nothing found in \(files)\(ignored)" }
        let errors = HumanUnits.count(report.count(of: .error), "error")
        let warnings = HumanUnits.count(report.count(of: .warning), "warning")
        return "\(errors), \(warnings) in \(files)\(ignored)"
    }
}
