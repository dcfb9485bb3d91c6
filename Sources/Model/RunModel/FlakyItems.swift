/// The items that passed only after an attempt was repeated.
public struct FlakyItems: Sendable, Hashable {
    /// An item that passed after an attempt was repeated.
    public struct Entry: Sendable, Hashable {
        /// The item's path.
        public let name: String
        /// The attempt that passed, from 2.
        public let attempt: Int
        /// Why the attempt before failed: `status 503`.
        public let reason: String
    }

    /// How many are kept.
    public static let kept = 20

    /// The first items, in order.
    public private(set) var entries: [Entry] = []
    /// How many there were.
    public private(set) var count = 0

    private var lastAttempt: AttemptRecord?

    mutating func begin() { lastAttempt = nil }

    mutating func add(_ attempt: AttemptRecord) { lastAttempt = attempt }

    mutating func finish(_ item: ItemReference, hasFailed: Bool) {
        guard !hasFailed, let attempt = lastAttempt else { return }
        count += 1
        guard entries.count < Self.kept else { return }
        entries.append(
            Entry(name: item.path, attempt: attempt.number + 1, reason: attempt.reason))
    }
}
