import HTTPModel

/// How long the requests of runs took, each by itself and all together, and how many there were in
/// a second.
///
/// Requests of scripts and of authentication do not count.
public struct RequestTimes: Sendable, Hashable {
    /// The times of one request of a collection, in all iterations and runs.
    public struct Entry: Sendable, Hashable {
        /// The item's path, or a word for all requests.
        public let name: String
        /// The times of its responses, in milliseconds.
        public var times = TimeDistribution()
        /// How often it was sent.
        public var count = 0
        /// How often it failed: without a response, or with a failed test or script.
        public var failedCount = 0

        init(_ name: String) {
            self.name = name
        }

        fileprivate mutating func add(_ other: Entry) {
            times.add(other.times)
            count += other.count
            failedCount += other.failedCount
        }
    }

    /// How many requests have entries of their own.
    public static let keptEntries = 1_000

    /// The first requests, in order of their first appearance.
    public private(set) var entries: [Entry] = []
    /// All requests together.
    public private(set) var all = Entry("all requests")

    private var indices: [String: Int] = [:]
    private var startedAt: Double?
    private var endedAt = 0.0
    private var isItemFailed = false
    private var wasItemSent = false

    /// Creates times of no requests.
    public init() {}

    /// The seconds from the start of the first run to the end of the last one.
    public var seconds: Double { max(0, endedAt - (startedAt ?? endedAt)) }

    /// How many requests of an entry there were in a second; nil if no time has passed.
    public func throughput(_ entry: Entry) -> Double? {
        seconds > 0 ? Double(entry.count) / seconds : nil
    }

    /// Takes the next event.
    public mutating func fold(_ event: RunEvent) {
        switch event {
        case .runStarted(let start):
            startedAt = min(startedAt ?? start.startedAt, start.startedAt)
        case .itemStarted: (isItemFailed, wasItemSent) = (false, false)
        case .request(let record, let item) where record.origin == .item: add(record, item)
        case .itemFinished(let item): finish(item)
        case .runFinished(let end): endedAt = max(endedAt, end.endedAt)
        default: break
        }
        if event.mayHaveFailure, event.verdict?.failure != nil { isItemFailed = true }
    }

    /// Notes that the runs have lasted to this moment, in seconds since 1970.
    public mutating func end(at now: Double) { endedAt = max(endedAt, now) }

    /// Adds the times of other runs.
    public mutating func add(_ other: RequestTimes) {
        if let begin = other.startedAt { startedAt = min(startedAt ?? begin, begin) }
        endedAt = max(endedAt, other.endedAt)
        all.add(other.all)
        let places = other.indices.sorted { $0.value < $1.value }
        for (id, place) in places { add(other.entries[place], id) }
    }

    private mutating func add(_ entry: Entry, _ id: String) {
        if let index = indices[id] {
            entries[index].add(entry)
        } else if entries.count < Self.keptEntries {
            indices[id] = entries.count
            entries.append(entry)
        }
    }

    private mutating func add(_ record: RequestRecord, _ item: ItemReference) {
        wasItemSent = true
        let time = record.response?.timings.total.milliseconds
        change(item) { entry in
            entry.count += 1
            if let time { entry.times.add(time) }
        }
    }

    private mutating func finish(_ item: ItemReference) {
        guard isItemFailed, wasItemSent else { return }
        change(item) { $0.failedCount += 1 }
    }

    private mutating func change(_ item: ItemReference, _ body: (inout Entry) -> Void) {
        body(&all)
        // A path is longer to make than an id to find.
        if let index = indices[item.id] {
            body(&entries[index])
        } else if entries.count < Self.keptEntries {
            indices[item.id] = entries.count
            entries.append(Entry(item.path))
            body(&entries[entries.count - 1])
        }
    }
}
