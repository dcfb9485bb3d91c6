import Diagnostics
import JSON
import RunModel

/// The name of an event in the stream.
enum EventName: String, CaseIterable, EventValue {
    case runStarted, iterationStarted, itemStarted, console, request, attempt, assertion, script
    case itemSkipped, nextRequest, visualization, itemFinished, iterationFinished, warning,
        strictFailure
    case runFinished
}

extension RunEvent {
    /// What the event is called in the stream.
    var eventName: EventName {
        switch self {
        case .runStarted: .runStarted
        case .iterationStarted: .iterationStarted
        case .itemStarted: .itemStarted
        case .console: .console
        case .request: .request
        case .attempt: .attempt
        case .assertion: .assertion
        case .script: .script
        case .itemSkipped: .itemSkipped
        case .nextRequest: .nextRequest
        case .visualization: .visualization
        case .itemFinished: .itemFinished
        case .iterationFinished: .iterationFinished
        case .warning: .warning
        case .strictFailure: .strictFailure
        case .runFinished: .runFinished
        }
    }
}

extension MemberWriter {
    /// Writes an event with the line feed at its end.
    mutating func line(_ event: RunEvent) {
        object { writer in
            writer.put("event", event.eventName)
            writer.members(of: event)
        }
        bytes.append(0x0A)
    }

    private mutating func members(of event: RunEvent) {
        switch event {
        case .runStarted(let start): members(of: start)
        case .iterationStarted(let start): members(of: start)
        case .itemStarted(let item): put("item", item)
        case .console(let record, let item): members(of: record, item)
        case .request(let record, let item): members(of: record, item)
        case .attempt(let record, let item): members(of: record, item)
        case .assertion(let record, let item): members(of: record, item)
        case .script(let record, let item): members(of: record, item)
        case .itemSkipped(let item, let reason):
            put("reason", reason)
            put("item", item)
        case .nextRequest(let name, let item):
            if let name { put("name", name) }
            put("item", item)
        case .visualization(let record, let item):
            if let record { members(of: record) }
            put("item", item)
        case .itemFinished(let item): put("item", item)
        case .iterationFinished(let number): put("iteration", number)
        case .warning(let diagnostic): members(of: diagnostic)
        case .strictFailure(let failure, let item):
            put("failure", failure)
            if let item { put("item", item) }
        case .runFinished(let end): members(of: end)
        }
    }

    private mutating func members(of record: some EventObject, _ item: ItemReference) {
        members(of: record)
        put("item", item)
    }
}

extension EventReader {
    /// Reads an event; nil for a name that this version does not know.
    mutating func event() throws(EventFault) -> RunEvent? {
        guard let name = EventName(rawValue: try get("event")) else { return nil }
        return switch name {
        case .runStarted: .runStarted(try members())
        case .iterationStarted: .iterationStarted(try members())
        case .itemStarted: .itemStarted(try get("item"))
        case .console: .console(try members(), try get("item"))
        case .request: .request(try members(), try get("item"))
        case .attempt: .attempt(try members(), try get("item"))
        case .assertion: .assertion(try members(), try get("item"))
        case .script: .script(try members(), try get("item"))
        case .itemSkipped:
            .itemSkipped(try get("item"), because: try getOptional("reason") ?? .script)
        case .nextRequest: .nextRequest(try getOptional("name"), try get("item"))
        case .visualization: .visualization(try visualization(), try get("item"))
        case .itemFinished: .itemFinished(try get("item"))
        case .iterationFinished: .iterationFinished(try get("iteration"))
        case .warning: .warning(try members())
        case .strictFailure: .strictFailure(try get("failure"), try getOptional("item"))
        case .runFinished: .runFinished(try members())
        }
    }

    private mutating func visualization() throws(EventFault) -> VisualizationRecord? {
        let template: String? = try getOptional("template")
        return template == nil ? nil : try members()
    }
}
