import Testing

@testable import CLI

/// Which reports are made, and where they go.
struct ReportArgumentsTests {
    static func settled(_ words: [String]) throws -> ReportArguments {
        var reports = try ArgumentParser(options: RunArguments.options)
            .parse(words, into: RunArguments()).arguments.reports
        try reports.settle()
        return reports
    }

    @Test(
        "Paths and --open ask for reports, and standard output is for one",
        arguments: [
            ([], [.cli]), (["--open"], [.cli, .html]),
            (["-r", "junit", "--open"], [.junit, .html]),
            (["--reporter-events-export", "e.jsonl"], [.cli, .events]),
            (["--reporter-events-export", "-"], [.events]),
            (["-r", "json", "--reporter-json-export", "-"], [.json]),
            (["-r", "cli,tap", "--reporter-tap-export", "-"], [.cli, .tap]),
            (["-r", "junit,json", "--reporter-export", "out/"], [.junit, .json]),
        ] as [([String], [ReporterName])])
    func reports(words: [String], names: [ReporterName]) throws {
        #expect(try Self.settled(words).names == names)
    }

    @Test(
        "Two reports in one place are refused",
        arguments: [
            (["-r", "cli,junit", "--reporter-junit-export", "-"], "'cli' and 'junit'"),
            (["-r", "junit,html", "--reporter-export", "-"], "'html' and 'junit'"),
            (["-r", "tap,json", "--reporter-json-export", "-"], "'tap' and 'json'"),
            (["-r", "cli", "--reporter-events-export", "-"], "'cli' and 'events'"),
            (["-r", "junit,json", "--reporter-export", "r"], "'junit' and 'json'"),
        ])
    func collisions(words: [String], names: String) {
        do {
            _ = try Self.settled(words)
            Issue.record("accepted")
        } catch {
            #expect((error as? UsageError)?.message.contains(names) == true, "\(error)")
        }
    }

    @Test(
        "A report with Newman's name or layout goes to Newman's folder",
        arguments: [
            (["-r", "junit,html,json"], []), (["-r", "junitfull,html"], [.junit]),
            (["-r", "htmlextra"], [.html]),
            (["-r", "junit", "--reporter-junit-layout", "newman"], [.junit]),
            (["-r", "json,junit", "--reporter-json-layout", "newman"], [.json]),
        ] as [([String], [ReporterName])])
    func places(words: [String], followers: [ReporterName]) throws {
        let reports = try Self.settled(words)
        #expect(reports.names.filter(reports.followsNewman) == followers)
        for name in reports.names {
            let arguments = try ArgumentParser(options: RunArguments.options)
                .parse(words, into: RunArguments()).arguments
            let path = Reports(arguments: arguments).path(of: name, ".x")
            #expect(path.hasPrefix(followers.contains(name) ? "newman/" : "reports/"))
        }
    }

    @Test(
        "Programs among the reports are paths and commands",
        arguments: [
            ("cli,./my-report", [.cli], ["./my-report"]),
            ("/opt/r.sh , tap", [.tap], ["/opt/r.sh"]),
            ("cmd:a, b -c 'd'", [], ["a, b -c 'd'"]), ("junit,cmd:x", [.junit], ["x"]),
            ("cli,@scope/reporter", [.cli], []),
        ] as [(String, [ReporterName], [String])])
    func programs(list: String, names: [ReporterName], commands: [String]) throws {
        let reports = try Self.settled(["-r", list])
        #expect(reports.names == names && reports.programs.map(\.command) == commands)
        #expect(reports.unknown == (list.contains("@") ? ["@scope/reporter"] : []))
    }

    @Test func `A program takes its own options as arguments`() throws {
        var reports = ReportArguments()
        try reports.choose("./my-report.sh")
        let options = [
            IgnoredOption(
                name: "--reporter-my-report-title", value: "t", reason: .init(message: "")),
            IgnoredOption(
                name: "--reporter-my-report-flat", value: nil, reason: .init(message: "")),
            IgnoredOption(name: "--reporter-other-flat", value: nil, reason: .init(message: "")),
        ]
        #expect(reports.takeOptions(options) == [options[2]])
        #expect(reports.programs[0].arguments == ["--title", "t", "--flat"])
    }

    @Test func `Files are named once each, and devices are not files`() {
        let written = WrittenFiles()
        #expect(written.text.isEmpty)
        written.add("out/page.html", report: .html)
        written.add("-")
        written.add("/dev/stdout", report: .junit)
        written.add("e.json")
        #expect(written.text == "\nFiles written:\n  out/page.html\n  e.json\n")
        #expect(written.path(of: .html) == "out/page.html" && written.path(of: .junit) == nil)
    }
}
