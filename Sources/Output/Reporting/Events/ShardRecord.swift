/// The shards that event streams are parts of.
struct ShardRecord {
    /// One of so many parts.
    struct Place: Hashable {
        let number: Int
        let count: Int
    }

    /// When the last run ended.
    var endedAt = 0.0
    private var found: Set<Place> = []

    /// The most shards of which missing ones are listed.
    private static let largestCount = 10_000

    /// Notes the shard of a stream; returns a warning if another stream is the same one.
    mutating func add(_ format: EventFormat) -> String? {
        guard let number = format.shard, let count = format.shardCount else { return nil }
        if found.insert(Place(number: number, count: count)).inserted { return nil }
        return "shard \(number) of \(count) is given twice, and its runs count twice"
    }

    /// The shards that no stream has, in order.
    var missing: [Place] {
        let counts = Set(found.map(\.count)).filter { $0 <= Self.largestCount }.sorted()
        return counts.flatMap { count in
            (1...max(1, count)).map { Place(number: $0, count: count) }
        }.filter { !found.contains($0) }
    }
}
