import CollectionAnalysis
import Diagnostics
import JSON
import Testing

@testable import FindingReports

struct FindingReportTests {
    private static let finding = Finding(
        .unusedVariable,
        Diagnostic(
            .warning, "variable 'a' is unused",
            at: Place(
                file: "my env/a.json", position: TextPosition(line: 3, column: 7), item: "Get")),
        subject: "a")
    private static let report = FindingReport(
        [finding, finding], ignoredCount: 1, fileCount: 2, notes: [], version: "1")

    @Test func `JSON has counts, places and fingerprints`() throws {
        let value = try JSONParser.parse(Self.report.text(.json, usesColor: false))
        #expect(value["summary"]?["warnings"]?.double == 2)
        #expect(value["summary"]?["ignored"]?.double == 1)
        let finding = try #require(value["findings"]?.array?.first)
        #expect(finding["line"]?.double == 3)
        #expect(finding["fingerprint"]?.string == Self.finding.fingerprint)
    }

    @Test func `SARIF names the rule and a relative address`() throws {
        let value = try JSONParser.parse(Self.report.text(.sarif, usesColor: false))
        let run = try #require(value["runs"]?.array?.first)
        let result = try #require(run["results"]?.array?.first)
        #expect(result["ruleId"]?.string == "unused-variable")
        let place = result["locations"]?.array?.first?["physicalLocation"]
        #expect(place?["artifactLocation"]?["uri"]?.string == "my%20env/a.json")
        #expect(place?["region"]?["startColumn"]?.double == 7)
        let rules = run["tool"]?["driver"]?["rules"]?.array
        let index = try #require(result["ruleIndex"]?.double)
        #expect(rules?[Int(index)]["id"]?.string == "unused-variable")
    }

    @Test func `GitHub gets a command for each finding`() {
        let lines = Self.report.text(.github, usesColor: false).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(
            lines[0].hasPrefix("::warning file=my env/a.json,line=3,col=7,title=unused-variable"))
    }

    @Test func `Issues of GitLab have fingerprints of their own`() throws {
        let issues = try #require(
            try JSONParser.parse(Self.report.text(.gitlab, usesColor: false)).array)
        #expect(Set(issues.map { $0["fingerprint"]?.string }).count == 2)
        #expect(issues[0]["location"]?["lines"]?["begin"]?.double == 3)
        #expect(issues[0]["severity"]?.string == "minor")
    }

    @Test func `Text counts files, and what is ignored`() {
        let text = Self.report.text(.text, usesColor: false)
        #expect(text.contains("[unused-variable]\n  --> my env/a.json:3:7"))
        #expect(text.hasSuffix("0 errors, 2 warnings in 2 files; 1 ignored\n"))
    }
}
