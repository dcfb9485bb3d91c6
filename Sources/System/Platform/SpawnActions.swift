import Synchronization

#if canImport(Glibc)
    @preconcurrency import Glibc
#else
    import Darwin
#endif

/// What a program that is started finds at its file descriptors, and the start itself.
///
/// The C type is a structure on Linux and a pointer on macOS.
final class SpawnActions {
    #if canImport(Glibc)
        private var actions = posix_spawn_file_actions_t()
    #else
        private var actions: posix_spawn_file_actions_t?
    #endif

    init() { posix_spawn_file_actions_init(&actions) }

    deinit { posix_spawn_file_actions_destroy(&actions) }

    /// Opens a file for reading at a descriptor.
    func open(_ path: String, at descriptor: Int32) {
        posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDONLY, 0)
    }

    /// Gives the program one of our descriptors at another number.
    func duplicate(_ descriptor: Int32, to number: Int32) {
        posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }

    /// Starts a program of the search path, in our process group or in one of its own; returns its
    /// process identifier.
    func start(
        _ program: String, _ words: [String], inOwnGroup: Bool = false
    ) throws(SystemError) -> pid_t {
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var child: pid_t = 0
        let attributes = SpawnAttributes(leadsGroup: inOwnGroup)
        let code = ProcessEnvironment.withBlock(Self.environment) { block in
            Self.starting.withLock { _ in
                posix_spawnp(&child, program, &actions, &attributes.value, arguments, block)
            }
        }
        guard code == 0 else { throw SystemError(code: code) }
        return child
    }

    /// Held while a program starts, and while a pipe is open that it would keep open.
    ///
    /// macOS cannot make a pipe that programs do not inherit in one step.
    private static let starting = Mutex(())

    /// Makes a pipe that no program inherits, except by `duplicate`.
    static func makePipe() throws(SystemError) -> (reading: Int32, writing: Int32) {
        try starting.withLock { _ throws(SystemError) in
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw SystemError.last }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (ends[0], ends[1])
        }
    }

    /// The variables of the process, each as `NAME=VALUE`; the last entry is nil.
    static var environment: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        #if canImport(Glibc)
            environ
        #else
            _NSGetEnviron().pointee
        #endif
    }
}

/// How a program is started.
private final class SpawnAttributes {
    #if canImport(Glibc)
        var value = posix_spawnattr_t()
    #else
        var value: posix_spawnattr_t?
    #endif

    /// Starts it as the first of a new process group if it is to lead one.
    ///
    /// This process ignores SIGPIPE, and a thread may block others. The program must not inherit
    /// that: at the end of a pipeline, `yes | head -1`, it would complain or never end.
    init(leadsGroup: Bool) {
        posix_spawnattr_init(&value)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&value, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&value, &signals)
        posix_spawnattr_setpgroup(&value, 0)
        let group = leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(
            &value, Int16(Int(POSIX_SPAWN_SETSIGDEF) | Int(POSIX_SPAWN_SETSIGMASK) | Int(group)))
    }

    deinit { posix_spawnattr_destroy(&value) }
}
