import RunModel

/// A failure with what a reader wants to know beside it.
struct NamedFailure {
    /// Where it was, and what failed: `Orders / List: status is 200`.
    let title: String
    /// Why.
    let failure: Failure
    /// Where in the scripts, in Newman's words.
    let location: String
    /// The exchange that it is about.
    let record: RequestRecord?
}

/// Finds the failures among the events of a run, and the exchange that each is about.
struct FailureFinder {
    private var start: RunStart?
    private var record: RequestRecord?

    /// The failure that an event tells of, if it does.
    mutating func failure(in event: RunEvent) -> NamedFailure? {
        switch event {
        case .runStarted(let start): self.start = start
        case .itemStarted: record = nil
        case .request(let record, let item):
            if record.origin == .item { self.record = record }
            let name = record.origin == .item ? nil : ExchangeText.name(record, of: item)
            return named(record.failure, .request, name, item, record)
        case .assertion(let record, let item):
            let source = RunFailure.Source.assertion(
                name: record.name, index: record.index, record.event)
            return named(record.failure, source, record.name, item, self.record)
        case .script(let record, let item):
            let script = record.event.scriptName
            let name = record.owner == item.name ? script : "\(script) of \(record.owner)"
            return named(record.failure, .script(record.event), name, item, self.record)
        case .strictFailure(let failure, let item):
            let name = String(failure.message.prefix { $0 != "\n" })
            return named(failure, .warning, name, item, record)
        default: break
        }
        return nil
    }

    /// The item's path, and what tells it from the same one in other iterations and collections.
    static func path(_ item: ItemReference, in start: RunStart?) -> String {
        guard let start else { return item.path }
        let iteration = start.iterationCount > 1 ? " [iteration \(item.iteration + 1)]" : ""
        return start.path(of: item) + iteration
    }

    private func named(
        _ failure: Failure?, _ source: RunFailure.Source, _ name: String?, _ item: ItemReference?,
        _ record: RequestRecord?
    ) -> NamedFailure? {
        guard let failure else { return nil }
        let path = item.map { Self.path($0, in: start) } ?? start?.collectionName ?? ""
        return NamedFailure(
            title: name.map { "\(path): \($0)" } ?? path, failure: failure,
            location: source.location(of: failure), record: record)
    }
}
