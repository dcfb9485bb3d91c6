public import CollectionAnalysis
public import Diagnostics

/// The form in which findings are printed.
public enum FindingFormat: String, Sendable, CaseIterable {
    /// For people.
    case text
    /// Posthaste's own JSON, described by `posthaste schema check`.
    case json
    /// SARIF 2.1.0, which code scanning reads.
    case sarif
    /// Workflow commands of GitHub Actions, which annotate files.
    case github
    /// GitLab's code quality report.
    case gitlab
}

/// The findings of one check, as every format prints them.
public struct FindingReport: Sendable {
    /// The findings that are shown.
    public var findings: [Finding]
    /// How many findings the project accepts.
    public var ignoredCount: Int
    /// How many files were read.
    public var fileCount: Int
    /// What the check could not judge, in one phrase each.
    public var notes: [String]
    /// The version of the program.
    public var version: String
    /// Returns the path of a file from the folder of the checkout, which is how forges know files.
    public var checkoutPath: @Sendable (String) -> String = { $0 }

    /// Creates a report.
    public init(
        _ findings: [Finding], ignoredCount: Int, fileCount: Int, notes: [String], version: String
    ) {
        self.findings = findings
        self.ignoredCount = ignoredCount
        self.fileCount = fileCount
        self.notes = notes
        self.version = version
    }

    /// How many findings have a severity.
    public func count(of severity: Severity) -> Int {
        findings.count { $0.diagnostic.severity == severity }
    }

    /// Returns the report as text; colours are for the format `text` alone.
    public func text(_ format: FindingFormat, usesColor: Bool) -> String {
        switch format {
        case .text: FindingText(usesColor: usesColor).text(self)
        case .json: FindingJSON.text(self)
        case .sarif: SARIFLog.text(self)
        case .github: GitHubAnnotations.text(self)
        case .gitlab: CodeQuality.text(self)
        }
    }

    /// The place of a finding, in the checkout.
    func place(of finding: Finding) -> Place {
        var place = finding.diagnostic.place
        place.file = place.file.map(checkoutPath)
        return place
    }
}
