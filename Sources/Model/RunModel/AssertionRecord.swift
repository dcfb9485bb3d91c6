public import HTTPModel

/// The result of one `pm.test`.
public struct AssertionRecord: Sendable, Hashable {
    /// The name given to `pm.test`.
    public var name: String
    /// Its index among the assertions of its script, from 0.
    public var index: Int
    /// The script's event.
    public var event: ScriptEvent
    /// Whether it was skipped.
    public var isSkipped: Bool
    /// Why it failed, or nil if it passed.
    @Rare public var failure: Failure?

    /// Creates a record.
    public init(
        name: String, index: Int, event: ScriptEvent, isSkipped: Bool = false,
        failure: Failure? = nil
    ) {
        self.name = name
        self.index = index
        self.event = event
        self.isSkipped = isSkipped
        self.failure = failure
    }
}
