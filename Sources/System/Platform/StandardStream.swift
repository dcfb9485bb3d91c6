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
