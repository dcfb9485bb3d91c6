import CollectionAnalysis
import Diagnostics
import JSON

/// Findings as a code quality report of GitLab.
enum CodeQuality {
    static func text(_ report: FindingReport) -> String {
        var seen: [String: Int] = [:]
        let issues = report.findings.map { finding -> JSONValue in
            let place = report.place(of: finding)
            // GitLab shows one issue for each fingerprint.
            let repeats = seen[finding.fingerprint, default: 0]
            seen[finding.fingerprint] = repeats + 1
            let suffix = repeats == 0 ? "" : "-\(repeats)"
            let lines = JSONValue.object([
                ("begin", .number(Double(place.position?.line ?? 1)))
            ])
            return .object([
                ("description", .string(finding.diagnostic.message)),
                ("check_name", .string(finding.rule.rawValue)),
                ("fingerprint", .string(finding.fingerprint + suffix)),
                ("severity", .string(severity(finding.diagnostic.severity))),
                (
                    "location",
                    .object([("path", .string(place.file ?? "")), ("lines", lines)])
                ),
            ])
        }
        return JSONWriter.pretty(.array(issues))
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "major"
        case .warning: "minor"
        case .note: "info"
        }
    }
}
