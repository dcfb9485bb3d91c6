/// Gathers the events of each item into its record.
///
/// It holds one item at a time, so its size does not grow with the run.
public struct ItemRecorder {
    /// The item that is under way, or nil between items.
    public private(set) var current: ItemRecord?

    /// Whether an item is under way; nothing of its record is copied to find that out.
    public private(set) var isInsideItem = false

    private var iteration = IterationStart(0)

    /// Creates a recorder that has received no event.
    public init() {}

    /// Takes the next event of the run, and returns the item that ended with it.
    ///
    /// An item that has no end of its own, because the program was killed, ends when the next item
    /// begins or the run ends.
    public mutating func fold(_ event: RunEvent) -> ItemRecord? {
        switch event {
        case .runStarted: iteration = IterationStart(0)
        case .iterationStarted(let start): iteration = start
        case .itemStarted(let reference):
            let abandoned = current.take()
            current = ItemRecord(reference, iteration: iteration)
            isInsideItem = true
            return abandoned
        case .itemFinished: return take()
        case .runFinished(let end):
            if case .lost? = end.interruption { current?.lose() }
            return take()
        default: current?.fold(event)
        }
        return nil
    }

    private mutating func take() -> ItemRecord? {
        isInsideItem = false
        return current.take()
    }
}
