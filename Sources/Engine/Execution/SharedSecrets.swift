public import Diagnostics
import Synchronization

/// The secrets that the runs of one command know: what one of them learns is masked in all.
///
/// Every publisher takes over what is new before it masks an event.
public final class SharedSecrets: Sendable {
    /// A secret, and how many had been shared with it.
    struct News {
        let secret: String
        let lifetime: Redactor.Lifetime
        let number: Int
    }

    private struct State {
        var known: [Redactor.Lifetime: Set<String>] = [:]
        var list: [News] = []

        /// Forgets the oldest of the secrets that are not for the whole run.
        mutating func forgetOldest() {
            let passing = list.filter { $0.lifetime != .run }.map(\.secret)
            let oldest = Set(passing.dropLast(kept))
            list.removeAll { $0.lifetime != .run && oldest.contains($0.secret) }
            known[.use]?.subtract(oldest)
        }
    }

    /// How many secrets that are not for the whole run wait for runs to take them over.
    private static let kept = 256

    private let state = Mutex(State())
    private let count = Atomic<Int>(0)

    /// Creates an empty collection.
    public init() {}

    /// Adds a secret of the whole run, or one that is in use for a while.
    public func add(_ secret: String, for lifetime: Redactor.Lifetime = .run) {
        state.withLock { state in
            guard state.known[lifetime, default: []].insert(secret).inserted else { return }
            let number = (state.list.last?.number ?? 0) + 1
            state.list.append(News(secret: secret, lifetime: lifetime, number: number))
            if let passing = state.known[.use], passing.count > 2 * Self.kept {
                state.forgetOldest()
            }
            count.store(number, ordering: .releasing)
        }
    }

    /// Returns the secrets that were added after the first so many.
    func news(after seen: Int) -> ArraySlice<News> {
        if count.load(ordering: .acquiring) == seen { return [] }
        return state.withLock { state in
            let start = state.list.lastIndex { $0.number <= seen }
            return state.list[(start.map { $0 + 1 } ?? 0)...]
        }
    }
}
