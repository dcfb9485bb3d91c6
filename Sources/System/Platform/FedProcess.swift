#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that receives what we write as its standard input.
///
/// Its output and its messages go to our streams.
public final class FedProcess {
    /// How long it may take to finish after the run was interrupted.
    private static let lastMilliseconds = 5_000

    private let child: pid_t
    private var input: OutputFile?

    /// Starts a shell command; the arguments are its `$1`, `$2` and so on.
    public init(command: String, arguments: [String]) throws(SystemError) {
        let (child, end) = try ChildProcess.startShell(command, passing: arguments, pipeAt: 0)
        self.child = child
        input = OutputFile(taking: end)
    }

    /// Writes to the program; a program that no longer reads is an error like any other.
    public func write(_ bytes: [UInt8]) throws(SystemError) { try input?.write(bytes) }

    /// Ends the input and waits for the program; returns its exit code, or 128 plus the number of
    /// the signal that ended it.
    ///
    /// If the interruption is requested, the program is ended.
    public func finish(
        unless interruption: Interruption = .process
    ) throws(SystemError) -> Int {
        input = nil
        return try ChildProcess.wait(
            for: child, unless: interruption, leaving: Self.lastMilliseconds)
    }
}
