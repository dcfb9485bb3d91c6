import Diagnostics
import Foundation
import HTTPModel
import RunModel
import Testing

@testable import Reporting

@Suite struct EventReplayTests {
    @Test func `reports of the stream equal those of the run, byte by byte`() throws {
        let events = Story.full
        let stream = try lines(of: events)
        let replayed = try Replayed([("events", stream)]).events
        #expect(replayed.count == events.count)
        #expect(try CollectedText.of(replayed) == CollectedText.of(events))
        #expect(try junit(replayed) == junit(events))
    }

    @Test func `several streams become the runs of one report, numbered and counted`() throws {
        let one = try lines(of: Story.full)
        let two = try lines(of: [.runStarted(Story.start), Story.end()])
        let replayed = try Replayed([("a", one), ("b", two), ("c", one + two)])
        #expect(replayed.starts.map(\.number) == [0, 1, 2, 3])
        #expect(replayed.starts.map(\.runCount) == [3, 3, 3, 4])
        #expect(replayed.warnings.isEmpty)
        #expect(!replayed.replay.isIncomplete)
    }

    @Test func `of several streams, a run with the name of an earlier one has another`() throws {
        var lines = try lines(of: [.runStarted(Story.start), Story.end()])
        let plain = try Replayed([("a", lines), ("b", lines)])
        #expect(plain.starts.map(\.title) == ["Demo / Shop", "Demo / Shop (run 2)"])
        lines[0] = Array("{\"shard\":2,\"shardCount\":3,".utf8) + lines[0].dropFirst()
        let merged = try Replayed([("a", lines), ("b", lines)])
        #expect(merged.starts.map(\.title) == ["Demo / Shop", "Demo / Shop (shard 2 of 3)"])
        // A history of tests goes by the name alone.
        #expect(merged.starts.map(\.label) == ["Demo / Shop", "Demo / Shop"])
    }

    @Test func `runs of streams that were counted before are reported with their sum`() throws {
        var first = Story.start
        first.runCount = 2
        let one = try lines(of: [
            .runStarted(first), Story.end(), .runStarted(first), Story.end(),
        ])
        let replayed = try Replayed([("a", one), ("b", one)], areCounted: true)
        #expect(replayed.starts.map(\.number) == [0, 1, 2, 3])
        #expect(replayed.starts.map(\.runCount) == [4, 4, 4, 4])
    }

    @Test func `streams that follow one another in a file are reported as if apart`() throws {
        let one = try lines(of: Story.full)
        let two = try lines(of: [.runStarted(Story.start), Story.end()])
        let apart = try Replayed([("a", one), ("b", two)], areCounted: true)
        let joined = try Replayed([("a", one + two)], areCounted: true)
        #expect(try CollectedText.of(joined.events) == CollectedText.of(apart.events))
        #expect(joined.starts == apart.starts)
        #expect(apart.starts.map(\.title) == ["Demo / Shop", "Demo / Shop (run 2)"])
        // A line that is not an event, or a stream of a newer version, is not counted.
        var count = EventCount()
        for line in one + ["garbage", "{}"].map({ Array($0.utf8) }) + two { count.add(line) }
        #expect(count.streams == 2 && count.runs == 2)
    }

    @Test func `the total has runs that were not announced, with those before`() throws {
        let one = try lines(of: Story.full)
        let two = try lines(of: [.runStarted(Story.start), Story.end()])
        let events = try Replayed([("-", one + two)]).events
        let (terminal, progress) = (CollectedText(), CollectedText())
        let reports: [any RunListener] = [
            TerminalReport(sink: terminal), ProgressReport(sink: progress),
        ]
        for report in reports {
            for event in events { try report.receive(event) }
            try report.finish()
        }
        #expect(terminal.text.contains("\n2 runs\n\n  ✗  Shop: 3 failures\n"))
        #expect(progress.text.contains("\n2 runs\n\n  ✗  Shop: 3 failures\n"))
        let again = try Replayed([("again", try lines(of: events))], areCounted: true)
        #expect(again.starts.map(\.runCount) == [2, 2])
        #expect(!again.replay.isIncomplete)
    }

