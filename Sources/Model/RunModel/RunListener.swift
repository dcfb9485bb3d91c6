public import Diagnostics

/// An observer of runs: a report, a summary, a progress line.
public protocol RunListener: AnyObject {
    /// Receives the next event; an error ends this listener, not the run.
    func receive(_ event: RunEvent) throws(ListenerError)

    /// Whether what it shows lags behind the events, so that it can catch up.
    var lagsBehind: Bool { get }

    /// Shows all events so far, since none has come for a moment.
    func catchUp() throws(ListenerError)

    /// Ends the report after the last run.
    func finish() throws(ListenerError)
}

extension RunListener {
    /// No, for listeners that show each event at once, or none.
    public var lagsBehind: Bool { false }

    /// Does nothing, for these listeners.
    public func catchUp() throws(ListenerError) {}

    /// Does nothing, for listeners that need only the end of each run.
    public func finish() throws(ListenerError) {}
}

/// Why a listener cannot go on, for example because its file cannot be written.
public struct ListenerError: Error, Sendable {
    /// What is wrong, for the user.
    public var diagnostic: Diagnostic

    /// Creates an error.
    public init(_ diagnostic: Diagnostic) {
        self.diagnostic = diagnostic
    }
}
