public import RunModel

/// Where a report's text goes; its owner buffers, and flushes when it sees fit.
public protocol TextSink: AnyObject {
    /// Takes the next piece of text.
    func write(_ text: String) throws(ListenerError)
}
