/// How the scripts of a run are run.
public struct ScriptOptions: Sendable, Hashable {
    /// The longest time that one script may take, waiting included; nil for no limit.
    public var timeout: Duration?

    /// Makes options.
    public init(timeout: Duration? = nil) {
        self.timeout = timeout
    }
}
