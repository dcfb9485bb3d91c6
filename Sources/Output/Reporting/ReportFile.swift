public import RunModel

/// A report whose file is written in larger steps than the events come in.
public protocol GradualReport: RunListener {}

extension GradualReport {
    /// Yes, until it has caught up.
    public var lagsBehind: Bool { true }
}

/// A file that a report is streamed into.
///
/// Its owner opens it and creates the folders around it.
public protocol ReportFile: AnyObject {
    /// Writes bytes at an offset that is at most the file's length, over existing bytes.
    func write(_ bytes: [UInt8], at offset: Int) throws(ListenerError)

    /// Declares the file well-formed as it stands, so that it may be shown under its name.
    func commit() throws(ListenerError)

    /// Creates a place outside of memory for data that belongs at the end of the report.
    func makeSpool() throws(ListenerError) -> any ReportSpool

    /// Closes the file; nothing is written after it.
    func close() throws(ListenerError)
}

/// A folder of files that a report makes; its owner creates it.
public protocol ReportFolder: AnyObject {
    /// Writes a file of the folder, or of a folder in it that the name begins with.
    func write(_ bytes: [UInt8], to name: String) throws(ListenerError)

    /// Removes a file that was written.
    func remove(_ name: String) throws(ListenerError)
}

/// Bytes that wait outside of memory for the end of a report.
///
/// They are gone when the process ends.
public protocol ReportSpool: AnyObject {
    /// Appends bytes.
    func append(_ bytes: [UInt8]) throws(ListenerError)

    /// Calls the closure with all bytes in their order, in pieces.
    func read(_ take: ([UInt8]) throws(ListenerError) -> Void) throws(ListenerError)
}

/// A report's file that is well-formed at each commit, so a killed run leaves a report of what it
/// did.
///
/// Every flush ends with a tail that closes everything that is open. The next flush overwrites it.
struct TailedFile {
    private static let flushSeconds = 1.0

    /// The bytes to write next.
    var pending: [UInt8] = []
    /// The offset that they will have.
    private(set) var offset = 0

    private let file: any ReportFile
    private let flushBytes: Int
    private var end = 0
    private var flushedAt = 0.0

    /// Creates the report's view of an empty file, which writes after so many bytes are pending.
    init(_ file: any ReportFile, flushBytes: Int = 65_536) {
        self.file = file
        self.flushBytes = flushBytes
    }

    /// Sets the time at which the run began, in seconds since 1970.
    mutating func begin(at now: Double) { flushedAt = now }

    /// Whether the pending bytes, with so many more, are so many or so old that the caller must
    /// flush them now.
    mutating func isDue(at now: Double, with more: Int = 0) -> Bool {
        let count = pending.count + more
        guard count >= flushBytes || now - flushedAt >= Self.flushSeconds, count > 0
        else { return false }
        flushedAt = max(flushedAt, now)
        return true
    }

    /// Writes the pending bytes over the last tail, and then the new tail.
    ///
    /// White space covers the rest of a longer one.
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

    /// Declares the file well-formed, after a flush and all that it rewrites.
    func commit() throws(ListenerError) { try file.commit() }

    /// Overwrites earlier bytes with the same number of bytes.
    func rewrite(_ bytes: [UInt8], at offset: Int) throws(ListenerError) {
        try file.write(bytes, at: offset)
    }

    func makeSpool() throws(ListenerError) -> any ReportSpool { try file.makeSpool() }

    func close() throws(ListenerError) { try file.close() }
}
