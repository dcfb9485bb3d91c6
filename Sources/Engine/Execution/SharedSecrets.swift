import Synchronization

/// The secrets that the runs of one command know: what one of them learns is masked in all.
///
/// Every publisher takes over what is new before it masks an event.
public final class SharedSecrets: Sendable {
    private struct State {
        var known: Set<String> = []
        var list: [String] = []
    }

    private let state = Mutex(State())
    private let count = Atomic<Int>(0)

    /// Creates an empty collection.
    public init() {}

    /// Adds a secret.
    public func add(_ secret: String) {
        state.withLock { state in
            guard state.known.insert(secret).inserted else { return }
            state.list.append(secret)
            count.store(state.list.count, ordering: .releasing)
        }
    }

    /// Returns the secrets that were added after the first so many.
    func news(after seen: Int) -> ArraySlice<String> {
        if count.load(ordering: .acquiring) == seen { return [] }
        return state.withLock { $0.list[seen...] }
    }
}
