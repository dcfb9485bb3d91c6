public import RunModel

/// One script of an event, ready to run.
public struct ScriptSource: Sendable, Hashable {
    /// The code, lines joined by line feeds.
    public var code: String
    /// The script's id, if the file has one.
    public var id: String?
    /// The event that it listens to.
    public var event: ScriptEvent
    /// The name of the collection, folder or request that it belongs to.
    public var owner: String

    /// Makes a script.
    public init(code: String, id: String? = nil, event: ScriptEvent, owner: String) {
        self.code = code
        self.id = id
        self.event = event
        self.owner = owner
    }
}
