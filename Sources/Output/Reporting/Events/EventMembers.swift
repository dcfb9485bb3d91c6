import Diagnostics
import HTTPModel
import JSON
import RunModel

// The members of the values in events. A member that is added later has a `usually:` value or is
// optional, so that older streams can be read, and the version stays the same.

extension RunStart: EventObject {
    static var blank: RunStart {
        RunStart(collectionName: "", iterationCount: 0, itemCount: 0, startedAt: 0)
    }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("collectionName", &collectionName)
        try visitor.member("collectionId", &collectionID)
        try visitor.member("file", &file)
        try visitor.member("environmentName", &environmentName)
        try visitor.member("label", &label)
        try visitor.member("part", &part)
        try visitor.member("rowNumber", &rowNumber)
        try visitor.member("iterationCount", &iterationCount)
        try visitor.member("duration", &duration)
        try visitor.member("itemCount", &itemCount)
        try visitor.member("startedAt", &startedAt)
        try visitor.member("number", &number)
        try visitor.member("runCount", &runCount)
        try visitor.member("collection", &collection)
    }
}

extension IterationStart: EventObject {
    static var blank: IterationStart { IterationStart(0) }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("iteration", &number)
        try visitor.member("row", &row)
    }
}

extension IterationStart.Cell: EventObject {
    static var blank: IterationStart.Cell { IterationStart.Cell("", "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("name", &name)
        try visitor.member("value", &value)
    }
}

extension ItemReference: EventObject {
    static var blank: ItemReference {
        ItemReference(id: "", name: "", folders: [], iteration: 0, sequence: 0)
    }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("id", &id)
        try visitor.member("name", &name)
        try visitor.member("folders", &folders)
        try visitor.member("iteration", &iteration)
        try visitor.member("sequence", &sequence)
        try visitor.member("position", &position)
        try visitor.member("file", &file)
        try visitor.member("line", &line)
        try visitor.member("startedAt", &startedAt)
    }
}

extension RequestRecord: EventObject {
    static var blank: RequestRecord { RequestRecord(origin: .item, request: .blank) }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("origin", &origin)
        try visitor.member("request", &request)
        try visitor.member("hops", &hops, usually: [])
        try visitor.member("response", &response)
        try visitor.member("failure", &failure)
        try visitor.member("waited", &waited)
    }
}

extension RequestRecord.Origin: EventValue {}

extension RequestRecord.Hop: EventObject {
    static var blank: RequestRecord.Hop { RequestRecord.Hop(status: 0, method: "", url: "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("status", &status)
        try visitor.member("method", &method)
        try visitor.member("url", &url)
    }
}

extension AttemptRecord: EventObject {
    static var blank: AttemptRecord {
        AttemptRecord(number: 0, limit: 0, requests: [], reason: "", delay: .zero)
    }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("number", &number)
        try visitor.member("limit", &limit)
        try visitor.member("requests", &requests)
        try visitor.member("reason", &reason)
        try visitor.member("delay", &delay)
    }
}

extension Failure: EventObject {
    static var blank: Failure { Failure(name: "", message: "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("name", &name)
        try visitor.member("message", &message)
        try visitor.member("stack", &stack)
        try visitor.member("position", &position)
        try visitor.member("lineText", &lineText)
        try visitor.member("comparison", &comparison)
        try visitor.member("system", &system)
    }
}

extension Comparison: EventObject {
    static var blank: Comparison { Comparison(actual: "", expected: "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("actual", &actual)
        try visitor.member("expected", &expected)
        try visitor.member("cut", &isCut, usually: false)
    }
}

extension TransportError.Cause: EventObject {
    static var blank: TransportError.Cause { TransportError.Cause(code: "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("code", &code)
        // Node's numbers, which are negative.
        var number = errno.map { Double($0) }
        try visitor.member("errno", &number)
        errno = number.flatMap { Int(exactly: $0) }
        try visitor.member("syscall", &syscall)
        try visitor.member("address", &address)
        try visitor.member("port", &port)
    }
}

extension AssertionRecord: EventObject {
    static var blank: AssertionRecord { AssertionRecord(name: "", index: 0, event: .test) }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("name", &name)
        try visitor.member("index", &index)
        try visitor.member("listen", &event)
        try visitor.member("skipped", &isSkipped)
        try visitor.member("failure", &failure)
    }
}

extension ScriptEvent: EventValue {}

extension SkipReason: EventValue {}

extension ScriptRecord: EventObject {
    static var blank: ScriptRecord { ScriptRecord(event: .test, owner: "", duration: .zero) }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("listen", &event)
        try visitor.member("owner", &owner)
        try visitor.member("duration", &duration)
        try visitor.member("failure", &failure)
    }
}

extension ConsoleRecord: EventObject {
    static var blank: ConsoleRecord { ConsoleRecord(level: .log, arguments: []) }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("level", &level)
        try visitor.member("arguments", &arguments)
    }
}

extension ConsoleRecord.Level: EventValue {}

extension VisualizationRecord: EventObject {
    static var blank: VisualizationRecord { VisualizationRecord(template: "", data: "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("template", &template)
        try visitor.member("data", &data)
        try visitor.member("html", &html)
        try visitor.member("renderingFailure", &renderingFailure)
    }
}

extension RunEnd: EventObject {
    static var blank: RunEnd { RunEnd(endedAt: 0, duration: .zero) }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("interruption", &interruption)
        try visitor.member("endedAt", &endedAt)
        try visitor.member("duration", &duration)
        try visitor.member("environment", &environment)
        try visitor.member("globals", &globals)
    }
}

/// The name of the cause, with the signal's number or the members of the diagnostic.
extension RunEnd.Interruption: EventValue {
    enum Cause: String, CaseIterable, EventValue {
        case signal, authentication, script, bail, notBegun, timeout, lost
    }

    private var cause: Cause {
        switch self {
        case .signal: .signal
        case .authentication: .authentication
        case .script: .script
        case .bail: .bail
        case .notBegun: .notBegun
        case .timeout: .timeout
        case .lost: .lost
        }
    }

    func write(to writer: inout MemberWriter) {
        writer.object { writer in
            writer.put("cause", cause)
            if case .signal(let number) = self { writer.put("signal", number) }
            if let diagnostic { writer.members(of: diagnostic) }
        }
    }

    static func read(_ json: JSONValue) throws(EventFault) -> RunEnd.Interruption {
        var reader = try EventReader(json)
        let cause: Cause = try reader.get("cause")
        return switch cause {
        case .signal: .signal(try reader.get("signal"))
        case .authentication: .authentication(try reader.members())
        case .script: .script(try reader.members())
        case .bail: .bail(try reader.members())
        case .notBegun: .notBegun(try reader.members())
        case .timeout: .timeout(try reader.members())
        case .lost: .lost(try reader.members())
        }
    }
}

extension Diagnostic: EventObject {
    static var blank: Diagnostic { Diagnostic(.error, "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("severity", &severity)
        try visitor.member("message", &message)
        try visitor.member("place", &place)
        try visitor.member("help", &help)
    }
}

extension Severity: EventValue {}

extension Place: EventObject {
    static var blank: Place { Place() }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("file", &file)
        try visitor.member("position", &position)
        try visitor.member("lineText", &lineText)
        try visitor.member("jsonPath", &jsonPath)
        try visitor.member("item", &item)
    }
}

extension TextPosition: EventObject {
    static var blank: TextPosition { TextPosition(line: 0, column: 0) }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("line", &line)
        try visitor.member("column", &column)
    }
}
