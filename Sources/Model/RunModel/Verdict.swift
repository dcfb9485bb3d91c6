import HTTPModel

/// One thing about an item that has passed or failed.
public enum Verdict: Sendable, Hashable {
    /// A `pm.test`.
    case assertion(AssertionRecord)
    /// A request that got no response.
    indirect case request(RequestRecord)
    /// A script that threw.
    case script(ScriptRecord)
    /// A warning in a strict run.
    case warning(Failure)
    /// An item whose end is unknown, because the event stream ends before it does.
    case lost

    /// Why it failed, or nil if it did not.
    public var failure: Failure? {
        switch self {
        case .assertion(let record): record.failure
        case .request(let record): record.failure
        case .script(let record): record.failure
        case .warning(let failure): failure
        case .lost:
            Failure(name: "LostRunError", message: "the events end before this request does")
        }
    }

    /// What kind of thing it is about.
    public var source: RunFailure.Source {
        switch self {
        case .assertion(let record):
            .assertion(name: record.name, index: record.index, record.event)
        case .request, .lost: .request
        case .script(let record): .script(record.event)
        case .warning: .warning
        }
    }

    /// Where it failed, in Newman's words; empty if it did not.
    public var location: String { failure.map(source.location) ?? "" }

    /// The name that reports give to it: the test's name, `test-script of Orders`,
    /// `pm.sendRequest GET https://shop.test/`.
    ///
    /// The item's own request has the item's name.
    public func name(in item: ItemReference) -> String {
        switch self {
        case .assertion(let record): return record.name
        case .request(let record): return record.name(in: item)
        case .script(let record):
            let script = record.event.scriptName
            return record.owner == item.name ? script : "\(script) of \(record.owner)"
        case .warning(let failure): return failure.headline
        case .lost: return item.name
        }
    }

    /// The verdict without bodies, which the item's requests have.
    var withoutBodies: Verdict {
        guard case .request(var record) = self else { return self }
        record.request.body = nil
        record.response?.body = []
        return .request(record)
    }

    /// About how many bytes it takes.
    var size: Int {
        let name =
            switch self {
            case .assertion(let record): record.name.utf8.count
            case .request(let record): record.size
            case .script, .warning, .lost: 0
            }
        return name + (failure?.size ?? 0) + 64
    }
}

extension RunEvent {
    /// The verdict that the event reports.
    ///
    /// Requests and scripts have one only if they failed.
    public var verdict: Verdict? {
        switch self {
        case .assertion(let record, _): .assertion(record)
        case .request(let record, _): record.failure == nil ? nil : .request(record)
        case .script(let record, _): record.failure == nil ? nil : .script(record)
        case .strictFailure(let failure, _): .warning(failure)
        default: nil
        }
    }
}

extension RequestRecord {
    /// The name that reports give to the request; the item's own request has the item's name.
    public func name(in item: ItemReference) -> String {
        switch origin {
        case .item: item.name
        case .script: "pm.sendRequest \(request.method) \(request.url)"
        case .authentication: "authentication \(request.method) \(request.url)"
        }
    }

    /// About how many bytes it takes.
    var size: Int {
        let sent = request.headers.size + (request.body?.count ?? 0)
        let received = response.map { $0.headers.size + $0.body.count } ?? 0
        return request.url.utf8.count + 256 + sent + received
    }
}

extension HTTPHeaders {
    /// How many bytes the names and values have.
    fileprivate var size: Int {
        fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    }
}

extension Failure {
    /// The first line of the message.
    public var headline: String { String(message.prefix { $0 != "\n" }) }

    /// About how many bytes it takes.
    var size: Int {
        let compared = comparison.map { $0.actual.utf8.count + $0.expected.utf8.count } ?? 0
        return message.utf8.count + (stack?.utf8.count ?? 0) + compared
    }
}
