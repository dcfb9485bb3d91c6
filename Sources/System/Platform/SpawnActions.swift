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

    /// Starts a program of the search path; returns its process identifier.
    func start(_ program: String, _ words: [String]) throws(SystemError) -> pid_t {
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var child: pid_t = 0
        let code = ProcessEnvironment.withBlock(Self.environment) {
            posix_spawnp(&child, program, &actions, nil, arguments, $0)
        }
        guard code == 0 else { throw SystemError(code: code) }
        return child
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
