public import RunModel

/// A file that a report is streamed into; its owner opens it and makes the folders around it.
public protocol ReportFile: AnyObject {
    /// Writes bytes at an offset that is at most the file's length, over what is there.
    func write(_ bytes: [UInt8], at offset: Int) throws(ListenerError)

    /// A place outside of memory for what the report can only tell at its end.
    func makeSpool() throws(ListenerError) -> any ReportSpool

    /// Closes the file; nothing is written after it.
    func close() throws(ListenerError)
}

/// Bytes that wait outside of memory for the end of a report, and are gone with the process.
public protocol ReportSpool: AnyObject {
    /// Adds bytes behind those that are there.
    func append(_ bytes: [UInt8]) throws(ListenerError)

    /// Hands out all bytes in their order, in pieces.
    func read(_ take: ([UInt8]) throws(ListenerError) -> Void) throws(ListenerError)
}

/// A report's file that is well-formed at any moment between two writes, so that a killed run leaves a
/// report of what it did.
///
/// Every write ends with a tail that closes all that is open, and the next one begins upon it.
struct TailedFile {
    private static let flushBytes = 65_536
    private static let flushSeconds = 1.0

    /// What is to be written next.
    var pending: [UInt8] = []
    /// Where it will stand.
    private(set) var offset = 0

    private let file: any ReportFile
    private var end = 0
    private var flushedAt = 0.0

    /// Makes a file of one without content.
    init(_ file: any ReportFile) {
        self.file = file
    }

    /// Tells when the run began, in seconds since 1970.
    mutating func begin(at now: Double) { flushedAt = now }

    /// Whether so much or so old is pending that it should be written; asked only before `flush`.
    mutating func isDue(at now: Double) -> Bool {
        guard pending.count >= Self.flushBytes || now - flushedAt >= Self.flushSeconds,
            !pending.isEmpty
        else { return false }
        flushedAt = max(flushedAt, now)
        return true
    }

    /// Writes what is pending over the last tail, and the new tail; white space covers what is left
    /// of a longer one.
    mutating func flush(tail: [UInt8]) throws(ListenerError) {
        let length = pending.count
        pending += tail
        let rest = end - offset - pending.count
        if rest > 0 { pending += repeatElement(UInt8(ascii: "\n"), count: rest) }
        try file.write(pending, at: offset)
        end = offset + pending.count
        offset += length
        pending.removeAll(keepingCapacity: true)
    }

    /// Writes over what was written before, at the same length.
    func rewrite(_ bytes: [UInt8], at offset: Int) throws(ListenerError) {
        try file.write(bytes, at: offset)
    }

    func makeSpool() throws(ListenerError) -> any ReportSpool { try file.makeSpool() }

    func close() throws(ListenerError) { try file.close() }
}