    @Test(arguments: 1...Story.full.count)
    func `a run that was killed at any moment ends with its stream`(
        count: Int
    ) throws {
        let stream = Array(try lines(of: Story.full).prefix(1 + count))
        let replayed = try Replayed([("events", stream)])
        let isWhole = count == Story.full.count
        #expect(replayed.replay.isIncomplete == !isWhole)
        let end = try #require(replayed.ends.last)
        #expect(replayed.ends.count == 1)
        if isWhole { return #expect(end.interruption == nil) }
        guard case .lost(let diagnostic)? = end.interruption else {
            Issue.record("\(end)")
            return
        }
        #expect(diagnostic.message == "the events end before the run does")
        #expect(diagnostic.place.position?.line == 1 + count)
        #expect(end.duration >= .zero && end.duration <= .seconds(2))
        let junit = try junit(replayed.events)
        #expect(junit.contains("type=\"LostRunError\"") && junit.hasSuffix("</testsuites>\n"))
    }

    @Test func `a killed run ends with its last known event`() throws {
        let item = Story.item("A", at: 2)
        let events = [
            .runStarted(Story.start), .itemStarted(item),
            Story.request(item, Story.answer(milliseconds: 500)), Story.script(item),
        ]
        let end = try #require(try Replayed([("events", try lines(of: events))]).ends.last)
        #expect(end.duration == .milliseconds(2_502))
        #expect(end.endedAt == Story.start.startedAt + 2.502)
    }

    @Test func `a new run ends the one before, if that has no end`() throws {
        let cut = try lines(of: [.runStarted(Story.start)])
        let whole = try lines(of: [.runStarted(Story.start), Story.end()])
        let replayed = try Replayed([("both", cut + whole)])
        #expect(replayed.ends.count == 2)
        #expect(replayed.replay.isIncomplete)
    }

    @Test func `missing runs of a stream are reported`() throws {
        var start = Story.start
        start.runCount = 3
        let stream = try lines(of: [.runStarted(start), Story.end()])
        let replayed = try Replayed([("events", stream)])
        #expect(replayed.replay.isIncomplete)
        #expect(replayed.warnings.map(\.message) == ["the stream lacks 2 of its runs"])
        // All reports show them, as a run that failed.
        #expect(replayed.ends.count == 2)
        let failures = replayed.events.compactMap { $0.failure(number: 1)?.failure.name }
        #expect(failures == ["LostRunError"])
    }

    @Test func `a stream that cannot be read is a run that failed, after the others`() throws {
        let stream = try lines(of: Story.full)
        let replayed = Replayed()
        #expect(throws: Diagnostic.self) {
            try replayed.read([("empty.jsonl", [])])
        }
        try replayed.read([("whole.jsonl", stream)])
        replayed.replay.reportMissing()
        #expect(replayed.replay.isIncomplete)
        #expect(replayed.starts.map(\.title) == ["Demo / Shop", "empty.jsonl"])
        guard case .lost(let diagnostic)? = replayed.ends.last?.interruption else {
            Issue.record("\(replayed.ends)")
            return
        }
        #expect(diagnostic.message == "the stream is empty")
    }

