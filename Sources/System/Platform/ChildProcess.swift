#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Starts other programs.
public enum ChildProcess {
    /// Starts a program of the search path with its arguments, without a shell, its output going to
    /// our standard error; returns false if it cannot be started.
    public static func start(_ program: String, _ arguments: [String]) -> Bool {
        let actions = SpawnActions()
        actions.open("/dev/null", at: 0)
        actions.duplicate(2, to: 1)
        return (try? actions.start(program, [program] + arguments)) != nil
    }

    /// The output of a shell command; its messages go to standard error, and its failure is an
    /// error.
    ///
    /// The command is ended if the interruption is requested, or if its output is too large.
    public static func output(
        of command: String, upTo largest: Int = FileAccess.largestStream,
        unless interruption: Interruption = .process
    ) throws(SystemError) -> [UInt8] {
        let (child, output) = try startShell(command, pipeAt: 1)
        let bytes: [UInt8]
        do throws(SystemError) {
            defer { close(output) }
            bytes = try FileAccess.readStream(output, upTo: largest, unless: interruption)
        } catch {
            // Nobody reads what the command goes on writing.
            let now = Interruption()
            now.setDeadline(afterMilliseconds: 0)
            _ = try wait(for: child, unless: now)
            throw error
        }
        let code = try wait(for: child, unless: interruption)
        if interruption.isRequested { throw SystemError(code: EINTR, message: "interrupted") }
        if code != 0 { throw SystemError(message: "the command ended with \(code)") }
        return bytes
    }

    /// How long a program may take to end after it was asked to.
    private static let graceMilliseconds = 1_000

    /// Waits for a program; returns its exit code, or 128 plus the number of the signal that ended
    /// it.
    ///
    /// Once the interruption is requested, the program has some milliseconds left. Then it is asked
    /// to end together with those that it has started, and is killed if it does not.
    static func wait(
        for child: pid_t, unless interruption: Interruption, leaving milliseconds: Int = 0
    ) throws(SystemError) -> Int {
        var status: Int32 = 0
        var endTime: Int?
        var isAsked = false
        while true {
            let ended = retrying { Int(waitpid(child, &status, WNOHANG)) }
            if ended < 0 { throw SystemError.last }
            if ended > 0 { break }
            let now = Clocks.monotonicMilliseconds()
            if endTime == nil, interruption.isRequested { endTime = now + milliseconds }
            if let end = endTime, now >= end {
                kill(group(of: child), isAsked ? SIGKILL : SIGTERM)
                isAsked = true
                endTime = now + graceMilliseconds
            }
            usleep(5_000)
        }
        if isAsked, leadsGroup { kill(-child, SIGKILL) }
        let signal = status & 0x7F
        return signal == 0 ? Int(status >> 8) & 0xFF : 128 + Int(signal)
    }

    /// Whether shells have process groups of their own, so that what they start ends with them.
    ///
    /// At a terminal they must stay in ours: others may not read from it, and its Ctrl-C reaches
    /// all of ours.
    private static let leadsGroup: Bool = {
        let terminal = open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY)
        if terminal >= 0 { close(terminal) }
        return terminal < 0
    }()

    /// What a signal to a shell is sent to.
    private static func group(of child: pid_t) -> pid_t { leadsGroup ? -child : child }

    /// Starts a shell with a pipe at its standard input (0) or output (1), for `wait`; returns its
    /// process identifier and our end of the pipe, which the caller closes.
    static func startShell(
        _ command: String, passing parameters: [String] = [], pipeAt number: Int32
    ) throws(SystemError) -> (child: pid_t, end: Int32) {
        let pipe = try SpawnActions.makePipe()
        let (own, other) =
            number == 0 ? (pipe.writing, pipe.reading) : (pipe.reading, pipe.writing)
        defer { close(other) }
        let actions = SpawnActions()
        actions.duplicate(other, to: number)
        do throws(SystemError) {
            let words = ["sh", "-c", command, "sh"] + parameters
            return (try actions.start("/bin/sh", words, inOwnGroup: leadsGroup), own)
        } catch {
            close(own)
            throw error
        }
    }

    /// Runs a shell command with these bytes as its standard input, and waits for its end.
    ///
    /// The command may stop reading early.
    public static func feed(_ bytes: [UInt8], to command: String) throws(SystemError) {
        let file = try OutputFile(namelessIn: FileAccess.temporaryFolder)
        try file.write(bytes, at: 0)
        let actions = SpawnActions()
        actions.duplicate(file.descriptor, to: 0)
        let child = try actions.start("/bin/sh", ["sh", "-c", command])
        var status: Int32 = 0
        _ = retrying { Int(waitpid(child, &status, 0)) }
    }

    /// Whether a program of that name is on the search path, or the name is a path to one.
    public static func exists(_ program: String) -> Bool {
        if program.contains("/") { return access(program, X_OK) == 0 }
        let folders = (ProcessEnvironment["PATH"] ?? "").split(separator: ":")
        return folders.contains { access($0 + "/" + program, X_OK) == 0 }
    }
}
