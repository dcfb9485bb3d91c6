import Foundation
import Testing

/// A JUnit report as other people's tools read it: xmllint with the schemas of Jenkins, and
/// junitparser from PyPI.
struct JUnitReport {
    let facts: JUnitFacts

    init(at file: URL) throws {
        try Self.checkForm(of: file)
        let reader = try ChildProcess(
            executable: Tools.python(),
            arguments: ["-B", Tools.server("junit_facts.py").path, file.path]
        ).run()
        try #require(reader.exitCode == 0, "junitparser: \(reader.stderr)")
        facts = try JSONDecoder().decode(JUnitFacts.self, from: Data(reader.stdout.utf8))
    }

    /// The file is what the schemas of Jenkins ask for (`.ci/fetch-schemas`).
    static func checkForm(of file: URL) throws {
        for schema in try Tools.schemas() {
            let lint = try ChildProcess(
                executable: Tools.system("xmllint"),
                arguments: ["--noout", "--nonet", "--schema", schema.path, file.path]
            ).run()
            #expect(lint.exitCode == 0, "xmllint: \(lint.stderr)")
        }
    }

    /// Every suite declares what it holds, and the report declares the sums of its suites; no two
    /// test cases have the same class and name, of which GitLab would keep the first.
    func checkSums() {
        var keys: Set<[String]> = []
        for testCase in facts.suites.flatMap(\.cases) {
            let key = [testCase.class ?? "", testCase.name.description]
            #expect(keys.insert(key).inserted, "\(key) stands twice")
        }
        for suite in facts.suites {
            #expect(suite.declared == Self.count(suite.cases), "\(suite.name)")
        }
        #expect(facts.declared == Self.count(facts.suites.flatMap(\.cases)))
    }

    /// The report says what a case expects; what the case does not mention is free.
    func check(_ expected: JUnitFacts) {
        if let name = expected.name {
            #expect(name.matches(facts.name?.description ?? ""))
        }
        if let declared = expected.declared {
            #expect(facts.declared == declared)
        }
        let actual = facts.suites.flatMap(Self.lines)
        let wanted = expected.suites.flatMap(Self.lines)
        let found = difference(
            expected: wanted.joined(separator: "\n"), actual: actual.joined(separator: "\n"))
        #expect(found == nil, "\(found ?? "")")
        for (wanted, suite) in zip(expected.suites, facts.suites) {
            Self.checkDetails(wanted, suite)
        }
    }

    private static func checkDetails(_ wanted: JUnitFacts.Suite, _ suite: JUnitFacts.Suite) {
        for (name, value) in wanted.properties ?? [:] {
            let actual = suite.properties?[name]?.description
            #expect(actual.map(value.matches) == true, "property \(name): \(actual ?? "none")")
        }
        for (wanted, actual) in zip(wanted.cases, suite.cases) {
            guard let message = wanted.message else { continue }
            let text = actual.message?.description
            #expect(text.map(message.matches) == true, "\(actual.name): \(text ?? "no message")")
        }
    }

    private static func lines(_ suite: JUnitFacts.Suite) -> [String] {
        ["suite \(suite.name)"] + suite.cases.map { "  \($0.outcome): \($0.name)" }
    }

    private static func count(_ cases: [JUnitFacts.Case]) -> JUnitFacts.Sums {
        func number(_ outcome: String) -> Int { cases.count { $0.outcome == outcome } }
        return JUnitFacts.Sums(
            tests: cases.count, failures: number("failed"), errors: number("error"),
            skipped: number("skipped"))
    }
}
