public import Diagnostics
import TextEncoding

/// A mistake that an analysis found.
public struct Finding: Sendable, Hashable {
    /// The kind of mistake.
    public var rule: AnalysisRule
    /// What is wrong, its place, and what to do; it contains no secret.
    public var diagnostic: Diagnostic
    /// The name that the finding is about, such as a variable; empty if there is none.
    public var subject: String

    /// Creates a finding.
    public init(_ rule: AnalysisRule, _ diagnostic: Diagnostic, subject: String = "") {
        self.rule = rule
        self.diagnostic = diagnostic
        self.subject = subject
    }

    /// Creates a finding with the severity of its rule.
    init(
        _ rule: AnalysisRule, _ message: String, subject: String = "", at place: Place,
        help: [String] = []
    ) {
        self.init(
            rule, Diagnostic(rule.severity, message, at: place, help: help), subject: subject)
    }

    /// A name for the finding that stays the same when lines are added above it: 16 hexadecimal
    /// digits, made by the FNV-1a hash from the rule, the file, the item and the subject.
    public var fingerprint: String {
        let parts = [
            rule.rawValue, diagnostic.place.file ?? "", diagnostic.place.item ?? "", subject,
        ]
        return FNV1a.digits(of: parts.joined(separator: "\n"))
    }
}
