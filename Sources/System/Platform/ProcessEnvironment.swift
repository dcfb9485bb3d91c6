import Synchronization

#if canImport(Glibc)
    @preconcurrency import Glibc
#else
    import Darwin
#endif

/// The time, in the two ways that a program needs it.
public enum Clocks {
    /// The seconds since 1970.
    public static func secondsSince1970() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Milliseconds from some start, never going back.
    public static func monotonicMilliseconds() -> Int { monotonicMicroseconds() / 1000 }

    private static func monotonicMicroseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    /// A moment in the local time zone, as `2026-03-04 15:04:05`.
    public static func localTime(_ secondsSince1970: Double) -> String {
        var seconds = time_t(secondsSince1970)
        var parts = tm()
        localtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &parts)
        return String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Waits for this many seconds, or until the interruption is requested.
    ///
    /// Parts of a millisecond count: who waits for what is left of one asks again and again.
    public static func sleep(seconds: Double, unless interruption: Interruption = .process) {
        let end = monotonicMicroseconds() + Int(min(seconds * 1e6, 1e18).rounded(.up))
        while !interruption.isRequested {
            let left = end - monotonicMicroseconds()
            if left <= 0 { return }
            usleep(UInt32(min(left, 100_000)))
        }
    }
}

/// The variables of the process.
public enum ProcessEnvironment {
    /// The value of a variable.
    public static subscript(name: String) -> String? {
        getenv(name).map { String(cString: $0) } ?? extra.withLock { $0[name] }
    }

    /// The names of all variables.
    public static var names: [String] {
        guard let variables = SpawnActions.environment else { return [] }
        var names: [String] = []
        var index = 0
        while let variable = variables[index] {
            let name = String(cString: variable).prefix { $0 != "=" }
            names.append(String(name))
            index += 1
        }
        return names
    }

    /// Sets a variable that is not set, for this process and those that it starts.
    public static func setDefault(_ name: String, _ value: String) { setenv(name, value, 0) }

    /// The variables that are kept apart from the system's.
    private static let extra = Mutex<[String: String]>([:])
    /// How many variables the system's list takes, which it looks through for each of them.
    private static let fewVariables = 256

    /// Sets those variables that are not set, for this process and those that it starts.
    public static func setDefaults(_ values: [String: String]) {
        if values.count <= fewVariables {
            for (name, value) in values { setDefault(name, value) }
        } else {
            extra.withLock { $0.merge(values) { known, _ in known } }
        }
    }

    /// A list of variables as C has it.
    typealias Block = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    /// Calls the body with the variables for a process that is started: the system's and ours.
    static func withBlock<Result>(_ environ: Block?, _ body: (Block?) -> Result) -> Result {
        let extra = extra.withLock(\.self).filter { getenv($0.key) == nil }
        guard let environ, !extra.isEmpty else { return body(environ) }
        var count = 0
        while environ[count] != nil { count += 1 }
        let own = extra.map { strdup("\($0.key)=\($0.value)") }
        defer { for entry in own { free(entry) } }
        var block = (0..<count).map { environ[$0] } + own + [nil]
        return block.withUnsafeMutableBufferPointer { body($0.baseAddress) }
    }

    /// The arguments after the program's name.
    public static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    /// Ends the process, without waiting for anything.
    ///
    /// At a regular end, the C libraries would free what they have. That takes half a millisecond,
    /// and other threads may still use it: those of the JavaScript engine, and that of a run whose
    /// end has been taken but which still releases its context.
    public static func exit(_ code: Int32) -> Never { _exit(code) }
}

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
