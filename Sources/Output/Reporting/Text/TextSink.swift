public import RunModel

/// Where a report's text goes; its owner buffers, and flushes when it sees fit.
public protocol TextSink: AnyObject {
    /// Takes the next piece of text: whole lines.
    func write(_ text: String) throws(ListenerError)

    /// Learns that this report writes nothing more.
    func close() throws(ListenerError)
}

extension TextSink {
    /// Does nothing, for a sink that its reports share.
    public func close() throws(ListenerError) {}
}
