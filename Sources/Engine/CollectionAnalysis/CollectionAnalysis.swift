import CollectionModel
import Diagnostics

/// Finds mistakes in collections and environments without running anything.
///
/// It is a function from files to findings: it reads no file, and sends nothing.
public struct CollectionAnalysis {
    private let input: AnalysisInput

    /// Creates an analysis.
    public init(_ input: AnalysisInput) {
        self.input = input
    }

    /// Returns the findings, in the order of the files and of the places in them.
    public func findings() -> [Finding] {
        let contents = input.collections.map { CollectionContents($0) }
        var findings = readerFindings()
        findings += VariableAnalysis(input, contents).findings()
        let secrets = SecretAnalysis(input, contents).findings()
        findings += secrets.map(\.finding)
        findings += AuthorizationAnalysis(input, contents).findings()
        for collection in contents {
            findings += ScriptAnalysis(collection, syntaxError: input.syntaxError).findings()
            findings += NameAnalysis.findings(in: collection)
            findings += PathAnalysis.findings(in: collection)
            findings += RequestAnalysis(collection).findings()
            findings += FileAnalysis(collection, exists: input.fileExists).findings()
        }
        findings += NameAnalysis.findings(in: input.variables)
        return sorted(Self.withoutSecrets(findings, secrets.map(\.secret)))
    }

    /// The findings without any secret that was found, in messages and in lines of files.
    private static func withoutSecrets(_ findings: [Finding], _ secrets: [String]) -> [Finding] {
        var redactor = Redactor()
        for secret in secrets { redactor.add(secret) }
        if redactor.isEmpty { return findings }
        // Many findings can be in one long line.
        var last: (line: String, hasSecret: Bool)?
        return findings.map { finding in
            var diagnostic = finding.diagnostic
            diagnostic.message = redactor.redact(diagnostic.message)
            diagnostic.help = diagnostic.help.map { redactor.redact($0) }
            diagnostic.place.item = diagnostic.place.item.map(redactor.redactName)
            if let line = diagnostic.place.lineText {
                let hasSecret = last?.line == line ? last?.hasSecret : redactor.redact(line) != line
                last = (line, hasSecret == true)
                if hasSecret == true { diagnostic.place.lineText = nil }
            }
            return Finding(
                finding.rule, diagnostic, subject: redactor.redact(finding.subject))
        }
    }

    /// The warnings of the readers of the files.
    private func readerFindings() -> [Finding] {
        let warnings =
            input.collections.flatMap(\.collection.warnings)
            + input.variables.flatMap(\.set.warnings)
        return warnings.filter { $0.severity != .note }.map { warning in
            Finding(
                warning.severity == .error ? .malformedFile : .suspiciousMember, warning,
                subject: warning.place.jsonPath ?? warning.message)
        }
    }

    /// The findings by file in the order of the files, then by place.
    private func sorted(_ findings: [Finding]) -> [Finding] {
        var ranks: [String: Int] = [:]
        for file in input.collections.map(\.origin) + input.variables.map(\.origin) {
            for name in file.names where ranks[name] == nil { ranks[name] = ranks.count }
        }
        func key(_ finding: Finding) -> (Int, Int, Int) {
            let place = finding.diagnostic.place
            return (
                place.file.flatMap { ranks[$0] } ?? ranks.count, place.position?.line ?? 0,
                place.position?.column ?? 0
            )
        }
        let keyed = findings.enumerated().map { (key($0.element), $0.offset, $0.element) }
        return keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}

private func < (a: ((Int, Int, Int), Int), b: ((Int, Int, Int), Int)) -> Bool {
    a.0 == b.0 ? a.1 < b.1 : a.0 < b.0
}
