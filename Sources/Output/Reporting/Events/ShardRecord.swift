/// The shards that event streams are parts of.
struct ShardRecord {
    /// One of so many parts.
    struct Place: Hashable {
        let number: Int
        let whole: Whole

        /// The shard of a stream; nil if it has all runs.
        init?(_ format: EventFormat) {
            guard let number = format.shard, let count = format.shardCount else { return nil }
            self.init(number: number, whole: Whole(count: count, plan: format.shardPlan ?? ""))
        }

        fileprivate init(number: Int, whole: Whole) {
            (self.number, self.whole) = (number, whole)
        }

        /// Its name, such as `shard 2 of 3`.
        var name: String { "shard \(number) of \(whole.count)" }
    }

    /// What the parts make together.
    struct Whole: Hashable {
        let count: Int
        /// What was split, as a digest; empty in streams that do not say.
        let plan: String
    }

    /// When the last run ended.
    var endedAt = 0.0
    private var found: Set<Place> = []
    /// The wholes in the order in which their first parts came.
    private var wholes: [Whole] = []

    /// The most shards of which missing ones are listed.
    private static let largestCount = 10_000

    /// Notes the shard of a stream; returns a warning if it does not belong to the others, or if
    /// another stream is the same one.
    mutating func add(_ format: EventFormat) -> String? {
        guard let place = Place(format) else { return nil }
        if !found.insert(place).inserted {
            return "\(place.name) is given twice, and its runs count twice"
        }
        if wholes.contains(place.whole) { return nil }
        wholes.append(place.whole)
        if wholes.count == 1 { return nil }
        return "\(place.name) is a part of other runs than the shards before it"
    }

    /// The shards that no stream has, in order.
    var missing: [Place] {
        wholes.filter { $0.count <= Self.largestCount }.flatMap { whole in
            (1...max(1, whole.count)).map { Place(number: $0, whole: whole) }
        }.filter { !found.contains($0) }
    }
}
