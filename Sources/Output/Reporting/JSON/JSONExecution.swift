import Diagnostics
import JSON
import RunModel

/// One entry of `run.executions`: one request in one iteration, gathered while it runs.
struct JSONExecution {
    /// The request and iteration.
    private let item: ItemReference
    private let iteration: IterationStart

    /// Whether a script skipped the request.
    var isSkipped = false
    /// What `pm.visualizer` is to show.
    var visualization: VisualizationRecord?
    /// What a test script chose as the next request; of the two nils the inner one ends the iteration.
    var nextRequest: String??
    /// What the user was warned of.
    var warnings: [Diagnostic] = []

    /// The item's own request, once it was sent or failed.
    private var record: RequestRecord?
    private var others: [RequestRecord] = []
    private var omittedRequests = 0
    private var attempts: [AttemptRecord] = []
    private var assertions: [AssertionRecord] = []
    private var scriptFailures: [(event: ScriptEvent, failure: Failure)] = []
    private var strictFailures: [Failure] = []
    private var console: [JSONValue] = []
    private var consoleBytes = 0
    private var omittedLines = 0
    private var hasFailed = false

    /// The most requests of scripts and authentication that one execution keeps.
    private static let keptRequests = 1_000
    /// The most bytes of console lines that one execution keeps.
    private static let keptConsole = 262_144

    init(_ item: ItemReference, iteration: IterationStart) {
        self.item = item
        self.iteration = iteration
    }

    mutating func add(_ record: RequestRecord) {
        if record.failure != nil { hasFailed = true }
        if record.origin == .item {
            self.record = record
        } else if others.count < Self.keptRequests {
            others.append(record)
        } else {
            omittedRequests += 1
        }
    }

    mutating func add(_ record: AttemptRecord) { attempts.append(record) }

    mutating func add(_ record: AssertionRecord) {
        if record.failure != nil { hasFailed = true }
        assertions.append(record)
    }

    mutating func add(_ record: ScriptRecord) {
        guard let failure = record.failure else { return }
        hasFailed = true
        scriptFailures.append((record.event, failure))
    }

    mutating func add(_ record: ConsoleRecord) {
        guard consoleBytes < Self.keptConsole else {
            omittedLines += 1
            return
        }
        consoleBytes += record.arguments.reduce(0) { $0 + $1.utf8.count }
        console.append(
            .object([
                ("level", .string(record.level.rawValue)),
                ("messages", .array(record.arguments.map(JSONValue.string))),
            ]))
    }

    mutating func add(strict failure: Failure) {
        hasFailed = true
        strictFailures.append(failure)
    }

    // MARK: - As JSON

    /// The whole entry: Newman's members first, then those that only this report has.
    func json(
        _ options: JSONReport.Options, items: ItemCatalog, start: RunStart
    ) -> JSONValue {
        let exchange = JSONExchange(
            showsBodies: options.keptBodies == .all || options.keptBodies == .failed && hasFailed,
            usesBuffers: options.layout == .newman, now: item.startedAt ?? start.startedAt)
        var members: [(String, JSONValue)] = [
            ("cursor", JSONCursor.of(item, start)), ("item", items.item(of: item)),
        ]
        if let record {
            members += exchange.members(of: record)
        } else if let request = items.request(of: item) {
            members.append(("request", request))
        }
        members.append(("id", .string(item.id)))
        members.append(("assertions", .array(assertions.map { assertion($0) })))
        for event in [ScriptEvent.prerequest, .test] {
            let errors = scriptFailures.filter { $0.event == event }
                .map { JSONValue.object([("error", JSONFailure.error($0.failure))]) }
            if !errors.isEmpty { members.append((event.rawValue + "Script", .array(errors))) }
        }
        return .object(members + additions(exchange))
    }

    private func assertion(_ record: AssertionRecord) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("assertion", .string(record.name)), ("skipped", .boolean(record.isSkipped)),
        ]
        if let failure = record.failure {
            let source = RunFailure.Source.assertion(
                name: record.name, index: record.index, record.event)
            members.append(("error", JSONFailure.error(failure, source)))
        }
        return .object(members)
    }

    /// What Newman does not have, each only where there is something to tell.
    private func additions(_ exchange: JSONExchange) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        func add(_ name: String, _ values: [JSONValue]) {
            if !values.isEmpty { members.append((name, .array(values))) }
        }
        add("folders", item.folders.map(JSONValue.string))
        if !iteration.row.isEmpty {
            let row = iteration.row.map { ($0.name, JSONValue.string($0.value)) }
            members.append(("dataRow", .object(row)))
        }
        if isSkipped { members.append(("skipped", .boolean(true))) }
        add("attempts", attempts.map { attempt($0, exchange) })
        add("requests", others.map(exchange.json))
        add("console", console)
        add("warnings", warnings.map(JSONFailure.warning))
        add("strictErrors", strictFailures.map { JSONFailure.error($0, .warning) })
        if let visualization {
            members.append(
                (
                    "visualizer",
                    .object([
                        ("template", .string(visualization.template)),
                        ("data", Self.value(visualization.data)),
                    ])
                ))
        }
        if let nextRequest {
            members.append(("nextRequest", nextRequest.map(JSONValue.string) ?? .null))
        }
        for (name, count) in [
            ("omittedRequests", omittedRequests), ("omittedConsoleLines", omittedLines),
        ] where count > 0 {
            members.append((name, .number(Double(count))))
        }
        return members
    }

    private func attempt(_ record: AttemptRecord, _ exchange: JSONExchange) -> JSONValue {
        .object([
            ("number", .number(Double(record.number))), ("limit", .number(Double(record.limit))),
            ("reason", .string(record.reason)),
            ("delay", .number(record.delay.milliseconds.rounded())),
            ("requests", .array(record.requests.map(exchange.json))),
        ])
    }

    /// JSON text as a value; text that is none as a string.
    private static func value(_ text: String) -> JSONValue {
        (try? JSONParser.parse(text)) ?? .string(text)
    }
}

/// Newman's place in a run.
enum JSONCursor {
    static func of(_ item: ItemReference, _ start: RunStart) -> JSONValue {
        .object([
            ("position", .number(Double(item.position))),
            ("iteration", .number(Double(item.iteration))),
            ("length", .number(Double(start.itemCount))),
            ("cycles", .number(Double(start.iterationCount))),
            ("empty", .boolean(start.itemCount == 0)), ("eof", .boolean(false)),
            ("bof", .boolean(item.position == 0 && item.iteration == 0)), ("cr", .boolean(false)),
            ("ref", .string("\(start.number).\(item.sequence)")),
        ])
    }
}