    @Test func `an incomplete last line is ignored with a warning`() throws {
        let stream = try lines(of: Story.full)
        for length in 1..<stream[4].count {
            let cut = Array(stream[..<4]) + [Array(stream[4].prefix(length))]
            let replayed = try Replayed([("events", cut)], isCutOff: true)
            #expect(replayed.events.count == 3 + 1)
            #expect(
                replayed.warnings.map(\.message) == ["the last line is incomplete and was ignored"])
            #expect(replayed.warnings.first?.place.position?.line == 5)
        }
    }

    @Test func `a last line that lacks only its line feed counts`() throws {
        let replayed = try Replayed([("events", try lines(of: Story.full))], isCutOff: true)
        #expect(replayed.warnings.isEmpty)
        #expect(!replayed.replay.isIncomplete)
    }

    @Test func `events and members of later versions are ignored`() throws {
        var stream = try lines(of: Story.full)
        let unknown = Array(#"{"event":"teleported","item":{}}"#.utf8)
        stream.insert(unknown, at: 4)
        stream.insert(unknown, at: 5)
        stream[2] = Array(#"{"event":"iterationStarted","later":[1],"iteration":0,"row":[]}"#.utf8)
        let replayed = try Replayed([("events", stream)])
        #expect(replayed.events.count == Story.full.count)
        #expect(
            replayed.warnings.map(\.message) == [
                "unknown events 'teleported' were ignored"
            ])
    }

    @Test func `empty lines and other line ends are ignored`() throws {
        let stream = try lines(of: Story.full).flatMap { (line: [UInt8]) -> [[UInt8]] in
            [line + [0x0D], [], [0x20]]
        }
        #expect(try Replayed([("events", stream)]).events.count == Story.full.count)
    }

    @Test(arguments: [
        ("{\"event\":", "not valid JSON: the file ends, but", 10),
        ("garbage", "not valid JSON: expected a value", 1),
        ("[1]", "this line is not an event: expected an object, found an array", 1),
        ("{}", "this line is not an event: the member 'event' is missing", 1),
        (#"{"event":7}"#, "this line is not an event: expected a string, found a number", 10),
        (#"{"event":"itemStarted"}"#, "this line is not an event: the member 'item' is missing", 1),
        (
            #"{"event":"iterationFinished","iteration":1.5}"#,
            "this line is not an event: expected a whole number, found a number", 42
        ),
        (
            #"{"event":"warning","severity":"bad","message":"","place":{},"help":[]}"#,
            "this line is not an event: the word 'bad' has no meaning here", 31
        ),
        (
            #"{"event":"runStarted","collectionName":"A","iterationCount":1,"itemCount":1}"#,
            "this line is not an event: the member 'startedAt' is missing", 1
        ),
    ])
    func `a malformed line ends the stream with its place`(
        line: String, message: String, column: Int
    ) throws {
        let stream = try lines(of: Array(Story.full.prefix(3))) + [Array(line.utf8)]
        let replayed = Replayed()
        let diagnostic = try #require(throws: Diagnostic.self) {
            try replayed.read([("events.jsonl", stream)])
        }
        #expect(diagnostic.message.hasPrefix(message), "\(diagnostic.message)")
        #expect(diagnostic.place.file == "events.jsonl")
        #expect(diagnostic.place.position == TextPosition(line: 5, column: column))
        #expect(replayed.ends.count == 1)
        #expect(replayed.replay.isIncomplete)
    }

    @Test(arguments: [
        ("", "the stream is empty"), ("{}", "'events' is not an event stream"),
        ("<?xml?>", "'events' is not an event stream"),
        ("{\"info\":", "'events' is not an event stream"),
        (#"{"format":"other","version":1}"#, "'events' is not an event stream"),
        (
            #"{"format":"posthaste-events","version":3,"program":"Posthaste/9.0.0","runCount":1}"#,
            "'events' is an event stream of version 3, and this program reads version 2 and older"
        ),
    ])
    func `a file that is not an event stream is refused`(text: String, message: String) throws {
        let stream = text.isEmpty ? [] : [Array(text.utf8)]
        let diagnostic = try #require(throws: Diagnostic.self) {
            try Replayed().read([("events", stream)])
        }
        #expect(diagnostic.message == message)
        #expect(!diagnostic.help.isEmpty)
    }

    @Test func `an event outside of a run is refused`() throws {
        let stream = try lines(of: [.itemStarted(Story.item("A"))])
        let diagnostic = try #require(throws: Diagnostic.self) {
            try Replayed().read([("events", stream)])
        }
        #expect(diagnostic.message == "the event 'itemStarted' is outside of a run")
    }
}

@Suite struct EventReportTests {
    @Test func `a stream that is followed is written line by line`() throws {
        let sink = CollectedLines()
        try write(Story.full, to: sink, isImmediate: true)
        #expect(sink.pieces.count == Story.full.count)
        #expect(sink.isClosed)
    }

