#if canImport(Glibc)
    @preconcurrency import Glibc
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
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemError.last }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { _ = close(ends[0]) }
        let actions = SpawnActions()
        actions.duplicate(ends[0], to: 0)
        let input = OutputFile(taking: ends[1])
        child = try ChildProcess.spawnShell(command, actions, passing: arguments)
        self.input = input
    }

    /// Writes to the program; a program that no longer reads is an error like any other.
    public func write(_ bytes: [UInt8]) throws(SystemError) { try input?.write(bytes) }

    /// Ends the input and waits for the program; returns its exit code, or 128 plus the number of
    /// the signal that ended it.
    ///
    /// If the interruption is requested, the program is ended.
    public func finish(unless interruption: Interruption = .process) -> Int {
        input = nil
        let status = ChildProcess.wait(
            for: child, unless: interruption, leaving: Self.lastMilliseconds)
        let signal = status & 0x7F
        return signal == 0 ? Int(status >> 8) & 0xFF : 128 + Int(signal)
    }
}
