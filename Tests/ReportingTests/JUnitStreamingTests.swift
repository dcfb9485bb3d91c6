import Diagnostics
import Foundation
import HTTPModel
import RunModel
import Testing

@testable import Reporting

/// The file that the events make.
func junitFile(_ events: [RunEvent]) throws -> MemoryFile {
    let file = MemoryFile()
    let report = JUnitReport(file: file)
    for event in events { try report.receive(event) }
    return file
}

/// What the file is at any moment, and how cheaply.
@Suite struct JUnitStreamingTests {
    /// A run of many items; the moment of each is `spacing` seconds after the one before.
    private func events(_ count: Int, spacing: Double) -> [RunEvent] {
        (0..<count).flatMap { number -> [RunEvent] in
            let item = Story.item("Get \(number)", at: Double(number) * spacing)
            return [
                .itemStarted(item), Story.request(item), Story.passed("t", item),
                .itemFinished(item),
            ]
        }
    }

    @Test func `the file is well-formed after every write`() throws {
        let file = MemoryFile()
        let report = JUnitReport(file: file)
        try report.receive(.runStarted(Story.start))
        // One suite says that the run is under way.
        #expect(try XMLSums(file.text).suites.count == 1)
        for event in events(5, spacing: 2) {
            try report.receive(event)
            let sums = try XMLSums(file.text)
            #expect(sums.root == sums.total)
        }
        #expect(try XMLSums(file.text).suites.count == 4 + 1)
        try report.receive(Story.end())
        #expect(try XMLSums(file.text).suites.count == 5)
        try report.finish()
        #expect(file.isClosed)
    }

    @Test func `several runs make one file`() throws {
        var first = Story.start
        first.runCount = 2
        var second = first
        second.number = 1
        second.collectionName = "Stock"
        let runs = [first, second].map { [.runStarted($0)] + events(2, spacing: 2) + [Story.end()] }
        let text = try junitFile(runs.flatMap(\.self)).text
        let sums = try XMLSums(text)
        #expect(sums.suites.count == 4)
        #expect(sums.root == sums.total)
        // What two collections have alike stays apart.
        for name in ["Shop", "Stock"] {
            #expect(text.contains("<testsuite name=\"\(name) / Get 0"))
            #expect(text.contains("classname=\"\(name)Get0\""))
        }
    }

    @Test func `runs whose names differ in spaces or letters have classes of their own`() throws {
        let item = Story.item("Get")
        let names = ["Contoso EU", "Contoso-EU", "客户一", "客户二"]
        let events = names.enumerated().flatMap { number, name in
            var start = Story.start
            start.number = number
            (start.environmentName, start.label, start.runCount) = (name, name, 4)
            return [
                .runStarted(start), .itemStarted(item), .itemFinished(item), Story.end(.signal(2)),
            ] as [RunEvent]
        }
        let text = try junitFile(events).text
        let classes = text.matches(of: /classname="(\w+)"/).map { String($0.1) }
        #expect(classes.count == 8 && Set(classes).count == 8)
    }

    @Test func `ten thousand suites cost few writes`() throws {
        let events = [.runStarted(Story.start)] + events(10_000, spacing: 0.0001) + [Story.end()]
        let written = try junitFile(events)
        #expect(written.writes < written.bytes.count / 65_536 * 2 + 8)
        let sums = try XMLSums(written.text)
        #expect(sums.root == sums.total)
        #expect(sums.total.tests == 10_000)
    }

    @Test(arguments: [
        "]]>", "a\u{0}b\u{8}\u{B}\u{1F}", "\u{FFFE}\u{FFFF}", "<&>\"'", "\r\n\t", "é注👍\u{85}\u{7F}",
        "\u{1B}[31mred",
    ])
    func `hostile texts become well-formed XML, and stay readable`(text: String) throws {
        let item = Story.item(text, in: [text])
        var start = Story.start
        start.collectionName = text
        start.environmentName = text
        let failure = Failure(name: text, message: text, stack: text)
        let written = try junitFile([
            .runStarted(start), .itemStarted(item), Story.console(item, text),
            Story.request(item, Story.answer(500, text, body: text), url: "https://x/?\(text)"),
            Story.failed(text, item, message: text), Story.script(item, failure: failure),
            .warning(Diagnostic(.warning, text)), .itemFinished(item), Story.end(),
        ])
        let sums = try XMLSums(written.text)
        #expect(sums.root == sums.total)
        let kept = text.unicodeScalars.filter {
            $0.value >= 0x20 || "\t\n\r".unicodeScalars.contains($0)
        }
        if kept.count == text.unicodeScalars.count, !text.contains("\u{FFFE}") {
            #expect(sums.suites.first?.name == "\(text) / \(text)")
        }
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")),
        arguments: [Story.full])
    func `xmllint finds no error`(events: [RunEvent]) throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("junit-\(UUID().uuidString).xml")
        defer { try? FileManager.default.removeItem(at: path) }
        try Data(try junitFile(events).bytes).write(to: path)
        let lint = Process()
        lint.executableURL = URL(fileURLWithPath: "/usr/bin/xmllint")
        lint.arguments = ["--noout", path.path]
        try lint.run()
        lint.waitUntilExit()
        #expect(lint.terminationStatus == 0)
    }

    @Test func `the console of one item is bounded`() throws {
        let item = Story.item("Get")
        let line = Story.console(item, String(repeating: "x", count: 1_000))
        let written = try junitFile(
            [.runStarted(Story.start), .itemStarted(item)]
                + Array(repeating: line, count: 1_000) + [.itemFinished(item), Story.end()])
        #expect(written.bytes.count < 270_000)
        #expect(written.text.contains(" more lines, not kept\n</system-out>"))
    }
}
