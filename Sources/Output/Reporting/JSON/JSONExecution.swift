import Diagnostics
import HTTPModel
import JSON
import RunModel

/// One entry of `run.executions`: one request in one iteration, as JSON.
struct JSONExecution {
    /// The request and iteration.
    let item: ItemRecord
    /// What the user wants of the report.
    let options: JSONReport.Options
    /// The collection's items.
    let items: ItemCatalog
    /// What the run is about.
    let start: RunStart
    /// What the last execution said.
    let repeats: JSONRepeats

    /// The entries of the item.
    ///
    /// There is one, except in Newman's layout. There a skipped item has none, unless its request
    /// was sent, and an item that sent several requests has one for each.
    var entries: [JSONValue] {
        guard options.layout == .newman else { return [json] }
        if item.isSkipped, item.request == nil { return [] }
        let requests = item.requests
        if item.request == nil { return [json] + requests.map(entry) }
        return requests.map { $0.origin == .item ? json : entry($0) }
    }

    /// The entry of a request of a script or of authentication; the tests are in the item's own.
    private func entry(_ record: RequestRecord) -> JSONValue {
        .object(
            beginning + exchange.members(of: record) + [
                ("id", .string(item.reference.id)), ("assertions", .array([])),
            ])
    }

    private var beginning: [(String, JSONValue)] {
        [
            ("cursor", JSONCursor.of(item.reference, start, layout: options.layout)),
            ("item", items.item(of: item.reference)),
        ]
    }

    /// One entry: Newman's members first, then those that only this report has.
    private var json: JSONValue {
        var members = beginning
        if let record = item.request {
            members += exchange.members(of: record)
        } else {
            // Thresholds have no request, but readers look for its members.
            let request = items.request(of: item.reference) ?? exchange.noRequest
            members.append(("request", request))
        }
        members.append(("id", .string(item.reference.id)))
        members.append(("assertions", .array(assertions)))
        for event in [ScriptEvent.prerequest, .test] {
            let errors = scriptErrors(event)
            if !errors.isEmpty { members.append((event.rawValue + "Script", .array(errors))) }
        }
        return .object(members + additions)
    }

    private var exchange: JSONExchange {
        let keepsBodies =
            switch options.keptBodies {
            case .none: false
            case .failed: item.hasFailed
            case .all: true
            }
        return JSONExchange(
            showsBodies: keepsBodies, options: options,
            definition: items.request(of: item.reference),
            identity: JSONCursor.name(of: item.reference, start),
            now: item.reference.startedAt ?? start.startedAt, repeats: repeats)
    }

    private var failures: JSONFailure {
        JSONFailure(items: items, start: start, layout: options.layout)
    }

    private var assertions: [JSONValue] {
        item.verdicts.elements.compactMap { verdict in
            guard case .assertion(let record) = verdict else { return nil }
            var members: [(String, JSONValue)] = [
                ("assertion", .string(record.name)), ("skipped", .boolean(record.isSkipped)),
            ]
            if let failure = record.failure {
                members.append(("error", failures.error(failure, verdict.source)))
            }
            return .object(members)
        }
    }

    private func scriptErrors(_ event: ScriptEvent) -> [JSONValue] {
        item.failures.filter { $0.source == .script(event) }.compactMap(\.failure)
            .map { .object([("error", failures.error($0))]) }
    }

    // MARK: - Members that Newman does not have

    /// The members that Newman does not have, each only if it has a value.
    private var additions: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        func add(_ name: String, _ values: [JSONValue]) {
            if !values.isEmpty { members.append((name, .array(values))) }
        }
        add("folders", item.reference.folders.map(JSONValue.string))
        if !item.iteration.row.isEmpty {
            let row = item.iteration.row.map { ($0.name, JSONValue.string($0.value)) }
            members.append(("dataRow", .object(row)))
        }
        if item.isSkipped { members.append(("skipped", .boolean(true))) }
        add("attempts", item.repeatedAttempts.map(attempt))
        if options.layout != .newman {
            add("requests", item.otherRequests.elements.map(exchange.json))
        }
        add("console", item.console.map(Self.console))
        add("warnings", item.warnings.elements.map(JSONFailure.warning))
        add("strictErrors", strictErrors)
        if let visualization = item.visualization {
            members.append(("visualizer", Self.visualizer(visualization)))
        }
        if let nextRequest = item.nextRequest {
            members.append(("nextRequest", nextRequest.map(JSONValue.string) ?? .null))
        }
        if item.hasFailed, let command { members.append(("curl", .string(command))) }
        return members + omissions
    }

    /// A command that sends the request again.
    private var command: String? {
        guard var request = item.request?.request else { return nil }
        if options.omitsHeaders { return nil }
        if !exchange.showsRequestBodies { request.body = nil }
        return CurlCommand(request: request).text
    }

    private var strictErrors: [JSONValue] {
        item.failures.filter { $0.source == .warning }.compactMap(\.failure)
            .map { failures.error($0, .warning) }
    }

    private var omissions: [(String, JSONValue)] {
        [
            ("omittedRequests", item.otherRequests.omitted),
            ("omittedConsoleLines", item.output.omitted),
            ("omittedWarnings", item.warnings.omitted),
            ("omittedAssertions", item.verdicts.omitted),
        ].filter { $0.1 > 0 }.map { ($0, .number(Double($1))) }
    }

    private func attempt(_ record: AttemptRecord) -> JSONValue {
        .object([
            ("number", .number(Double(record.number))), ("limit", .number(Double(record.limit))),
            ("reason", .string(record.reason)),
            ("delay", .number(record.delay.milliseconds.rounded())),
            ("requests", .array(record.requests.map(exchange.json))),
        ])
    }

    private static func console(_ record: ConsoleRecord) -> JSONValue {
        .object([
            ("level", .string(record.level.rawValue)),
            ("messages", .array(record.arguments.map(JSONValue.string))),
        ])
    }

    private static func visualizer(_ record: VisualizationRecord) -> JSONValue {
        .object([
            ("template", .string(record.template)),
            ("data", (try? JSONParser.parse(record.data)) ?? .string(record.data)),
        ])
    }
}
