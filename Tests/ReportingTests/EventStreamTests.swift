import Diagnostics
import Foundation
import HTTPModel
import JSON
import RunModel
import Testing

@testable import Reporting

@Suite struct EventStreamTests {
    @Test func `there is a sample of every event`() {
        #expect(Set(EventSamples.all.map(\.eventName)) == Set(EventName.allCases))
    }

    @Test(arguments: EventSamples.all)
    func `no member of a sample has the value that reading begins with`(event: RunEvent) {
        for part in parts(of: event) { checkMembers(of: part, event.eventName.rawValue) }
    }

    @Test(arguments: EventSamples.all)
    func `an event is unchanged by writing and reading`(event: RunEvent) throws {
        try checkRoundTrip(event)
    }

    @Test(arguments: UInt64(1)...30)
    func `a run with any content is unchanged by writing and reading`(seed: UInt64) throws {
        var run = GeneratedRun(seed: seed)
        for event in run.events() { try checkRoundTrip(event) }
    }

    @Test(arguments: [
        ("0", Duration.zero), ("1.5", .microseconds(1_500)), ("-1.5", .microseconds(-1_500)),
        ("2001", .milliseconds(2_001)),
        ("0.000000000000001", Duration(secondsComponent: 0, attosecondsComponent: 1)),
        ("999999999999999", .milliseconds(999_999_999_999_999)),
    ])
    func `durations are milliseconds, exact to the last digit`(
        text: String, duration: Duration
    ) throws {
        var writer = MemberWriter()
        duration.write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        #expect(try Duration.read(try JSONParser.parse(text)) == duration)
    }

    @Test(arguments: ["1000000000000000", "9223372036854775807", "-1e15", "1e300"])
    func `a duration that is too long is refused`(text: String) throws {
        let json = try JSONParser.parse(text)
        #expect(throws: EventFault.self) { try Duration.read(json) }
    }

    @Test(arguments: [("1.5e3", Duration.milliseconds(1_500)), ("1.0", .milliseconds(1))])
    func `durations may have other spellings`(text: String, duration: Duration) throws {
        #expect(try Duration.read(try JSONParser.parse(text)) == duration)
    }

    @Test func `an impossible duration is refused`() throws {
        let json = try JSONParser.parse("1e300")
        #expect(throws: EventFault.self) { try Duration.read(json) }
    }
}

// MARK: - The document

extension EventStreamTests {
    private static func document() throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/App/posthaste/posthaste.docc/EventStream.md")
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test func `the example of the document is what the program writes`() throws {
        var writer = MemberWriter()
        for event in Story.documented { writer.line(event) }
        let lines = String(decoding: writer.bytes, as: UTF8.self)
        #expect(try Self.document().contains("```\n\(lines)```\n"), "\(lines)")
    }

    @Test func `the document names every event and every member`() throws {
        let document = try Self.document()
        var writer = MemberWriter()
        for event in EventSamples.all where event.eventName != .runStarted { writer.line(event) }
        for line in writer.bytes.split(separator: 0x0A) {
            let json = try JSONParser.parse(String(decoding: line, as: UTF8.self))
            for name in names(in: json) {
                #expect(document.contains("`\(name)`"), "the document lacks '\(name)'")
            }
        }
        for name in EventName.allCases { #expect(document.contains("| `\(name.rawValue)` |")) }
    }

    /// The names of all members, except those of embedded JSON.
    private func names(in json: JSONValue) -> Set<String> {
        var names: Set<String> = []
        for member in json.object?.members ?? [] {
            names.insert(member.key)
            if ["environment", "globals"].contains(member.key) { continue }
            names.formUnion(self.names(in: member.value))
        }
        for element in json.array ?? [] { names.formUnion(self.names(in: element)) }
        return names
    }
}

// MARK: - Comparing

/// What an event carries.
private func parts(of event: RunEvent) -> [Any] {
    guard let payload = Mirror(reflecting: event).children.first?.value else { return [] }
    let mirror = Mirror(reflecting: payload)
    return mirror.displayStyle == .tuple ? mirror.children.map(\.value) : [payload]
}

private func checkRoundTrip(
    _ event: RunEvent, location: SourceLocation = #_sourceLocation
) throws {
    var writer = MemberWriter()
    writer.line(event)
    #expect(writer.bytes.count { $0 == 0x0A } == 1, sourceLocation: location)
    let line = String(decoding: writer.bytes, as: UTF8.self)
    var reader = try EventReader(try JSONParser.parse(line))
    let read = try #require(try reader.event())
    #expect(read.eventName == event.eventName, sourceLocation: location)
    let (before, after) = (parts(of: event), parts(of: read))
    #expect(before.count == after.count, sourceLocation: location)
    for (a, b) in zip(before, after) {
        let (first, second) = (a as? AnyHashable, b as? AnyHashable)
        #expect(first != nil && first == second, "\(line)", sourceLocation: location)
    }
}

/// Checks each object in a value, however deep: a member that the codec forgets would stay as it is
/// in the blank one.
private func checkMembers(of value: Any, _ path: String) {
    if let object = value as? any EventObject { return compare(object, path) }
    for child in Mirror(reflecting: value).children { checkMembers(of: child.value, path) }
}

private func compare<Object: EventObject>(_ object: Object, _ path: String) {
    let blank = Mirror(reflecting: Object.blank).children
    for (member, usual) in zip(Mirror(reflecting: object).children, blank) {
        let name = path + "." + (member.label ?? "")
        // Of an exchange that came to nothing, there is no answer, and no body. The stream does not
        // say how headers were encoded.
        let isAbsent =
            path == "request.request" || name == "request.response" || member.label == "keepsUTF8"
        #expect(isAbsent || "\(member.value)" != "\(usual.value)", "\(name) has its usual value")
        checkMembers(of: member.value, name)
    }
}
