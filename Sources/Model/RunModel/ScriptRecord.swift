public import HTTPModel

/// The end of one script.
public struct ScriptRecord: Sendable, Hashable {
    /// The script's event.
    public var event: ScriptEvent
    /// The name of the collection, folder or request that the script belongs to.
    public var owner: String
    /// How long it ran.
    public var duration: Duration
    /// The error that ended it, or nil.
    @Rare public var failure: Failure?

    /// Creates a record.
    public init(
        event: ScriptEvent, owner: String, duration: Duration, failure: Failure? = nil
    ) {
        self.event = event
        self.owner = owner
        self.duration = duration
        self.failure = failure
    }
}
