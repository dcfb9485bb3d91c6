import Diagnostics
import RunModel
import Testing

@testable import Reporting

@Suite struct TeamCityReportTests {
    private func text(_ events: [RunEvent]) throws -> String {
        let sink = CollectedText()
        let report = TeamCityReport(sink: sink)
        for event in events { try report.receive(event) }
        try report.finish()
        return sink.text
    }

    @Test func `a run of several has the name that it has in all reports`() throws {
        var start = Story.start
        (start.label, start.runCount) = ("Contoso / Shop", 2)
        #expect(
            try text([.runStarted(start), Story.end()]) == """
                ##teamcity[testSuiteStarted name='Contoso / Shop' flowId='posthaste']
                ##teamcity[testSuiteFinished name='Contoso / Shop' flowId='posthaste']

                """)
        #expect(try text([.runStarted(Story.start)]).contains("name='Shop (Demo)'"))
    }

    @Test func `marks that reorder text and control characters are replaced`() throws {
        let item = Story.item("a\u{202E}b\u{2066}c\u{1B}d|e\u{61C}")
        let text = try text([.runStarted(Story.start), .itemStarted(item), .itemFinished(item)])
        #expect(text.contains("name='a\u{FFFD}b\u{FFFD}c\u{FFFD}d||e\u{FFFD}'"))
    }

    @Test func `a run that ended early has an ignored test, as in the other reports`() throws {
        let note = Diagnostic(.note, "the run ends here")
        let text = try text([.runStarted(Story.start), Story.end(.bail(note))])
        #expect(text.contains("testIgnored name='run' message='the run ends here'"))
    }
}
