import CollectionAnalysis
import Diagnostics
import JSON
import TextEncoding

/// Findings as a log of SARIF 2.1.0 (OASIS), which code scanning of forges reads.
enum SARIFLog {
    static func text(_ report: FindingReport) -> String {
        let driver = JSONValue.object([
            ("name", .string("posthaste")), ("version", .string(report.version)),
            ("rules", .array(AnalysisRule.allCases.map(rule))),
        ])
        let run = JSONValue.object([
            ("tool", .object([("driver", driver)])),
            ("columnKind", .string("unicodeCodePoints")),
            ("results", .array(report.findings.map { result($0, at: report.place(of: $0)) })),
        ])
        let schema = "https://json.schemastore.org/sarif-2.1.0.json"
        let log = JSONValue.object([
            ("$schema", .string(schema)), ("version", .string("2.1.0")), ("runs", .array([run])),
        ])
        return JSONWriter.pretty(log)
    }

    private static func rule(_ rule: AnalysisRule) -> JSONValue {
        .object([
            ("id", .string(rule.rawValue)),
            ("shortDescription", .object([("text", .string(rule.summary))])),
            (
                "defaultConfiguration",
                .object([("level", .string(rule.severity.rawValue))])
            ),
        ])
    }

    private static func result(_ finding: Finding, at place: Place) -> JSONValue {
        let diagnostic = finding.diagnostic
        let text = diagnostic.messageWithHelp
        return .object([
            ("ruleId", .string(finding.rule.rawValue)),
            (
                "ruleIndex",
                .number(Double(AnalysisRule.allCases.firstIndex(of: finding.rule) ?? 0))
            ),
            ("level", .string(diagnostic.severity.rawValue)),
            ("message", .object([("text", .string(text))])),
            ("locations", .array(locations(place))),
            (
                "partialFingerprints",
                .object([("posthaste/v1", .string(finding.fingerprint))])
            ),
        ])
    }

    private static func locations(_ place: Place) -> [JSONValue] {
        guard let file = place.file else { return [] }
        var location: [(String, JSONValue)] = [
            ("artifactLocation", .object([("uri", .string(uri(file)))]))
        ]
        if let position = place.position {
            location.append(
                (
                    "region",
                    .object([
                        ("startLine", .number(Double(position.line))),
                        ("startColumn", .number(Double(position.column))),
                    ])
                ))
        }
        return [.object([("physicalLocation", .object(location))])]
    }

    /// A path as a relative reference, or as the address of a file if it is absolute.
    private static func uri(_ path: String) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
            .filter { $0 != "." }
        let text = segments.map { PercentEncoding.strict.encode($0) }.joined(separator: "/")
        return path.hasPrefix("/") ? "file://" + text : text
    }
}
