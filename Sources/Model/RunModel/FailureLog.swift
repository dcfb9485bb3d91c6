import HTTPModel

/// The failures of runs as lists of failures show them.
///
/// The same failure in several iterations is one entry, and so may be that in several runs of the
/// same collection. Tests that failed because their request got
/// no response belong to the entry of the request. The size of the log does not grow with the run.
public struct FailureLog: Sendable {
    /// How many entries are kept.
    public static let keptEntries = 1_000

    /// The first entries, in order.
    public private(set) var entries: [RunFailure] = []
    /// How many failures there were, without those that only follow from another one.
    public private(set) var count = 0
    /// How many entries there would be if all were kept.
    public private(set) var entryCount = 0
    /// The number of the entry that the last failure belongs to; nil if it follows from another
    /// one.
    public private(set) var lastNumber: Int?

    /// What failures have in common that are one entry.
    private struct Key: Hashable {
        /// The run, or 0 if the runs of a collection are joined.
        let run: Int
        let collection: String
        let item: String
        let source: RunFailure.Source
        let name: String
        let message: String
    }

    private let keepsExchanges: Bool
    private let joinsRuns: Bool
    private var causes = CauseTracker()
    private var indices: [Key: Int] = [:]
    private var run = 0
    private var start: RunStart?
    /// The entry of the last failed request, if it is kept.
    private var causeIndex: Int?
    private var request: RequestRecord?

    /// Creates an empty log, which may keep the start of each failure's exchange.
    public init(keepsExchanges: Bool = false, joinsRuns: Bool = false) {
        self.keepsExchanges = keepsExchanges
        self.joinsRuns = joinsRuns
    }

    /// Takes the next event of the run.
    public mutating func fold(_ event: RunEvent) {
        let isConsequence = causes.isConsequence(event)
        switch event {
        case .runStarted(let start):
            run += 1
            self.start = start
            self.start?.collection = nil
        case .itemStarted, .itemFinished: request = nil
        case .request(let record, _) where record.origin == .item && keepsExchanges:
            request = record
        default: break
        }
        guard event.mayHaveFailure, let failure = event.failure(number: entryCount + 1)
        else { return }
        if isConsequence {
            if let causeIndex { entries[causeIndex].add(consequence: event) }
            lastNumber = nil
        } else {
            add(failure, of: event)
        }
    }

    private mutating func add(_ failure: RunFailure, of event: RunEvent) {
        count += 1
        let key = Key(
            run: joinsRuns ? 0 : run, collection: start?.collectionName ?? "",
            item: failure.item?.id ?? "", source: failure.source,
            name: failure.failure.name, message: failure.failure.message)
        if let item = failure.item, let index = indices[key],
            entries[index].add(iteration: item.iteration, run, start?.title ?? "")
        {
            lastNumber = entries[index].number
            if failure.source == .request { causeIndex = index }
            return
        }
        entryCount += 1
        lastNumber = entryCount
        if failure.source == .request { causeIndex = nil }
        guard entries.count < Self.keptEntries else { return }
        indices[key] = entries.count
        if failure.source == .request { causeIndex = entries.count }
        var entry = failure
        // A failure of the run as a whole has nothing to do with the request before it.
        entry.exchange = failure.item == nil ? nil : exchange(of: event)
        entry.begin(in: run, start?.title ?? "")
        entries.append(entry)
    }

    private func exchange(of event: RunEvent) -> RequestRecord? {
        guard keepsExchanges else { return nil }
        if case .request(let record, _) = event { return record.excerpt }
        return request?.excerpt
    }
}

extension RequestRecord {
    /// How many bytes of a body an excerpt has.
    public static let excerptBytes = 4_096

    /// The record with the start of its bodies only.
    var excerpt: RequestRecord {
        var result = self
        result.request.body = nil
        if let body = response?.body, body.count > Self.excerptBytes {
            result.response?.body = Array(body.prefix(Self.excerptBytes))
        }
        return result
    }
}
