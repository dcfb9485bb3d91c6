public import JSON
public import RunModel

/// What `setNextRequest` asks for.
public enum NextRequest: Sendable, Hashable {
    /// Nothing was asked for.
    case unchanged
    /// The request of that name or id; nil ends the iteration.
    case named(String?)
}

/// How a script ended, beyond what it reported while it ran.
public struct ScriptOutcome: Sendable, Hashable {
    /// The error that no part of the script caught, or nil.
    public var failure: Failure?
    /// Whether the failure is that the run ended.
    public var isInterrupted = false
    /// How long it ran, waiting included.
    public var duration: Duration
    /// What it chose as the next request.
    public var nextRequest: NextRequest
    /// Whether it skips its request, and with it what would follow for the item.
    public var skipsRequest: Bool
    /// The request as a pre-request script changed it; nil if it did not.
    public var changedRequest: JSONValue?

    /// Makes an outcome.
    public init(
        failure: Failure? = nil, duration: Duration = .zero, nextRequest: NextRequest = .unchanged,
        skipsRequest: Bool = false, changedRequest: JSONValue? = nil
    ) {
        self.failure = failure
        self.duration = duration
        self.nextRequest = nextRequest
        self.skipsRequest = skipsRequest
        self.changedRequest = changedRequest
    }
}
