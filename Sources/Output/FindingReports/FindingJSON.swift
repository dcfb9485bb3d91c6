import CollectionAnalysis
import Diagnostics
import JSON

/// Findings as Posthaste's own JSON.
enum FindingJSON {
    static func text(_ report: FindingReport) -> String {
        let value = JSONValue.object([
            ("version", .number(1)),
            (
                "summary",
                .object([
                    ("errors", .number(Double(report.count(of: .error)))),
                    ("warnings", .number(Double(report.count(of: .warning)))),
                    ("ignored", .number(Double(report.ignoredCount))),
                    ("files", .number(Double(report.fileCount))),
                ])
            ),
            ("notes", .array(report.notes.map(JSONValue.string))),
            ("findings", .array(report.findings.map(json))),
        ])
        return JSONWriter.pretty(value)
    }

    private static func json(_ finding: Finding) -> JSONValue {
        let diagnostic = finding.diagnostic
        let place = diagnostic.place
        var members: [(String, JSONValue)] = [
            ("rule", .string(finding.rule.rawValue)),
            ("severity", .string(diagnostic.severity.rawValue)),
            ("message", .string(diagnostic.message)),
        ]
        if let file = place.file { members.append(("file", .string(file))) }
        if let position = place.position {
            members.append(("line", .number(Double(position.line))))
            members.append(("column", .number(Double(position.column))))
        }
        if let path = place.jsonPath { members.append(("path", .string(path))) }
        if let item = place.item { members.append(("item", .string(item))) }
        if !finding.subject.isEmpty { members.append(("subject", .string(finding.subject))) }
        if !diagnostic.help.isEmpty {
            members.append(("help", .array(diagnostic.help.map(JSONValue.string))))
        }
        members.append(("fingerprint", .string(finding.fingerprint)))
        return .object(members)
    }
}
