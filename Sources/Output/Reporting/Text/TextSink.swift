public import RunModel

/// The destination of a report's text.
///
/// Its owner buffers and flushes.
public protocol TextSink: AnyObject {
    /// Writes the next piece of text: whole lines.
    func write(_ text: String) throws(ListenerError)

    /// Passes on what is buffered.
    func flush() throws(ListenerError)

    /// Ends the text; the report writes nothing more.
    func close() throws(ListenerError)
}

extension TextSink {
    /// Does nothing, for a sink without a buffer.
    public func flush() throws(ListenerError) {}

    /// Does nothing, for a sink that its reports share.
    public func close() throws(ListenerError) {}
}
