public import RunModel

/// The listeners of a run, each of which receives every event in order.
///
/// A listener that fails is reported once and receives nothing from then on.
public struct RunListeners {
    private var listeners: [any RunListener]
    private let reportFailure: (ListenerError) -> Void

    /// Creates a list; `reportFailure` receives the error of each listener that fails.
    public init(_ listeners: [any RunListener], reportFailure: @escaping (ListenerError) -> Void) {
        self.listeners = listeners
        self.reportFailure = reportFailure
    }

    /// Adds listeners; they receive the events from here on.
    public mutating func add(_ more: [any RunListener]) { listeners += more }

    /// Whether a listener lags behind the events.
    public var lagBehind: Bool { listeners.contains { $0.lagsBehind } }

    /// Hands an event to all listeners.
    public mutating func deliver(_ event: RunEvent) {
        forEach { (listener) throws(ListenerError) in try listener.receive(event) }
    }

    /// Has those that lag behind show all events so far.
    public mutating func catchUp() {
        forEach { (listener) throws(ListenerError) in try listener.catchUp() }
    }

    @inline(__always)
    private mutating func forEach(_ body: (any RunListener) throws(ListenerError) -> Void) {
        var failed: [Int] = []
        for (index, listener) in listeners.enumerated() {
            do throws(ListenerError) {
                try body(listener)
            } catch {
                reportFailure(error)
                failed.append(index)
            }
        }
        for index in failed.reversed() { listeners.remove(at: index) }
    }

    /// Notifies all listeners that no event follows, and releases them.
    public mutating func finish() {
        for listener in listeners {
            do throws(ListenerError) {
                try listener.finish()
            } catch {
                reportFailure(error)
            }
        }
        listeners = []
    }
}
