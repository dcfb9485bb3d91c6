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

    /// What an entry is about.
    enum Entry {
        /// The item, with its own request if it has one.
        case item
        /// A request of a script or of authentication.
        case request(RequestRecord)
    }

    /// The entries of the item.
    ///
    /// There is one, except in Newman's layout. There a skipped item has none, unless its request
    /// was sent, and an item that sent several requests has one for each.
    var entries: [Entry] {
        guard options.layout == .newman else { return [.item] }
        if item.isSkipped, item.request == nil { return [] }
        let requests = item.requests
        if item.request == nil { return [.item] + requests.map(Entry.request) }
        return requests.map { $0.origin == .item ? .item : .request($0) }
    }

    /// Writes an entry.
    func write(_ entry: Entry, to json: inout MemberWriter) {
        json.object { json in
            json.put("cursor") {
                JSONCursor.write(item.reference, start, layout: options.layout, to: &$0)
            }
            json.put("item", items.item(of: item.reference))
            switch entry {
            case .item: writeItem(to: &json)
            case .request(let record):
                // The tests are in the item's own entry.
                exchange.writeMembers(of: record, to: &json)
                json.put("id", item.reference.id)
                json.put("assertions", [String]())
            }
        }
    }

    /// Writes the other members of the item's own entry: Newman's first, then those that only this
    /// report has.
    private func writeItem(to json: inout MemberWriter) {
        let exchange = exchange
        if let record = item.request {
            exchange.writeMembers(of: record, to: &json)
        } else if let request = items.request(of: item.reference) {
            json.put("request", request)
        } else {
            // Thresholds have no request, but readers look for its members.
            exchange.writeNoRequest(to: &json)
        }
        json.put("id", item.reference.id)
        json.put("assertions", assertions) { write($1, to: &$0) }
        if item.hasFailed {
            for event in [ScriptEvent.prerequest, .test] {
                put(event.rawValue + "Script", scriptErrors(event), to: &json) { json, failure in
                    json.object { $0.put("error", failures.error(failure)) }
                }
            }
        }
        writeAdditions(exchange, to: &json)
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
            original: options.layout == .newman ? original : nil,
            now: item.reference.startedAt ?? start.startedAt, repeats: repeats)
    }

    private var original: JSONExchange.Original {
        JSONExchange.Original(
            definition: items.request(of: item.reference),
            identity: JSONCursor.name(of: item.reference, start))
    }

    private var failures: JSONFailure {
        JSONFailure(items: items, start: start, layout: options.layout)
    }

    private var assertions: [AssertionRecord] {
        item.verdicts.elements.compactMap { verdict in
            if case .assertion(let record) = verdict { record } else { nil }
        }
    }

    private func write(_ record: AssertionRecord, to json: inout MemberWriter) {
        json.object { json in
            json.put("assertion", record.name)
            json.put("skipped", record.isSkipped)
            if let failure = record.failure {
                let source = Verdict.assertion(record).source
                json.put("error", failures.error(failure, source))
            }
        }
    }

    private func scriptErrors(_ event: ScriptEvent) -> [Failure] {
        item.failures.filter { $0.source == .script(event) }.compactMap(\.failure)
    }

    // MARK: - Members that Newman does not have

    /// Writes the members that Newman does not have, each only if it has a value.
    private func writeAdditions(_ exchange: JSONExchange, to json: inout MemberWriter) {
        put("folders", item.reference.folders, to: &json) { $0.text($1) }
        if !item.iteration.row.isEmpty {
            json.put("dataRow") { json in
                for cell in item.iteration.row { json.put(cell.name, cell.value) }
            }
        }
        if item.isSkipped { json.put("skipped", true) }
        put("attempts", item.repeatedAttempts, to: &json) { write($1, exchange, to: &$0) }
        if options.layout != .newman {
            put("requests", item.otherRequests.elements, to: &json) {
                exchange.write($1, to: &$0)
            }
        }
        put("console", item.console, to: &json) { Self.write($1, to: &$0) }
        put("warnings", item.warnings.elements, to: &json) { $0.json(JSONFailure.warning($1)) }
        put("strictErrors", strictErrors, to: &json) { $0.json(failures.error($1, .warning)) }
        if let visualization = item.visualization {
            json.put("visualizer", Self.visualizer(visualization))
        }
        if let nextRequest = item.nextRequest {
            json.put("nextRequest", nextRequest.map(JSONValue.string) ?? .null)
        }
        if item.hasFailed, let command = command(exchange) { json.put("curl", command) }
        writeOmissions(to: &json)
    }

    /// Writes a member that is an array, unless it is empty.
    private func put<Element>(
        _ name: String, _ elements: [Element], to json: inout MemberWriter,
        _ write: (inout MemberWriter, Element) -> Void
    ) {
        if !elements.isEmpty { json.put(name, elements, write) }
    }

    /// A command that sends the request again.
    private func command(_ exchange: JSONExchange) -> String? {
        guard var request = item.request?.request else { return nil }
        if options.omitsHeaders { return nil }
        if !exchange.showsRequestBodies { request.body = nil }
        return CurlCommand(request: request).text
    }

    private var strictErrors: [Failure] {
        if !item.hasFailed { return [] }
        return item.failures.filter { $0.source == .warning }.compactMap(\.failure)
    }

    private func writeOmissions(to json: inout MemberWriter) {
        func put(_ name: String, _ count: Int) { if count > 0 { json.put(name, count) } }
        put("omittedRequests", item.otherRequests.omitted)
        put("omittedConsoleLines", item.output.omitted)
        put("omittedWarnings", item.warnings.omitted)
        put("omittedAssertions", item.verdicts.omitted)
    }

    private func write(
        _ record: AttemptRecord, _ exchange: JSONExchange, to json: inout MemberWriter
    ) {
        json.object { json in
            json.put("number", record.number)
            json.put("limit", record.limit)
            json.put("reason", record.reason)
            json.put("delay", record.delay.milliseconds.rounded())
            json.put("requests", record.requests) { exchange.write($1, to: &$0) }
        }
    }

    private static func write(_ record: ConsoleRecord, to json: inout MemberWriter) {
        json.object { json in
            json.put("level", record.level)
            json.put("messages", record.arguments)
        }
    }

    private static func visualizer(_ record: VisualizationRecord) -> JSONValue {
        .object([
            ("template", .string(record.template)),
            ("data", (try? JSONParser.parse(record.data)) ?? .string(record.data)),
        ])
    }
}
