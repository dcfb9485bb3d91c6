public import RunModel

/// A file that a report is streamed into; its owner opens it and makes the folders around it.
public protocol ReportFile: AnyObject {
    /// Writes bytes at an offset that is at most the file's length, over what is there.
    func write(_ bytes: [UInt8], at offset: Int) throws(ListenerError)

    /// Closes the file; nothing is written after it.
    func close() throws(ListenerError)
}