    @Test func `a file has every event up to the request that is under way`() throws {
        let sink = CollectedLines()
        try write(Story.full, to: sink, isImmediate: false)
        #expect(sink.pieces.count < Story.full.count / 2)
        for piece in sink.pieces.dropLast() {
            let last = String(decoding: piece.dropLast(), as: UTF8.self).split(separator: "\n").last
            #expect(last?.contains(/"event":"(runStarted|itemStarted)"/) == true)
        }
    }

    @Test func `a file lacks at most the last moment of an item`() throws {
        let sink = CollectedLines()
        var now = 0.0
        let report = EventReport(
            sink: sink, program: "Posthaste/1", isImmediate: false, now: { now })
        let item = Story.item("A")
        try report.receive(.runStarted(Story.start))
        try report.receive(.itemStarted(item))
        try report.receive(Story.console(item, "early"))
        #expect(sink.pieces.count == 2)
        now = 1
        try report.receive(Story.console(item, "later"))
        #expect(sink.pieces.count == 3)
    }

    @Test func `lines do not pile up`() throws {
        let sink = CollectedLines()
        let report = EventReport(sink: sink, program: "Posthaste/1", isImmediate: false, now: { 0 })
        let item = Story.item("A")
        let text = String(repeating: "a", count: 1_000)
        for _ in 0..<1_000 { try report.receive(Story.console(item, text)) }
        #expect(sink.pieces.allSatisfy { $0.count < 70_000 })
        #expect(sink.pieces.count > 10)
    }
}

// MARK: - Support

/// Keeps what an event report writes.
private final class CollectedLines: EventSink {
    private(set) var pieces: [[UInt8]] = []
    private(set) var isClosed = false

    func write(_ lines: [UInt8]) { pieces.append(lines) }
    func close() { isClosed = true }
}

private func write(
    _ events: [RunEvent], to sink: CollectedLines, isImmediate: Bool
) throws {
    let report = EventReport(
        sink: sink, program: "Posthaste/1", isImmediate: isImmediate, now: { 0 })
    for event in events { try report.receive(event) }
    try report.finish()
}

/// The lines of the stream that the events make.
private func lines(of events: [RunEvent]) throws -> [[UInt8]] {
    let sink = CollectedLines()
    try write(events, to: sink, isImmediate: true)
    return sink.pieces.joined().split(separator: 0x0A).map(Array.init)
}

private func junit(_ events: [RunEvent]) throws -> String {
    let file = MemoryFile()
    let report = JUnitReport(file: file)
    for event in events { try report.receive(event) }
    try report.finish()
    return file.text
}

/// The events and warnings of a replay.
private final class Replayed {
    private(set) var events: [RunEvent] = []
    private(set) var warnings: [Diagnostic] = []
    private(set) lazy var replay = EventReplay(
        deliver: { [unowned self] in events.append($0) },
        warn: { [unowned self] in warnings.append($0) })

    init() {}

    init(
        _ streams: [(name: String, lines: [[UInt8]])], areCounted: Bool = false,
        isCutOff: Bool = false
    ) throws {
        try read(streams, areCounted: areCounted, isCutOff: isCutOff)
    }

    func read(
        _ streams: [(name: String, lines: [[UInt8]])], areCounted: Bool = false,
        isCutOff: Bool = false
    ) throws {
        let counts = streams.map { stream in
            areCounted ? stream.lines.reduce(into: EventCount()) { $0.add($1) } : nil
        }
        for count in counts { replay.announce(count) }
        for (stream, count) in zip(streams, counts) {
            replay.begin(stream.name, count)
            do {
                for (index, line) in stream.lines.enumerated() {
                    let isLast = index == stream.lines.count - 1
                    try replay.take(line, isComplete: !(isLast && isCutOff))
                }
                try replay.end()
            } catch {
                replay.giveUp(error)
                throw error
            }
        }
    }

    var starts: [RunStart] {
        events.compactMap { if case .runStarted(let start) = $0 { start } else { nil } }
    }

    var ends: [RunEnd] {
        events.compactMap { if case .runFinished(let end) = $0 { end } else { nil } }
    }
}
