/// How the scripts of a run are run.
public struct ScriptOptions {
    /// The longest time that one script may take, waiting included; nil for no limit.
    public var timeout: Duration?

    /// Whether the running script is to be ended, and no other to be run; asked on the script's thread.
    public var isInterrupted: (() -> Bool)?

    /// Makes options.
    public init(timeout: Duration? = nil, isInterrupted: (() -> Bool)? = nil) {
        self.timeout = timeout
        self.isInterrupted = isInterrupted
    }
}
