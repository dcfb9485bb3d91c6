import Diagnostics
import Reporting
import Testing

@testable import CLI

/// The forms of `--reporter-…` that Newman takes.
struct ReporterOptionsTests {
    struct Outcome: Equatable {
        var first = "-"
        var second = "-"
        var isQuiet = false
    }

    /// Two reports with an option in common.
    static let options: [Option<Outcome>] = [
        Option(
            "--reporter-cli-export", nil, .reports, help: "", .required("FILE") { $0.first = $1 }),
        Option(
            "--reporter-junit-export", nil, .reports, help: "",
            .optional("FILE") { $0.second = $1 ?? "default" }),
        Option(
            "--reporter-cli-no-banner", nil, .reports, help: "", .none { $0.isQuiet = true }),
    ]

    @Test(
        "An option is for one report, or for all that have it",
        arguments: [
            (["--reporter-cli-export", "a"], Outcome(first: "a"), []),
            (["--reporter-cli-export=a"], Outcome(first: "a"), []),
            (["--reporter-export", "a"], Outcome(first: "a", second: "a"), []),
            (["--reporter-export=a"], Outcome(first: "a", second: "a"), []),
            (["--reporter-junit-export"], Outcome(second: "default"), []),
            (
                ["--reporter-junit-export", "--reporter-cli-export", "a"],
                Outcome(first: "a", second: "default"), []
            ),
            (["--reporter-junit-export", "c.json"], Outcome(second: "c.json"), []),
            (["--reporter-junitfull-export", "a"], Outcome(second: "a"), []),
            (["--reporter-cli-no-banner", "c.json"], Outcome(isQuiet: true), ["c.json"]),
            (["--reporter-cli-noBanner"], Outcome(isQuiet: true), []),
            (["--reporter-no-banner", "c.json"], Outcome(isQuiet: true), ["c.json"]),
            (["--reporter-cli-no-banner", "true", "c.json"], Outcome(isQuiet: true), ["c.json"]),
            (["--reporter-cli-no-banner=false"], Outcome(), []),
        ] as [([String], Outcome, [String])])
    func forms(words: [String], outcome: Outcome, positionals: [String]) throws {
        let parsed = try ArgumentParser(options: Self.options).parse(words, into: Outcome())
        #expect(parsed.arguments == outcome)
        #expect(parsed.positionals == positionals)
        #expect(parsed.findings.isEmpty)
    }

    @Test(
        "A name without a report or without an option is unknown",
        arguments: ["--reporter-", "--reporter--", "--reporter--x", "--reporter-cli"])
    func nameless(name: String) {
        #expect(throws: UsageError.self) {
            try ArgumentParser(options: Self.options).parse([name, "x"], into: Outcome())
        }
    }

    @Test(
        "An option of an unknown report is ignored with its value, and reported",
        arguments: [
            ["--reporter-slack-title", "t", "c.json"],
            ["--reporter-slack-title=t", "c.json"],
            ["c.json", "--reporter-slack-flat"], ["--reporter-junitfull-title=t", "c.json"],
            ["--reporter-cli-show-body=t", "c.json"], ["--reporter-junit-template", "t", "c.json"],
            ["--reporter-apiKey", "k", "c.json"],
        ])
    func foreign(words: [String]) throws {
        let parsed = try ArgumentParser(options: Self.options).parse(words, into: Outcome())
        #expect(parsed.positionals == ["c.json"])
        #expect(parsed.arguments == Outcome())
        #expect(parsed.findings.count == 1)
    }

    @Test(
        "What is mistyped is an error",
        arguments: [
            ["--reporter-cli-exprot", "a"], ["--reporter-expotr", "a"], ["--reporter-cli"],
            ["--reporter-junitfull-exprot", "a"], ["--reporter-cli-skipSensitivData"],
            ["--reporter-cli-no-banner=maybe"], ["--reporter-cli-export"], ["--reporter-export"],
        ])
    func mistakes(words: [String]) {
        #expect(throws: UsageError.self) {
            try ArgumentParser(options: Self.options).parse(words, into: Outcome())
        }
    }

    @Test(
        "What htmlextra leaves out is left out, or the warning names the nearest option",
        arguments: [
            ("--reporter-htmlextra-skipSensitiveData", nil),
            ("--reporter-skipSensitiveData", nil),
            ("--reporter-htmlextra-hideRequestBody", "omit-request-bodies"),
            ("--reporter-htmlextra-hideResponseBody", "omit-response-bodies"),
            ("--reporter-htmlextra-skipHeaders", "omit-headers"),
            ("--reporter-htmlextra-skipRequests", "omit-all-headers-and-body"),
        ] as [(String, String?)])
    func leftOut(name: String, nearest: String?) throws {
        let words = nearest == nil ? [name, "c.json"] : [name, "Login", "c.json"]
        let parsed = try ArgumentParser(options: RunArguments.options)
            .parse(words, into: RunArguments())
        let html = parsed.arguments.reports.html
        #expect(parsed.positionals == ["c.json"])
        #expect(
            [html.omitsHeaders, html.omitsRequestBodies, html.omitsResponseBodies]
                == Array(repeating: nearest == nil, count: 3))
        let help = parsed.findings.flatMap(\.help)
        #expect(help.count == (nearest == nil ? 0 : 1))
        #expect(help.allSatisfy { $0.hasSuffix("'--reporter-html-\(nearest ?? "")'") })
    }

    @Test(
        "Two files for one report are refused, however it is named",
        arguments: [
            (["--reporter-html-export", "a", "--reporter-htmlextra-export", "b"], true),
            (["--reporter-junitfull-export", "a", "--reporter-junit-export=b"], true),
            (["--reporter-html-export", "a", "--reporter-htmlextra-export", "a"], false),
            (["--reporter-html-export", "a", "--reporter-html-export", "b"], false),
            (["--reporter-export", "a", "--reporter-htmlextra-export", "b"], false),
            (["--reporter-html-title", "a", "--reporter-htmlextra-title", "b"], false),
        ])
    func twoFiles(words: [String], areRefused: Bool) throws {
        var isRefused = false
        do throws(UsageError) {
            _ = try ArgumentParser(options: RunArguments.options)
                .parse(words, into: RunArguments())
        } catch {
            isRefused = true
            #expect(error.message.contains("name two files for one report"))
        }
        #expect(isRefused == areRefused)
    }

    @Test func `Options of reports that others know by another name are those of ours`() throws {
        let names = RunArguments.options.map(\.name)
        for (name, report) in ReporterName.synonyms {
            #expect(try ArgumentParserTests.parse("-r", name).arguments.reports.names == [report])
            guard names.contains("--reporter-\(report.rawValue)-export") else { continue }
            let parsed = try ArgumentParserTests.parse(
                "-r", name, "--reporter-\(name)-export", "x")
            #expect(parsed.arguments.reports.paths[report] == "x")
        }
    }
}
