public import HTTPModel
public import RunModel

/// What the user says about a run, beyond its files.
public struct RunSettings: Sendable {
    /// How often the plan is run.
    public var iterationCount = 1
    /// Whether no run follows: the process ends soon, and need not give back memory before.
    public var isLast = false
    /// How long iterations begin, if that limits them; the data rows are then used again and again.
    public var duration: Duration?
    /// How requests are exchanged if the collection says nothing else.
    public var transferOptions = TransferOptions()
    /// How many bytes of a body are kept if no script reads it: enough for what reports show.
    public var keptBodySize = 64 << 10
    /// Whether `pm.visualizer`'s templates are rendered, for reports that show them.
    public var rendersVisualizations = false
    /// The time to wait before each item; nil for none.
    public var itemDelay: Duration?
    /// The longest time of one script; nil for no limit.
    public var scriptTimeout: Duration?
    /// How many bytes scripts may make the process hold; nil for no limit.
    public var scriptMemory: Int?
    /// The limits that its requests must keep (`--threshold`).
    public var thresholds: [Threshold] = []
    /// What ends the run early.
    public var bail: BailRules = []
    /// When an item is tried again.
    public var retry = RetryRules()
    /// Whether an error status fails an item without a test that looks at the response.
    public var failsOnErrorStatus = false
    /// Whether requests carry a `traceparent`.
    public var tracesRequests = false
    /// The `User-Agent` that requests carry.
    public var userAgent: String

    /// Whether there can be more than one iteration.
    var isIterated: Bool { iterationCount > 1 || duration != nil }

    /// The number of iterations in reports and for scripts: 0 if only the time limits them.
    public var knownIterationCount: Int { duration == nil ? iterationCount : 0 }

    /// Makes settings.
    public init(userAgent: String) {
        self.userAgent = userAgent
    }
}
