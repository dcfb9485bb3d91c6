/// Finds the failures that have another failure of the same item as their cause: tests and scripts
/// of a request that got no response cannot pass.
public struct CauseTracker: Sendable {
    private var lacksResponse = false

    /// Creates a tracker that has received no event.
    public init() {}

    /// Takes the next event, and returns whether it is a failure because the item's request got no
    /// response.
    public mutating func isConsequence(_ event: RunEvent) -> Bool {
        switch event {
        case .itemStarted, .itemFinished: lacksResponse = false
        case .request(let record, _) where record.origin == .item:
            lacksResponse = record.failure != nil && record.response == nil
        case .assertion(let record, _): return lacksResponse && record.failure != nil
        case .script(let record, _): return lacksResponse && record.failure != nil
        default: break
        }
        return false
    }
}
