/// How the scripts of a run are run.
public struct ScriptOptions {
    /// The longest time that one script may take, waiting included; nil for no limit.
    public var timeout: Duration?

    /// How many bytes scripts may make the process hold; nil for no limit.
    public var memoryLimit: Int?

    /// Returns whether the running script must end and no other may run; asked on any thread.
    public var isInterrupted: (@Sendable () -> Bool)?

    /// Returns why the running script must end; nil if there is nothing to say about it.
    public var interruptionReason: @Sendable () -> String?

    /// Where modules of the user's own are looked for; nil for nowhere.
    public var modules: ModulePlaces?

    /// How many compiled scripts are kept for when they run again.
    public var keptScripts: Int

    /// Whether the process ends soon after the sandbox, so that the memory of the scripts need not
    /// be given back.
    public var leavesWorld: Bool

    /// Makes options.
    public init(
        timeout: Duration? = nil, memoryLimit: Int? = nil,
        isInterrupted: (@Sendable () -> Bool)? = nil,
        interruptionReason: @escaping @Sendable () -> String? = { nil },
        modules: ModulePlaces? = nil, keptScripts: Int = .max, leavesWorld: Bool = false
    ) {
        self.timeout = timeout
        self.memoryLimit = memoryLimit
        self.isInterrupted = isInterrupted
        self.interruptionReason = interruptionReason
        self.modules = modules
        self.keptScripts = keptScripts
        self.leavesWorld = leavesWorld
    }
}
