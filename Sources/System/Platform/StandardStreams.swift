import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One of the process's three standard streams.
public struct StandardStream: Sendable {
    /// Standard input.
    public static let input = StandardStream(descriptor: 0)
    /// Standard output.
    public static let output = StandardStream(descriptor: 1)
    /// Standard error.
    public static let error = StandardStream(descriptor: 2)

    let descriptor: Int32

    private static let firstFailure = Mutex<SystemError?>(nil)
    private static let isReaderNeeded = Atomic(false)

    /// Why text for standard output was lost; nil if none was.
    public static var outputFailure: SystemError? { firstFailure.withLock(\.self) }

    /// Makes it a failure if nobody reads standard output to its end: it carries a report.
    public static func needReader() { isReaderNeeded.store(true, ordering: .relaxed) }

    /// Opens the standard streams that the process was started without.
    ///
    /// Otherwise the next file would take the place of one, and receive what is meant for it. Using
    /// such a stream is an error, as if it were closed.
    public static func openMissing() {
        for stream in [input, output, error] {
            if fcntl(stream.descriptor, F_GETFD) >= 0 || errno != EBADF { continue }
            _ = open("/dev/null", stream.descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Whether a terminal is at the other end.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The width of the terminal in columns; nil if the stream is not a terminal.
    public var columns: Int? { size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } }

    /// The height of the terminal in rows; nil if the stream is not a terminal.
    public var rows: Int? { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } }

    private var size: winsize? {
        var size = winsize()
        return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }

    /// Runs the body while the terminal does not show what is typed.
    public func withoutEcho<Result>(_ body: () -> Result) -> Result {
        var modes = termios()
        guard tcgetattr(descriptor, &modes) == 0 else { return body() }
        var silent = modes
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(descriptor, TCSAFLUSH, &silent)
        defer { tcsetattr(descriptor, TCSANOW, &modes) }
        return body()
    }

    /// Writes a text; a reader that is gone is an error only after `needReader`.
    ///
    /// What else goes wrong with standard output is `outputFailure`.
    public func write(_ text: String) {
        do throws(SystemError) {
            try write(Array(text.utf8))
        } catch {
            guard descriptor == Self.output.descriptor,
                !error.isBrokenPipe || Self.isReaderNeeded.load(ordering: .relaxed)
            else { return }
            Self.firstFailure.withLock { $0 = $0 ?? error }
        }
    }

    /// Writes bytes; nobody reading any more is an error like another.
    public func write(_ bytes: [UInt8]) throws(SystemError) {
        try PatientWriting.write(bytes, to: descriptor)
    }

    /// Everything that is left to read.
    ///
    /// A pipe that nobody writes to keeps the caller waiting until the interruption is requested.
    public func readAll(
        unless interruption: Interruption = .process
    ) throws(SystemError) -> [UInt8] {
        try FileAccess.readAll(descriptor, of: "/dev/fd/\(descriptor)", unless: interruption)
    }
}

/// Reads lines that a person types, with a limit on the waiting.
public struct LineReader {
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var isAtEnd = false

    /// What came of waiting for a line.
    public enum Outcome: Sendable, Hashable {
        /// A line without its line feed.
        case line(String)
        /// Nothing came in time.
        case timedOut
        /// There is nothing more to read.
        case endOfInput
        /// The process must end.
        case interrupted
    }

    /// Makes a reader of a stream.
    public init(_ stream: StandardStream) {
        descriptor = stream.descriptor
    }

    /// Waits for the next line, up to so many milliseconds.
    public mutating func next(
        timeoutMilliseconds: Int, unless interruption: Interruption = .process
    ) -> Outcome {
        let deadline = Clocks.monotonicMilliseconds() + timeoutMilliseconds
        while true {
            if let line = takeLine() { return .line(line) }
            if isAtEnd { return .endOfInput }
            if interruption.isRequested { return .interrupted }
            let left = deadline - Clocks.monotonicMilliseconds()
            if left <= 0 { return .timedOut }
            // A tenth of a second at most, so that a signal is noticed on every thread.
            if waitForInput(milliseconds: min(left, 100)) { fill() }
        }
    }

    /// Whether the terminal holds the beginning of a line that is not finished yet.
    ///
    /// A terminal hands out whole lines only. It hands out what there is if line editing is
    /// switched off for a moment.
    public mutating func hasUnfinishedLine() -> Bool {
        var modes = termios()
        guard pending.isEmpty, tcgetattr(descriptor, &modes) == 0 else { return !pending.isEmpty }
        var raw = modes
        raw.c_lflag &= ~tcflag_t(ICANON)
        guard tcsetattr(descriptor, TCSANOW, &raw) == 0 else { return false }
        if waitForInput(milliseconds: 0) { fill() }
        tcsetattr(descriptor, TCSANOW, &modes)
        // Without line editing the end of input is a character.
        if pending.last == 0 {
            pending.removeLast()
            isAtEnd = true
        }
        return !pending.isEmpty && !isAtEnd
    }

    private func waitForInput(milliseconds: Int) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, Int32(milliseconds)) > 0
    }

    private mutating func fill() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = retrying { read(descriptor, &buffer, buffer.count) }
        if count <= 0 { isAtEnd = true } else { pending += buffer[..<count] }
    }

    private mutating func takeLine() -> String? {
        guard let end = pending.firstIndex(of: 0x0A) else {
            guard isAtEnd, !pending.isEmpty else { return nil }
            defer { pending = [] }
            return String(decoding: pending, as: UTF8.self)
        }
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
    }
}
