#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The lines of a file, or of what another program writes at this moment; one at a time is held.
///
/// After a signal that asks for the end, a file is at its end at once. What comes from another
/// program is read on until that one, which may have got the signal too, has said its last.
public final class InputLines {
    /// A line without its line feed.
    public struct Line: Sendable, Hashable {
        /// What it says.
        public var bytes: [UInt8]
        /// Whether a line feed ended it; the last line may have none.
        public var isComplete: Bool
    }

    private static let chunkSize = 262_144
    /// How long the other program may be silent after a signal.
    private static let patienceMilliseconds = 3_000

    private let descriptor: Int32
    private let isOwned: Bool
    private var buffer: [UInt8] = []
    /// Where the next line starts in the buffer.
    private var start = 0
    private var isAtEnd = false

    /// Whether it is a file, which can be opened and read again.
    public let isRegularFile: Bool

    /// Opens a file.
    public convenience init(path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError.last }
        self.init(descriptor: descriptor, isOwned: true)
    }

    /// Reads from a standard stream.
    public convenience init(_ stream: StandardStream) {
        self.init(descriptor: stream.descriptor, isOwned: false)
    }

    private init(descriptor: Int32, isOwned: Bool) {
        self.descriptor = descriptor
        self.isOwned = isOwned
        var status = stat()
        isRegularFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The next line, as soon as it is there; nil at the end.
    public func next() throws(SystemError) -> Line? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                defer { start = end + 1 }
                return Line(bytes: Array(buffer[start..<end]), isComplete: true)
            }
            if isAtEnd { return rest() }
            buffer.removeSubrange(..<start)
            start = 0
            searched = buffer.count
            try fill()
        }
    }

    private func rest() -> Line? {
        defer {
            buffer = []
            start = 0
        }
        let bytes = buffer[start...]
        return bytes.isEmpty ? nil : Line(bytes: Array(bytes), isComplete: false)
    }

    private func fill() throws(SystemError) {
        guard waitForInput() else {
            isAtEnd = true
            return
        }
        var failure: SystemError?
        let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { chunk, count in
            let received = retrying { read(descriptor, chunk.baseAddress, Self.chunkSize) }
            if received < 0 { failure = SystemError.last }
            count = max(0, received)
        }
        if let failure { throw failure }
        if chunk.isEmpty { isAtEnd = true }
        buffer += chunk
    }

    /// Waits until something can be read; returns false if a signal ends the wait.
    private func waitForInput() -> Bool {
        var patience = Patience(milliseconds: Self.patienceMilliseconds)
        while true {
            let isInterrupted = Interruption.process.signal != nil
            if isInterrupted && isRegularFile || patience.isOver(isInterrupted: isInterrupted) {
                return false
            }
            var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // A tenth of a second at most, so that a signal is noticed on every thread.
            if poll(&poller, 1, 100) > 0 { return true }
        }
    }

    deinit {
        if isOwned { _ = close(descriptor) }
    }
}
